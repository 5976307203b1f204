"""The `PostingReader` port: ask the system behind an address, fetch the page, and read what comes."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from resume_tailor.adapters.scraping.fetching.fetch import PageFetcher
from resume_tailor.adapters.scraping.fetching.page import Page
from resume_tailor.adapters.scraping.fetching.robots import refuse_if_disallowed
from resume_tailor.adapters.scraping.rendering.renderer import Renderer
from resume_tailor.adapters.scraping.sources.apis import ApiRequest, request_for, request_in
from resume_tailor.adapters.scraping.text_reader import read_posting
from resume_tailor.domain.errors import (
    DomainError,
    OutOfBounds,
    PostingNeedsRendering,
    PostingNotFound,
    PostingUnreachable,
    PostingUnreadable,
)
from resume_tailor.domain.model.job_posting import JobPosting
from resume_tailor.domain.ports.posting_reader import PostingReader
from resume_tailor.domain.ports.sandbox import Job, Result, Sandbox


@dataclass(frozen=True, slots=True)
class ReadingJob:
    """A text to read in the sandbox."""

    text: str
    url: str = ""
    asked: ApiRequest | None = None


def prepare() -> None:
    """Import what every page needs."""
    from resume_tailor.adapters.scraping.sources.boards import boards
    from resume_tailor.adapters.scraping.words import phrases

    phrases()
    boards()


def read_job(job: ReadingJob) -> JobPosting:
    """The posting in a text; raises `PostingUnreadable` and what is below it."""
    try:
        return read_posting(job.text, job.url, job.asked)
    except (DomainError, MemoryError):
        raise
    except Exception as error:
        # A fault of ours in reading what strangers wrote must not become one of the server.
        raise PostingUnreadable from error


def find_request(job: ReadingJob) -> ApiRequest | None:
    """The request for the posting that a page takes from elsewhere."""
    try:
        return request_for(job.url) or request_in(job.text, job.url)
    except (ValueError, RecursionError):
        return None


class WebPostingReader(PostingReader):
    """Where the address is of a known system, that is asked first: it answers less and more clearly.
    A page without a posting is searched for the system behind it, then given to a browser if there
    is one. A saved page is read by the same code."""

    def __init__(
        self,
        fetcher: PageFetcher,
        sandbox: Sandbox,
        renderer: Renderer | None = None,
        *,
        seconds: float = 20.0,
        respect_robots: bool = False,
    ) -> None:
        self._fetcher = fetcher
        self._sandbox = sandbox
        self._renderer = renderer
        self._seconds = seconds
        self._respect_robots = respect_robots

    async def fetch(self, url: str) -> JobPosting:
        """The posting at a public address; `seconds` bound all requests together."""
        try:
            async with asyncio.timeout(self._seconds):
                return await self._fetch(url)
        except TimeoutError as error:
            raise PostingUnreachable("The page took too long to answer.") from error

    async def read(self, text: str, url: str = "") -> JobPosting:
        """The posting in a pasted text or a saved page."""
        return await self._in_sandbox(read_job, ReadingJob(text, url))

    async def _fetch(self, url: str) -> JobPosting:
        asked = request_for(url)
        posting = await self._ask(asked, url) if asked else None
        if posting:
            return posting
        page = await self._page(url)
        try:
            return await self._read(page, ReadingJob(page.text, page.url))
        except PostingUnreadable as refusal:
            posting = await self._behind(page, asked) or await self._rendered(page, refusal)
            if posting is None:
                raise
            return posting

    async def _ask(self, asked: ApiRequest, url: str) -> JobPosting | None:
        """What a system answers; None where the page may say more."""
        try:
            page = await self._page(asked.url)
            return await self._read(page, ReadingJob(page.text, url, asked))
        except PostingNotFound:
            if asked.is_final:
                raise
        except (PostingUnreachable, PostingUnreadable):
            pass
        return None

    async def _behind(self, page: Page, tried: ApiRequest | None) -> JobPosting | None:
        asked = await self._in_sandbox(find_request, ReadingJob(page.text, page.url))
        return await self._ask(asked, page.url) if asked and asked != tried else None

    async def _rendered(self, page: Page, refusal: PostingUnreadable) -> JobPosting | None:
        if self._renderer is None or not isinstance(refusal, PostingNeedsRendering):
            return None
        rendered = await self._renderer.render(page.url)
        return await self._read(rendered, ReadingJob(rendered.text, rendered.url))

    async def _page(self, url: str) -> Page:
        if self._respect_robots:
            await refuse_if_disallowed(self._fetcher, url)
        page = await self._fetcher.fetch(url)
        if self._respect_robots and page.url != url:
            await refuse_if_disallowed(self._fetcher, page.url)
        return page

    async def _read(self, page: Page, job: ReadingJob) -> JobPosting:
        posting = await self._in_sandbox(read_job, job)
        await self._fetcher.keep(page)
        return posting

    async def _in_sandbox(self, work: Callable[[Job], Result], job: Job) -> Result:
        try:
            return await self._sandbox.run(work, job)
        except OutOfBounds as error:
            raise PostingUnreadable("The page is too much to read.") from error
