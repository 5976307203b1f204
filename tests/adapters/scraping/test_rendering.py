"""Pages that need a browser, and what a page must not reach through it."""

import asyncio
import socket
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import httpcore
import pytest

from resume_tailor.adapters.scraping.fetching.guard import GuardedNetwork
from resume_tailor.adapters.scraping.posting_reader import ReadingJob, read_job
from resume_tailor.adapters.scraping.rendering.browser import (
    BrowserRenderer,
    find_browser,
    make_renderer,
)
from resume_tailor.adapters.scraping.rendering.proxy import guarded_proxy
from resume_tailor.domain.errors import PostingNeedsRendering, PostingUnreachable, UrlNotAllowed
from tests.adapters.scraping.internet import Answer, Internet, respond
from tests.adapters.scraping.pages import COMPANY, PARTS, TITLE, page

HERE = "http://jobs.example.com/1"
needs_browser = [
    pytest.mark.slow,
    pytest.mark.skipif(not find_browser(), reason="needs the extra `render` and a Chromium"),
]


class Neighbourhood(GuardedNetwork):
    """The guard as it is, but one name is played by a server on loopback."""

    def __init__(self, port: int) -> None:
        super().__init__(allow_private=False)
        self._port = port
        self.asked: list[str] = []

    async def connect_tcp(self, host: str, port: int, *_: object) -> httpcore.AsyncNetworkStream:  # type: ignore[override]
        self.asked.append(host)
        if host == "jobs.example.com":
            return await httpcore.AnyIOBackend().connect_tcp("127.0.0.1", self._port)
        return await super().connect_tcp(host, port)


@asynccontextmanager
async def site(pages: dict[str, Answer]) -> AsyncIterator[tuple[Internet, Neighbourhood]]:
    net = Internet(pages)
    server = await asyncio.start_server(net.serve, "127.0.0.1", 0)
    try:
        yield net, Neighbourhood(server.sockets[0].getsockname()[1])
    finally:
        server.close()


def a_renderer(network: Neighbourhood, seconds: float = 20.0) -> BrowserRenderer:
    return BrowserRenderer(find_browser(), seconds, 5_000_000, lambda: network)


