"""From the bytes of a page to its text."""

import codecs
import re
from contextlib import suppress

from resume_tailor.domain.errors import PostingUnreachable

_CHARSETS = re.compile(
    r"utf-(?:8|16(?:-[lb]e)?)|ascii|iso8859-\d+|cp125\d|cp932|shift_jis|euc_(?:jp|kr)|gb(?:2312|k|18030)"
    r"|big5|koi8-[ru]"
)
"""What pages are written in; some of Python's other codecs take quadratic time."""
_META_CHARSET = re.compile(
    rb"<(?:meta|\?xml)[^>]+(?:charset|encoding)=[\"']?\s*([\w-]+)", re.IGNORECASE
)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_FILES = (
    b"%PDF-",
    b"\x89PNG",
    b"\x7fELF",
    b"PK\x03\x04",
    b"GIF8",
    b"\xff\xd8\xff",
    b"\x1f\x8b",
    b"Rar!",
    b"\xd0\xcf\x11\xe0",
    b"MZ",
    b"RIFF",
    b"\x00\x00\x00",
    b"ID3",
    b"BZh",
    b"\x28\xb5\x2f\xfd",
    b"{\\rtf",
)
_WITHOUT_A_WORD = "cp1252"
"""What browsers take pages for that say nothing of their charset and are no UTF-8."""


def refuse_files(data: bytes) -> None:
    """Raises `PostingUnreachable` for what is no text, whatever its header says."""
    is_utf16 = data.startswith((codecs.BOM_UTF16_BE, codecs.BOM_UTF16_LE))
    if data.startswith(_FILES) or (b"\x00" in data[:2_000] and not is_utf16):
        raise PostingUnreachable("The address leads to a file, not to a page.")


def decode(data: bytes, charset: str | None = None) -> str:
    """Text by its byte order mark; as UTF-8 where it is that, since other text is hardly ever so by
    chance; by the declared charset; by the page's own word; else as browsers guess."""
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return data.decode(codec, "replace")
    with suppress(UnicodeDecodeError):
        return data.decode("utf-8")
    meta = _META_CHARSET.search(data[:4096])
    for name in (charset, meta and meta[1].decode("ascii", "ignore")):
        known = _codec(name or "")
        if known and known != "utf-8":
            with suppress(UnicodeDecodeError):
                return data.decode(known)
    as_utf_8 = data.decode("utf-8", "replace")
    broken = as_utf_8.count("\ufffd")
    if broken <= 1 + sum(letter > "\x7f" for letter in as_utf_8) // 4:
        return as_utf_8
    return data.decode(_WITHOUT_A_WORD, "replace")


def _codec(name: str) -> str | None:
    """The codec of a charset that pages are written in."""
    try:
        found = codecs.lookup(name[:40]).name
    except (LookupError, ValueError):
        return None
    return found if _CHARSETS.fullmatch(found) else None
