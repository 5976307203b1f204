"""Fetch one page: guarded, bounded in time and size, redirects followed by hand."""

import asyncio
import re
import ssl
from dataclasses import dataclass
from urllib.parse import urljoin

import httpcore
import httpx

from resume_tailor.adapters.scraping.guard import GuardedNetwork, check_url
from resume_tailor.domain.errors import PostingUnreachable

_HEADERS = {
    "User-Agent": "resume-tailor/0.1 (fetches one job posting for the person who applies)",
    "Accept": "text/html,application/xhtml+xml,application/json;q=0.9,text/plain;q=0.8",
    "Accept-Language": "en,*;q=0.5",
}
_READABLE = ("text/", "application/xhtml", "application/json", "application/ld+json")
_META_CHARSET = re.compile(rb"<meta[^>]+charset=[\"']?\s*([\w-]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Page:
    """A page as fetched; `url` is where it was found in the end."""

    url: str
    text: str


class PageFetcher:
    """Fetches pages. Deadline in seconds for all of it; size in bytes after decompression."""

    def __init__(
        self,
        *,
        allow_private: bool = False,
        deadline: float = 20.0,
        max_bytes: int = 5_000_000,
        max_redirects: int = 5,
    ) -> None:
        self._allow_private = allow_private
        self._deadline = deadline
        self._max_bytes = max_bytes
        self._max_redirects = max_redirects

    async def fetch(self, url: str) -> Page:
        """The page; raises `UrlNotAllowed` or `PostingUnreachable` with what happened."""
        try:
            async with asyncio.timeout(self._deadline), self._client() as client:
                return await self._follow(client, url)
        except TimeoutError as error:
            raise PostingUnreachable("The page took too long to answer.") from error
        except (httpx.HTTPError, httpx.InvalidURL, ssl.SSLError) as error:
            raise PostingUnreachable("The page could not be fetched.") from error

    async def _follow(self, client: httpx.AsyncClient, url: str) -> Page:
        for _ in range(self._max_redirects + 1):
            check_url(url, allow_private=self._allow_private)
            async with client.stream("GET", url) as response:
                if not response.is_redirect:
                    return await self._read(response)
                url = urljoin(url, response.headers["location"])
        raise PostingUnreachable("The page redirects too often.")

    async def _read(self, response: httpx.Response) -> Page:
        if response.status_code >= 400:
            raise PostingUnreachable(f"The page answers with error {response.status_code}.")
        kind = response.headers.get("content-type", "text/html").lower()
        if not kind.startswith(_READABLE):
            raise PostingUnreachable("The address leads to a file, not to a page.")
        data = bytearray()
        async for chunk in response.aiter_bytes():
            data += chunk
            if len(data) > self._max_bytes:
                raise PostingUnreachable("The page is too large.")
        return Page(str(response.url), decode(bytes(data), response.charset_encoding))

    def _client(self) -> httpx.AsyncClient:
        transport = httpx.AsyncHTTPTransport()
        # httpx has no public way to hand in a network; the guard must sit at the socket.
        transport._pool = httpcore.AsyncConnectionPool(  # noqa: SLF001
            ssl_context=ssl.create_default_context(),
            network_backend=GuardedNetwork(allow_private=self._allow_private),
        )
        return httpx.AsyncClient(
            transport=transport, headers=_HEADERS, trust_env=False, timeout=self._deadline
        )


def decode(data: bytes, charset: str | None = None) -> str:
    """Text by the declared charset, else by the page's own word, else as UTF-8."""
    declared = _META_CHARSET.search(data[:4096])
    for name in (charset, declared and declared[1].decode("ascii", "ignore"), "utf-8"):
        if name:
            try:
                return data.decode(name)
            except (LookupError, UnicodeDecodeError):
                continue
    return data.decode("utf-8", "replace")
