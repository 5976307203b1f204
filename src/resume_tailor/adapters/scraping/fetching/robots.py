"""What a site asks of programs in its robots.txt (RFC 9309), for those who want it respected."""

from urllib.parse import urljoin

from protego import Protego

from resume_tailor.adapters.scraping.fetching.fetch import AGENT, PageFetcher
from resume_tailor.domain.errors import PostingBlocked, PostingUnreadable

_LONGEST = 500_000


async def refuse_if_disallowed(fetcher: PageFetcher, url: str) -> None:
    """Raises `PostingBlocked` where the site does not want the page to be read by programs, and
    what fetching raises where its wishes cannot be known."""
    try:
        page = await fetcher.fetch(urljoin(url, "/robots.txt"))
    except PostingUnreadable:
        return  # there is none, or it is not for us to see: everything is allowed
    await fetcher.keep(page)
    if not Protego.parse(page.text[:_LONGEST]).can_fetch(url, AGENT):
        raise PostingBlocked("The site asks programs not to read this page.")
