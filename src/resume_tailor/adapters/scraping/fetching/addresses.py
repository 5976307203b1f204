"""Which URLs may be asked for, as far as their form tells.

What a name resolves to is checked at the socket (`guard.py`). Here everything is refused that two
programs could understand differently: numbers that are addresses in disguise, escapes in the host,
blanks, backslashes, user names.
"""

import re
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import urlsplit, urlunsplit

import idna

from resume_tailor.adapters.scraping.fetching.guard import is_public
from resume_tailor.domain.errors import UrlNotAllowed

LONGEST_URL = 8_000
_PORTS = {"http": 80, "https": 443}
_WEB_PORTS = frozenset({80, 443, 8080, 8443})
"""The last two because some applicant systems use them; on a public address they harm nobody."""
_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
_INSIDE = frozenset(
    {"localhost", "local", "internal", "intranet", "lan", "home", "corp", "private", "onion"}
)
"""Last labels of names that are never public, whatever a name server says."""
_INSIDE_NAMES = ("localhost.localdomain", "home.arpa")
_LOOKS_NUMERIC = re.compile(r"(?:\d+|0x[0-9a-f]*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class WebAddress:
    """A URL that was checked; `url` has its host in ASCII, and no fragment."""

    url: str
    host: str


def checked(url: str, *, allow_private: bool) -> WebAddress:
    """The address, or `UrlNotAllowed`."""
    text = url.strip(" ")
    if len(text) > LONGEST_URL:
        raise UrlNotAllowed("This address is too long.")
    if any(
        ord(letter) <= 32 or letter in "\\\x7f" or "\x80" <= letter <= "\x9f" for letter in text
    ):
        raise UrlNotAllowed
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise UrlNotAllowed from error
    if parts.scheme.lower() not in _PORTS or not host:
        raise UrlNotAllowed
    if "@" in parts.netloc:
        raise UrlNotAllowed("An address with a user name in it cannot be used.")
    if not allow_private and port is not None and port not in _WEB_PORTS:
        raise UrlNotAllowed("An address with a port of its own cannot be used.")
    name = _host(host, parts.netloc, allow_private=allow_private)
    place = f"[{name}]" if ":" in name else name
    place += f":{port}" if port not in (None, _PORTS[parts.scheme.lower()]) else ""
    clean = urlunsplit((parts.scheme.lower(), place, parts.path or "/", parts.query, ""))
    return WebAddress(clean, name)


def _host(host: str, netloc: str, *, allow_private: bool) -> str:
    if "[" in netloc or "]" in netloc:
        if not re.fullmatch(r"\[[0-9a-fA-F:.]+\](?::\d*)?", netloc):
            raise UrlNotAllowed
        return _checked_ip(host, allow_private=allow_private)
    name = _ascii(host)
    labels = name.rstrip(".").split(".")
    if (
        not all(_LABEL.fullmatch(label) for label in labels)
        or len(name) > 253
        or name.endswith("..")
    ):
        raise UrlNotAllowed
    if _LOOKS_NUMERIC.fullmatch(labels[-1]):
        # Only the plain form with four decimal numbers; every other is there to deceive.
        return _checked_ip(".".join(labels), allow_private=allow_private)
    inside = len(labels) == 1 or labels[-1] in _INSIDE or ".".join(labels).endswith(_INSIDE_NAMES)
    if inside and not allow_private:
        raise UrlNotAllowed("This address is not on the public internet.")
    return name


def _ascii(host: str) -> str:
    if host.isascii():
        return host.lower()
    try:
        return idna.encode(host.lower().rstrip("."), strict=True).decode("ascii")
    except (idna.IDNAError, UnicodeError) as error:
        raise UrlNotAllowed from error


def _checked_ip(text: str, *, allow_private: bool) -> str:
    try:
        ip: IPv4Address | IPv6Address = ip_address(text)
    except ValueError as error:
        raise UrlNotAllowed from error
    if not allow_private and not is_public(str(ip)):
        raise UrlNotAllowed("This address is not on the public internet.")
    return str(ip)
