"""A SOCKS proxy (RFC 1928) on loopback, by which a browser reaches what the guard allows and no more.

The browser hands over names and never resolves one itself, so that every connection that a page can
cause, scripts and sockets included, is checked where it is made.
"""

import asyncio
import ipaddress
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Protocol

import httpcore

from resume_tailor.domain.errors import DomainError

_VERSION, _CONNECT, _NO_PASSWORD = 5, 1, 0
_IPV4, _NAME, _IPV6 = 1, 3, 4
_DONE, _NOT_ALLOWED, _UNREACHABLE, _NO_SUCH_COMMAND = 0, 2, 4, 7
_PORTS = frozenset({80, 443, 8080, 8443})
_PIECE = 65_536
_ADDRESS_SIZES = {_IPV4: 4, _IPV6: 16}


class Network(Protocol):
    """What connects: `GuardedNetwork`."""

    async def connect_tcp(self, host: str, port: int) -> httpcore.AsyncNetworkStream:
        """A connection; raises an error of the domain for what is not allowed."""


@asynccontextmanager
async def guarded_proxy(network: Network, most_bytes: int) -> AsyncIterator[int]:
    """The port of a proxy that lives as long as the context, and lets `most_bytes` through."""
    proxy = _Proxy(network, most_bytes)
    server = await asyncio.start_server(proxy.serve, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        await proxy.end()


class _Proxy:
    """One client, which is the browser; any number of connections."""

    def __init__(self, network: Network, most_bytes: int) -> None:
        self._network = network
        self._left = most_bytes
        self._serving: set[asyncio.Task[None]] = set()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection of the browser, until it or the server ends it."""
        task = asyncio.current_task()
        assert task, "servers run in tasks"
        self._serving.add(task)
        try:
            stream = await self._open(reader, writer)
            if stream:
                await self._pass_on(stream, reader, writer)
        except (OSError, asyncio.IncompleteReadError, httpcore.NetworkError):
            pass
        except asyncio.CancelledError:
            pass  # by `end`; the task is nobody else's
        finally:
            self._serving.discard(task)
            with suppress(OSError):
                writer.close()

    async def end(self) -> None:
        """Cut what is still open."""
        open_tasks = tuple(self._serving)
        for task in open_tasks:
            task.cancel()
        await asyncio.gather(*open_tasks, return_exceptions=True)

    async def _open(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> httpcore.AsyncNetworkStream | None:
        methods = (await reader.readexactly(2))[1]
        await reader.readexactly(methods)
        writer.write(bytes((_VERSION, _NO_PASSWORD)))
        _, command, _, kind = await reader.readexactly(4)
        host = await _host(reader, kind)
        (port,) = struct.unpack("!H", await reader.readexactly(2))
        code, stream = await self._connect(command, host, port)
        writer.write(bytes((_VERSION, code, 0, _IPV4, 0, 0, 0, 0, 0, 0)))
        await writer.drain()
        return stream

    async def _connect(
        self, command: int, host: str, port: int
    ) -> tuple[int, httpcore.AsyncNetworkStream | None]:
        if command != _CONNECT:
            return _NO_SUCH_COMMAND, None
        if port not in _PORTS:
            return _NOT_ALLOWED, None
        try:
            return _DONE, await self._network.connect_tcp(host, port)
        except DomainError:
            return _NOT_ALLOWED, None
        except (OSError, httpcore.ConnectError, httpcore.ConnectTimeout):
            return _UNREACHABLE, None

    async def _pass_on(
        self,
        stream: httpcore.AsyncNetworkStream,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
    ) -> None:
        async def up() -> None:
            while data := await reader.read(_PIECE):
                await stream.write(data)

        async def down() -> None:
            while data := await stream.read(_PIECE):
                self._left -= len(data)
                if self._left < 0:
                    return  # the page has fetched as much as it may
                writer.write(data)
                await writer.drain()

        ways = [asyncio.create_task(up()), asyncio.create_task(down())]
        try:
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for way in ways:
                way.cancel()
            await asyncio.gather(*ways, return_exceptions=True)
            await stream.aclose()


async def _host(reader: asyncio.StreamReader, kind: int) -> str:
    if kind == _NAME:
        length = (await reader.readexactly(1))[0]
        return (await reader.readexactly(length)).decode("ascii", "replace")
    address = await reader.readexactly(_ADDRESS_SIZES.get(kind, 0))
    return str(ipaddress.ip_address(address)) if address else ""
