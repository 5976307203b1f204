"""An internet of one server on loopback: names, addresses, certificates and pages as a test says."""

import asyncio
import json
import socket
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from functools import cache, partial
from typing import Any
from unittest.mock import patch

import httpcore
import trustme

PUBLIC = "93.184.216.34"
Answer = bytes | Callable[[asyncio.StreamWriter], Awaitable[None]]
"""What a server sends, or what it does."""


@dataclass
class Internet:
    """Pages by URL. Names not in `dns` are public; each of its lists is the answer to one question,
    the last to all that follow."""

    pages: dict[str, Answer] = field(default_factory=dict)
    dns: dict[str, list[list[str]]] = field(default_factory=dict)
    otherwise: Answer = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
    """What the other pages are."""
    asked: list[str] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)
    """The request heads, with every header."""
    connected: list[tuple[str, int]] = field(default_factory=list)

    def resolve(self, host: str, port: int, **_: object) -> list[tuple[Any, ...]]:
        """Instead of `socket.getaddrinfo`."""
        answers = self.dns.get(host, [[host if _is_address(host) else PUBLIC]])
        addresses = answers.pop(0) if len(answers) > 1 else answers[0]
        if not addresses:
            raise socket.gaierror(socket.EAI_NONAME, "no such name")
        return [
            (
                socket.AF_INET6 if ":" in address else socket.AF_INET,
                socket.SOCK_STREAM,
                6,
                "",
                (address, port),
            )
            for address in addresses
        ]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer requests on one connection until one answer ends it."""
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            self.heads.append(head)
            url = _url_of(head, secure=writer.get_extra_info("ssl_object") is not None)
            self.asked.append(url)
            answer = self.pages.get(url, self.otherwise)
            if isinstance(answer, bytes):
                writer.write(answer)
            else:
                await answer(writer)
            await writer.drain()
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            pass
        finally:
            with suppress(OSError, ssl.SSLError, RuntimeError):
                writer.close()


@asynccontextmanager
async def internet(pages: dict[str, Answer] | None = None) -> AsyncIterator[Internet]:
    """Until the end every connection of httpx leads to it."""
    net = Internet(pages or {})
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.sni_callback = partial(_choose_certificate, net)
    plain = await asyncio.start_server(net.serve, "127.0.0.1", 0)
    secure = await asyncio.start_server(net.serve, "127.0.0.1", 0, ssl=context)
    ports = {
        tls: server.sockets[0].getsockname()[1] for tls, server in ((False, plain), (True, secure))
    }
    connect = httpcore.AnyIOBackend.connect_tcp

    async def connect_here(
        self: httpcore.AnyIOBackend, host: str, port: int, *args: Any, **more: Any
    ) -> httpcore.AsyncNetworkStream:
        net.connected.append((host, port))
        return await connect(self, "127.0.0.1", ports[port in (443, 8443)], *args, **more)

    with (
        patch("resume_tailor.adapters.scraping.fetching.guard.socket.getaddrinfo", net.resolve),
        patch.object(httpcore.AnyIOBackend, "connect_tcp", connect_here),
        patch("resume_tailor.adapters.scraping.fetching.fetch._trusted", _trusting),
    ):
        try:
            yield net
        finally:
            plain.close()
            secure.close()


@cache
def _authority() -> trustme.CA:
    return trustme.CA()


@cache
def _certified(name: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    _authority().issue_cert(name).configure_cert(context)
    return context


def _choose_certificate(
    net: Internet, connection: ssl.SSLObject, name: str | None, _: ssl.SSLContext
) -> None:
    """For addresses no name is sent."""
    connection.context = _certified(name or net.connected[-1][0])


def _trusting() -> ssl.SSLContext:
    context = ssl.create_default_context()
    _authority().configure_trust(context)
    return context


def respond(body: bytes | str = b"", status: str = "200 OK", **headers: str) -> bytes:
    """An answer as bytes; `_` in the name of a header is `-`."""
    data = body.encode() if isinstance(body, str) else body
    given = {"Content_Type": "text/html", "Content_Length": str(len(data)), **headers}
    lines = [f"HTTP/1.1 {status}", *(f"{k.replace('_', '-')}: {v}" for k, v in given.items())]
    return "\r\n".join([*lines, "Connection: close", "", ""]).encode() + data


def answer_json(data: object) -> bytes:
    return respond(json.dumps(data), Content_Type="application/json")


def redirect(location: str, status: str = "302 Found") -> bytes:
    return respond(status=status, Location=location)


def _url_of(head: str, *, secure: bool) -> str:
    path = head.split(" ")[1]
    host = next(line[5:].strip() for line in head.split("\r\n") if line.lower().startswith("host:"))
    return f"{'https' if secure else 'http'}://{host}{path}"


def _is_address(host: str) -> bool:
    return host.replace(".", "").isdigit() or ":" in host
