"""Fetching from a real server on loopback that does what servers should not."""

import asyncio
import gzip
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest

from resume_tailor.adapters.scraping.fetch import PageFetcher, decode
from resume_tailor.domain.errors import DomainError, PostingUnreachable, UrlNotAllowed

FETCHER = PageFetcher(allow_private=True, deadline=2, max_bytes=100_000)
Answer = Callable[[asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def server(answer: bytes | Answer) -> AsyncIterator[str]:
    """A server that answers every request in one way."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        if isinstance(answer, bytes):
            writer.write(answer)
        else:
            await answer(writer)
        try:
            await writer.drain()
            writer.close()
            await writer.wait_closed()
        except (ConnectionError, asyncio.CancelledError):
            pass

    listening = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = listening.sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}/job"
    finally:
        listening.close()


def response(body: bytes = b"<p>hello</p>", status: str = "200 OK", **headers: str) -> bytes:
    given = {"Content_Type": "text/html", "Content_Length": str(len(body)), **headers}
    lines = [f"HTTP/1.1 {status}", *(f"{k.replace('_', '-')}: {v}" for k, v in given.items())]
    return "\r\n".join([*lines, "", ""]).encode() + body


async def test_a_page_is_fetched_and_decoded() -> None:
    body = "<p>Žluťoučký</p>".encode("windows-1250")
    async with server(response(body, Content_Type="text/html; charset=windows-1250")) as url:
        assert (await FETCHER.fetch(url)).text == "<p>Žluťoučký</p>"
    async with server(response(gzip.compress(b"small"), Content_Encoding="gzip")) as url:
        assert (await FETCHER.fetch(url)).text == "small"


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (response(status="404 Not Found"), "404"),
        (response(status="500 Oops"), "500"),
        (response(b"x" * 200_000), "too large"),
        (response(gzip.compress(b"\x00" * 50_000_000), Content_Encoding="gzip"), "too large"),
        (response(b"x", Content_Encoding="gzip, gzip"), "compressed"),
        (response(b"not gzip", Content_Encoding="gzip"), "could not be fetched"),
        (response(b"%PDF", Content_Type="application/pdf"), "a file"),
        (b"rubbish\r\n\r\n", "could not be fetched"),
        (b"", "could not be fetched"),
        (response(b"short", Content_Length="500"), "could not be fetched"),
        (response(status="302 Found", Location="/job"), "too often"),
        (response(status="302 Found", Location="http://["), "could not be fetched"),
    ],
)
async def test_what_servers_do(answer: bytes, says: str) -> None:
    async with server(answer) as url:
        with pytest.raises(PostingUnreachable, match=says):
            await FETCHER.fetch(url)


async def test_a_server_that_drips_is_left() -> None:
    async def drip(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        for _ in range(100):
            writer.write(b"x")
            await asyncio.sleep(0.1)

    async with server(drip) as url:
        with pytest.raises(PostingUnreachable, match="too long"):
            await FETCHER.fetch(url)


@pytest.mark.parametrize(
    "location", ["http://user@127.0.0.1/", "file:///etc/passwd", "gopher://127.0.0.1/"]
)
async def test_a_redirect_is_checked_like_an_address(location: str) -> None:
    async with server(response(status="302 Found", Location=location)) as url:
        with pytest.raises(UrlNotAllowed):
            await FETCHER.fetch(url)


@pytest.mark.parametrize(
    "url", ["http://no-such-host.invalid/", "http://127.0.0.1:1/", "http://xn--/"]
)
async def test_where_there_is_no_server(url: str) -> None:
    with pytest.raises(DomainError):
        await FETCHER.fetch(url)


@pytest.mark.parametrize("charset", ["punycode", "idna", "undefined", "rot13", "no such", "", None])
def test_charsets_that_no_page_has(charset: str | None) -> None:
    assert decode("é".encode(), charset) == "é"
