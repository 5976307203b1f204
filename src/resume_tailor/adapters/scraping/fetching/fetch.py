"""Fetch one page: guarded, bounded in time and size, redirects followed by hand."""

import asyncio
import random
import re
import ssl
import zlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from http.cookiejar import CookieJar, DefaultCookiePolicy
from importlib.metadata import version
from urllib.parse import urljoin

import httpcore
import httpx

from resume_tailor.adapters.scraping.fetching.addresses import checked
from resume_tailor.adapters.scraping.fetching.decoding import decode, refuse_files
from resume_tailor.adapters.scraping.fetching.freshness import Freshness
from resume_tailor.adapters.scraping.fetching.guard import GuardedNetwork
from resume_tailor.adapters.scraping.fetching.page import Page
from resume_tailor.domain.errors import (
    DomainError,
    PostingBlocked,
    PostingNotFound,
    PostingUnreachable,
    PostingUnreadable,
)
from resume_tailor.domain.ports.clock import Clock
from resume_tailor.domain.ports.page_cache import PageCache, StoredPage

AGENT = "resume-tailor"
USER_AGENT = (
    f"{AGENT}/{version('resume-tailor')} (fetches one job posting for the person who applies)"
)
_HEADERS = {
    "User-Agent": USER_AGENT,
    "Accept": "text/html,application/xhtml+xml,application/json;q=0.9,application/xml;q=0.8,text/plain;q=0.8",
    "Accept-Language": "en,*;q=0.5",
    "Accept-Encoding": "gzip",
}
_READABLE = (
    "text/",
    "application/xhtml",
    "application/json",
    "application/ld+json",
    "application/xml",
    "application/rss",
    "application/atom",
    "application/feed",
)
_REFUSALS = frozenset({401, 403, 406, 407, 429, 451, 999})
"""What sites answer to programs; LinkedIn says 999."""
_PASSING = frozenset({429, 502, 503, 504})
_TRIES = 3
_LONGEST_WAIT = 5.0


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """What one page may cost: seconds with all redirects and tries, bytes after decompression."""

    seconds: float = 20.0
    bytes: int = 5_000_000
    redirects: int = 5


