"""Tries the readers in order of trust."""

import asyncio
import json
import re

from resume_tailor.adapters.scraping.fetch import PageFetcher
from resume_tailor.adapters.scraping.json_ld import read_json_ld
from resume_tailor.adapters.scraping.markup import parse
from resume_tailor.adapters.scraping.plain_text import read_plain_text
from resume_tailor.adapters.scraping.readable_text import read_readable_text
from resume_tailor.domain.errors import PostingUnreadable
from resume_tailor.domain.model.job_posting import JobPosting
from resume_tailor.domain.ports.posting_reader import PostingReader

_IS_PAGE = re.compile(r"<(?:!doctype html|html|head|body|script|div|article|main)\b", re.IGNORECASE)


class WebPostingReader(PostingReader):
    """Fetches a page and reads it; a saved page is read by the same code."""

    def __init__(self, fetcher: PageFetcher) -> None:
        self._fetcher = fetcher

    async def fetch(self, url: str) -> JobPosting:
        """The posting at a public address."""
        page = await self._fetcher.fetch(url)
        return await asyncio.to_thread(read_posting, page.text, page.url)

    async def read(self, text: str) -> JobPosting:
        """The posting in a pasted text or a saved page."""
        return await asyncio.to_thread(read_posting, text, "")


def read_posting(text: str, url: str) -> JobPosting:
    """The posting in the text of a page, or in plain text; raises `PostingUnreadable`."""
    if _is_json(text):
        raise PostingUnreadable("This is data for programs and not a posting.")
    posting = _read_page(text, url) if _IS_PAGE.search(text[:20_000]) else read_plain_text(text)
    if posting is None:
        raise PostingUnreadable
    return posting


def _is_json(text: str) -> bool:
    if not text.lstrip().startswith(("{", "[")):
        return False
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _read_page(text: str, url: str) -> JobPosting | None:
    tree = parse(text)
    if tree is None:
        return None
    return read_json_ld(tree, url) or read_readable_text(tree, url)
