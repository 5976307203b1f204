"""Which addresses may be connected to: those of the public internet, checked at the socket.

`ipaddress.is_global` alone is not enough: it lets through addresses that carry a private one inside
(6to4, NAT64, Teredo, IPv4-mapped). For IPv6 only what is handed out to the public is allowed.
"""

import asyncio
import socket
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

import httpcore

from resume_tailor.domain.errors import PostingUnreachable, UrlNotAllowed

_RESOLVERS = ThreadPoolExecutor(4, "resolve")
"""Threads of their own: a slow name server must not hold those that everything else runs in."""
_IPV6_PUBLIC = ip_network("2000::/3")
_IPV6_REFUSED = tuple(
    ip_network(net)
    for net in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "2620:4f:8000::/48")
)
_IPV4_REFUSED = tuple(
    ip_network(net)
    for net in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.31.196.0/24",
        "192.52.193.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "192.175.48.0/24",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/3",
    )
)


def is_public(address: str) -> bool:
    """Whether an IP address, as text, belongs to the public internet."""
    ip: IPv4Address | IPv6Address = ip_address(address)
    if isinstance(ip, IPv4Address):
        return not any(ip in net for net in _IPV4_REFUSED)
    return ip in _IPV6_PUBLIC and not any(ip in net for net in _IPV6_REFUSED)


class GuardedNetwork(httpcore.AsyncNetworkBackend):
    """Resolves a name once, refuses it unless every address is public, and connects to the very
    address that was checked. TLS and the Host header keep the name."""

    def __init__(self, *, allow_private: bool) -> None:
        self._allow_private = allow_private
        self._network = httpcore.AnyIOBackend()
        self._opened: list[httpcore.AsyncNetworkStream] = []

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - the signature is httpcore's
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """A connection; raises `UrlNotAllowed` or `PostingUnreachable`."""
        addresses = await self._resolve(host, port)
        if not self._allow_private and not all(is_public(address) for address in addresses):
            raise UrlNotAllowed("This address is not on the public internet.")
        stream = await self._network.connect_tcp(
            addresses[0], port, timeout, local_address, socket_options
        )
        self._opened.append(stream)
        return stream

    async def close(self) -> None:
        """Close whatever is still open: httpcore forgets a connection whose TLS handshake was
        broken off by a deadline."""
        while self._opened:
            await self._opened.pop().aclose()

    async def connect_unix_socket(  # the signature is httpcore's
        self,
        path: str,  # noqa: ARG002
        timeout: float | None = None,  # noqa: ARG002, ASYNC109
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,  # noqa: ARG002
    ) -> httpcore.AsyncNetworkStream:
        """Never."""
        raise UrlNotAllowed

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await self._network.sleep(seconds)

    @staticmethod
    async def _resolve(host: str, port: int) -> list[str]:
        try:
            found = await asyncio.get_running_loop().run_in_executor(
                _RESOLVERS, partial(socket.getaddrinfo, host, port, type=socket.SOCK_STREAM)
            )
        except (OSError, UnicodeError) as error:
            raise PostingUnreachable(f"There is no server named {host}.") from error
        # IPv4 first: it works where a machine has an IPv6 address and no route.
        found.sort(key=lambda info: info[0] != socket.AF_INET)
        return [str(info[4][0]) for info in found]