class PageFetcher:
    """Fetches pages, each once as long as its site says that it is fresh."""

    def __init__(
        self,
        cache: PageCache,
        clock: Clock,
        limits: FetchLimits | None = None,
        *,
        allow_private: bool = False,
    ) -> None:
        self._cache = cache
        self._clock = clock
        self._limits = limits or FetchLimits()
        self._allow_private = allow_private

    async def fetch(self, url: str) -> Page:
        """The page. Raises `UrlNotAllowed`, `PostingUnreachable`, or what says that there is no
        posting: `PostingNotFound`, `PostingBlocked`."""
        address = checked(url, allow_private=self._allow_private).url
        stored = await self._cache.get(address)
        if stored and stored.fresh_until > self._clock.now():
            return Page(stored.url, stored.text)  # nothing to keep: it is kept already
        try:
            async with self._client() as client, asyncio.timeout(self._limits.seconds):
                page = await self._try(client, address, stored)
        except TimeoutError as error:
            raise PostingUnreachable("The page took too long to answer.") from error
        return replace(page, asked=address)

    async def keep(self, page: Page) -> None:
        """Spare others the fetch. For pages that hold what was looked for: a wall may be gone when
        the next person asks."""
        fresh = page.freshness
        if not (page.asked and fresh.is_kept):
            return
        until = self._clock.now() + timedelta(seconds=fresh.seconds or 0)
        stored = StoredPage(page.url, page.text, until, fresh.etag, fresh.last_modified)
        await self._cache.put(page.asked, stored)

    async def _try(self, client: httpx.AsyncClient, url: str, stored: StoredPage | None) -> Page:
        """Ask again, after a pause, only where the fault is one that passes."""
        for attempt in range(1, _TRIES + 1):
            try:
                return await self._follow(client, url, stored)
            except _PassingError as error:
                if attempt == _TRIES or error.wait > _LONGEST_WAIT:
                    raise error.refusal from error
                await asyncio.sleep(error.wait or 0.4 * 2**attempt * random.uniform(0.8, 1.2))  # noqa: S311
            except (
                httpx.HTTPError,
                httpx.InvalidURL,
                ssl.SSLError,
                zlib.error,
                ValueError,
            ) as error:
                # ValueError: what a server can write into a Location that no URL can be.
                raise PostingUnreachable(_what_failed(error)) from error
        raise AssertionError("each try ends")

    async def _follow(self, client: httpx.AsyncClient, url: str, stored: StoredPage | None) -> Page:
        headers = _conditions(stored)
        for _ in range(self._limits.redirects + 1):
            address = checked(url, allow_private=self._allow_private)
            async with client.stream("GET", address.url, headers=headers) as response:
                if not response.has_redirect_location:
                    return await self._read(response, stored)
                url = urljoin(address.url, response.headers["location"])
            headers = {}
        raise PostingUnreachable("The page redirects too often.")

    async def _read(self, response: httpx.Response, stored: StoredPage | None) -> Page:
        fresh = Freshness.of(response.headers, self._clock.now())
        if response.status_code == httpx.codes.NOT_MODIFIED and stored:
            kept = replace(
                fresh,
                etag=fresh.etag or stored.etag,
                last_modified=fresh.last_modified or stored.last_modified,
            )
            return Page(stored.url, stored.text, kept)
        _refuse_status(response)
        kind = response.headers.get("content-type", "text/html").strip().lower()
        if not kind.startswith(_READABLE):
            raise PostingUnreachable("The address leads to a file, not to a page.")
        data = await self._body(response)
        refuse_files(data)
        text = decode(data, response.charset_encoding)
        if not text.strip():
            raise PostingUnreadable("The page is empty.")
        return Page(str(response.url), text, fresh)

    async def _body(self, response: httpx.Response) -> bytes:
        """The decoded body. httpx would inflate a bomb whole before its size could be seen."""
        encoding = response.headers.get("content-encoding", "identity").strip().lower()
        if encoding not in ("identity", "", "gzip", "x-gzip"):
            raise PostingUnreachable("The page is compressed in a way that was not asked for.")
        inflate = zlib.decompressobj(zlib.MAX_WBITS | 16) if "gzip" in encoding else None
        data = bytearray()
        async for chunk in response.aiter_raw():
            room = self._limits.bytes - len(data) + 1
            data += inflate.decompress(chunk, room) if inflate else chunk
            if len(data) > self._limits.bytes:
                raise PostingUnreachable("The page is too large.")
        if inflate and not inflate.eof:
            raise PostingUnreachable("The page broke off.")
        return bytes(data)

    @asynccontextmanager
    async def _client(self) -> AsyncIterator[httpx.AsyncClient]:
        network = GuardedNetwork(allow_private=self._allow_private)
        transport = httpx.AsyncHTTPTransport()
        # httpx has no public way to hand in a network; the guard must sit at the socket.
        transport._pool = httpcore.AsyncConnectionPool(  # noqa: SLF001
            ssl_context=_trusted(), network_backend=network
        )
        try:
            async with httpx.AsyncClient(
                transport=transport,
                headers=_HEADERS,
                cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),  # none is kept
                trust_env=False,
                timeout=self._limits.seconds,
            ) as client:
                yield client
        finally:
            await network.close()


@cache
def _trusted() -> ssl.SSLContext:
    """Loading the certificates takes as long as fetching a page."""
    return httpx.create_ssl_context()


class _PassingError(Exception):
    """The site asks to come back, or is down for a moment."""

    def __init__(self, refusal: DomainError, wait: float) -> None:
        super().__init__(refusal.message)
        self.refusal = refusal
        self.wait = wait


def _refuse_status(response: httpx.Response) -> None:
    status = response.status_code
    if status < 300:
        return
    if status in (404, 410):
        raise PostingNotFound
    refusal: DomainError
    if status in _REFUSALS:
        refusal = PostingBlocked(f"The site lets no program read this page (it answers {status}).")
    elif status < 400:
        refusal = PostingUnreachable("The page redirects to nowhere.")
    else:
        refusal = PostingUnreachable(f"The page answers with error {status}. Try again later.")
    if status in _PASSING:
        raise _PassingError(refusal, _seconds(response.headers.get("retry-after", "")))
    raise refusal


def _seconds(retry_after: str) -> float:
    """What the site asks to wait; 0 where it says nothing that is a number."""
    return float(retry_after) if re.fullmatch(r"[0-9]{1,11}", retry_after) else 0.0


def _conditions(stored: StoredPage | None) -> dict[str, str]:
    if stored is None:
        return {}
    asked = {"If-None-Match": stored.etag, "If-Modified-Since": stored.last_modified}
    return {name: value for name, value in asked.items() if value}


def _what_failed(error: Exception) -> str:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLError):
            return "The page's certificate cannot be trusted, so it was not fetched."
        cause = cause.__cause__ or cause.__context__
    return "The page could not be fetched."
