"""Addresses that strangers wrote, taken apart as far as they are any."""

from urllib.parse import SplitResult, urlsplit


def parts_of(url: str) -> SplitResult:
    """The parts; all empty for what is no address."""
    try:
        parts = urlsplit(url)
        _ = parts.hostname
    except ValueError:
        return SplitResult("", "", "", "", "")
    return parts


def host_of(url: str) -> str:
    """The host; empty for what has none."""
    return parts_of(url).hostname or ""
