"""How long an answer may be used again, by its own headers (RFC 9111)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_UNSAID = 3_600
"""Seconds for which a page is fresh whose site says nothing about it. Postings change by the day."""
_LONGEST = 24 * 3_600
_LONGEST_TAG = 200


@dataclass(frozen=True, slots=True)
class Freshness:
    """`seconds` is None for what must not be kept at all, 0 for what must be asked for each time."""

    seconds: int | None = None
    etag: str = ""
    last_modified: str = ""

    @property
    def is_kept(self) -> bool:
        """Whether keeping it can save anything."""
        return self.seconds is not None and bool(self.seconds or self.etag or self.last_modified)

    @classmethod
    def of(cls, headers: Mapping[str, str], now: datetime) -> "Freshness":
        """From the headers of an answer."""
        said = headers.get("cache-control", "").lower()
        if "no-store" in said or "private" in said or headers.get("vary", "").strip() == "*":
            return cls()
        seconds = _seconds(said, headers, now)
        return cls(seconds, _plain(headers, "etag"), _plain(headers, "last-modified"))


def _plain(headers: Mapping[str, str], name: str) -> str:
    """What can be sent back as it is."""
    value = headers.get(name, "")
    return value if value.isascii() and value.isprintable() and len(value) <= _LONGEST_TAG else ""


def _seconds(said: str, headers: Mapping[str, str], now: datetime) -> int:
    if "no-cache" in said:
        return 0
    shared = re.search(r"s-maxage\s*=\s*\"?(\d{1,9})", said)
    age = re.search(r"max-age\s*=\s*\"?(\d{1,9})", said)
    longest = shared or age
    if longest:
        fresh = int(longest[1])
    elif "expires" in headers:
        fresh = int((_date(headers["expires"], now) - now).total_seconds())
    else:
        fresh = _UNSAID
    spent = headers.get("age", "")
    return max(0, min(fresh, _LONGEST) - (int(spent) if re.fullmatch(r"[0-9]{1,9}", spent) else 0))


def _date(text: str, otherwise: datetime) -> datetime:
    try:
        date = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return otherwise  # `Expires: 0` and the like mean: not any more
    return date if date.tzinfo else date.replace(tzinfo=UTC)