class TestBrowser:
    pytestmark = needs_browser

    async def test_a_page_of_scripts_is_read(self) -> None:
        shell = page("<div id='root'></div><script src='/app.js'></script>", title="Careers")
        script = "fetch('/api').then(r => r.text()).then(t => document.querySelector('#root').innerHTML = t)"
        content = f"<main><h1>{TITLE}</h1><p>Company: {COMPANY}</p>{PARTS}</main>"
        pages: dict[str, Answer] = {
            HERE: respond(shell),
            "http://jobs.example.com/app.js": respond(script, Content_Type="text/javascript"),
            "http://jobs.example.com/api": respond(content),
        }
        async with site(pages) as (net, network):
            rendered = await a_renderer(network).render(HERE)
        posting = read_job(ReadingJob(rendered.text, rendered.url))
        assert (posting.title, posting.company) == (TITLE, COMPANY)
        assert any("User-Agent: resume-tailor/" in head for head in net.heads)

    async def test_what_a_style_sheet_hides_is_left_out(self) -> None:
        head = "<link rel='stylesheet' href='/style.css'>"
        body = f"<main><h1>{TITLE}</h1><p class='x'>SECRET</p>{PARTS}</main>"
        pages: dict[str, Answer] = {
            HERE: respond(page(body, head)),
            "http://jobs.example.com/style.css": respond(
                ".x { display: none }", Content_Type="text/css"
            ),
        }
        async with site(pages) as (_, network):
            rendered = await a_renderer(network).render(HERE)
        posting = read_job(ReadingJob(rendered.text, rendered.url))
        assert "SECRET" not in posting.description
        assert "registered nurse" in posting.description

    async def test_a_page_reaches_nothing_private(self) -> None:
        victims: list[str] = []

        async def victim(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            victims.append("TCP")
            writer.close()

        server = await asyncio.start_server(victim, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        datagrams = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        datagrams.bind(("127.0.0.1", 0))
        datagrams.setblocking(False)
        udp = datagrams.getsockname()[1]
        body = f"""<h1>Job</h1><img src="http://127.0.0.1:{port}/i">
        <iframe src="http://localhost:{port}/f"></iframe><link rel=preconnect href="http://127.0.0.1:{port}">
        <link rel=prefetch href="http://[::1]:{port}/p"><script>
        for (const host of ["127.0.0.1", "localhost", "[::1]", "0.0.0.0", "127.1", "169.254.169.254"]) {{
          for (const p of [{port}, 80, 8080]) {{
            fetch(`http://${{host}}:${{p}}/x`, {{mode: "no-cors"}}).catch(() => 0);
            try {{ new WebSocket(`ws://${{host}}:${{p}}/`) }} catch (e) {{}}
            navigator.sendBeacon(`http://${{host}}:${{p}}/b`, "x");
          }}
        }}
        try {{
          const peer = new RTCPeerConnection({{iceServers: [{{urls: "stun:127.0.0.1:{udp}"}}]}});
          peer.createDataChannel("x");
          peer.createOffer().then(o => peer.setLocalDescription(o));
        }} catch (e) {{}}
        </script>"""
        async with site({HERE: respond(page(body))}) as (_, network):
            await a_renderer(network).render(HERE)
        with pytest.raises(BlockingIOError):
            datagrams.recv(100)
        datagrams.close()
        server.close()
        assert victims == []
        assert "127.0.0.1" in network.asked, "the proxy was asked, and refused"

    @pytest.mark.parametrize(
        "script",
        [
            "while (true) {}",
            "setInterval(() => fetch('/x' + Math.random()), 1)",
            "location.reload()",
        ],
    )
    async def test_a_page_that_does_not_end(self, script: str) -> None:
        async with site({HERE: respond(page(f"<script>{script}</script>"))}) as (_, network):
            with suppress(PostingUnreachable, PostingNeedsRendering):
                await a_renderer(network, 8).render(HERE)

    async def test_a_page_that_is_private_is_not_rendered(self) -> None:
        async with site({}) as (_, network):
            with pytest.raises(PostingNeedsRendering):
                await a_renderer(network).render("http://10.0.0.1.example.com/")


async def test_an_address_is_checked_first() -> None:
    renderer = BrowserRenderer("/no/browser", 5, 1_000, lambda: Neighbourhood(1))
    with pytest.raises(UrlNotAllowed):
        await renderer.render("http://127.0.0.1/")


def test_without_a_browser_there_is_no_renderer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert make_renderer("", 20, 1_000, allow_private=False) is None


NAME = b"\x05\x01\x00\x03\x10jobs.example.com"


class TestProxy:
    @staticmethod
    async def ask(port: int, request: bytes) -> tuple[int, bytes]:
        """The proxy's code, and what comes through it."""
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        try:
            writer.write(b"\x05\x01\x00" + request)
            assert await reader.readexactly(2) == b"\x05\x00"
            code = (await reader.readexactly(10))[1]
            if code == 0:
                writer.write(b"GET /1 HTTP/1.1\r\nHost: jobs.example.com\r\n\r\n")
            return code, await reader.read()
        finally:
            writer.close()
            await writer.wait_closed()

    @pytest.mark.parametrize(
        ("request_", "code"),
        [
            (b"\x05\x01\x00\x01\x7f\x00\x00\x01" + struct.pack("!H", 80), 2),
            (b"\x05\x01\x00\x04" + bytes(15) + b"\x01" + struct.pack("!H", 80), 2),
            (b"\x05\x01\x00\x03\x09localhost" + struct.pack("!H", 80), 2),
            (NAME + struct.pack("!H", 22), 2),
            (b"\x05\x03" + NAME[2:] + struct.pack("!H", 80), 7),
            (NAME + struct.pack("!H", 80), 0),
        ],
        ids=["IPv4", "IPv6", "name", "port", "command", "allowed"],
    )
    async def test_it_connects_to_what_the_guard_allows(self, request_: bytes, code: int) -> None:
        async with site({HERE: respond("hello")}) as (_, net), guarded_proxy(net, 10_000) as port:
            answered, body = await self.ask(port, request_)
        assert answered == code
        assert body.endswith(b"hello") == (code == 0)

    async def test_a_page_gets_so_much_and_no_more(self) -> None:
        long = respond(b"x" * 500_000)
        async with site({HERE: long}) as (_, net), guarded_proxy(net, 100_000) as port:
            _, body = await self.ask(port, NAME + struct.pack("!H", 80))
        assert 0 < len(body) <= 100_000
