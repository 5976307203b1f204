"""Fetch one page: guarded, bounded in time and size, redirects followed by hand."""

import asyncio
import codecs
import re
import ssl
import zlib
from contextlib import suppress
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
    "Accept-Encoding": "gzip",
}
_READABLE = ("text/", "application/xhtml", "application/json", "application/ld+json")
_CHARSETS = re.compile(
    r"utf-(?:8|16(?:-[lb]e)?)|ascii|iso8859-\d+|cp125\d|cp932|shift_jis|euc_(?:jp|kr)|gb(?:2312|k|18030)"
    r"|big5|koi8-[ru]"
)
"""What pages are written in; some of Python's other codecs take quadratic time."""
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
        except (httpx.HTTPError, httpx.InvalidURL, ssl.SSLError, zlib.error, ValueError) as error:
            # ValueError: what a server can write into a Location that no URL can be.
            raise PostingUnreachable("The page could not be fetched.") from error

    async def _follow(self, client: httpx.AsyncClient, url: str) -> Page:
        for _ in range(self._max_redirects + 1):
            check_url(url, allow_private=self._allow_private)
            async with client.stream("GET", url) as response:
                if not response.has_redirect_location:
                    return await self._read(response)
                url = urljoin(url, response.headers["location"])
        raise PostingUnreachable("The page redirects too often.")

    async def _read(self, response: httpx.Response) -> Page:
        if response.status_code >= 400:
            raise PostingUnreachable(f"The page answers with error {response.status_code}.")
        kind = response.headers.get("content-type", "text/html").lower()
        if not kind.startswith(_READABLE):
            raise PostingUnreachable("The address leads to a file, not to a page.")
        data = await self._body(response)
        return Page(str(response.url), decode(data, response.charset_encoding))

    async def _body(self, response: httpx.Response) -> bytes:
        """The decoded body. httpx would inflate a bomb whole before its size could be seen."""
        encoding = response.headers.get("content-encoding", "identity").strip().lower()
        if encoding not in ("identity", "", "gzip", "x-gzip"):
            raise PostingUnreachable("The page is compressed in a way that was not asked for.")
        inflate = zlib.decompressobj(zlib.MAX_WBITS | 16) if "gzip" in encoding else None
        data = bytearray()
        async for chunk in response.aiter_raw():
            room = self._max_bytes - len(data) + 1
            data += inflate.decompress(chunk, room) if inflate else chunk
            if len(data) > self._max_bytes:
                raise PostingUnreachable("The page is too large.")
        return bytes(data)

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
    meta = _META_CHARSET.search(data[:4096])
    for name in (charset, meta and meta[1].decode("ascii", "ignore")):
        codec = _codec(name or "")
        if codec:
            with suppress(UnicodeDecodeError):
                return data.decode(codec)
    return data.decode("utf-8", "replace")


def _codec(name: str) -> str | None:
    """The codec of a charset that pages are written in."""
    try:
        found = codecs.lookup(name).name
    except LookupError:
        return None
    return found if _CHARSETS.fullmatch(found) else None
