"""From the bytes of a PDF to fragments. Runs in a child process and trusts nothing.

The order of the content stream is kept: on real resumes it is right nearly always, while sorting
from top to bottom mixes columns.
"""

import re
from collections.abc import Iterator
from typing import Any

from resume_tailor.adapters.pdf.fragments import Extracted, Fragment
from resume_tailor.domain.errors import (
    DomainError,
    ResumeEncrypted,
    ResumeHasNoText,
    ResumeTooLarge,
    ResumeUnreadable,
)
from resume_tailor.domain.model.text import visible

_INVISIBLE_SIZE = 1.0
_ICONS = re.compile("[\ue000-\uf0a6\uf0a8-\uf0b6\uf0b8-\uf0d7\uf0d9-\uf8ff\xa0]")
"""Private use: icon fonts; three of them are bullets of Wingdings and Symbol and stay."""
_BOLD_FLAG = 1 << 4


def extract(data: bytes, max_pages: int, max_characters: int) -> Extracted:
    """The fragments in reading order. Raises `ResumeUnreadable`, `ResumeEncrypted`,
    `ResumeTooLarge` or `ResumeHasNoText`."""
    library = _quiet_library()
    try:
        with library.open(stream=data, filetype="pdf") as document:
            _check(document, max_pages)
            return _read(document, max_characters)
    except DomainError:
        raise
    except Exception as error:
        # PyMuPDF raises anything from RuntimeError to IndexError for damaged files.
        raise ResumeUnreadable from error


def _check(document: Any, max_pages: int) -> None:
    if document.needs_pass:
        raise ResumeEncrypted
    if document.page_count > max_pages:
        raise ResumeTooLarge(f"The resume has more than {max_pages} pages.")


def _quiet_library() -> Any:
    """PyMuPDF, which would otherwise print what is wrong with each file. Its types end here."""
    import pymupdf

    library: Any = pymupdf
    library.TOOLS.mupdf_display_errors(False)
    library.TOOLS.mupdf_display_warnings(False)
    return library


def _read(document: Any, max_characters: int) -> Extracted:
    fragments: list[Fragment] = []
    links: list[str] = []
    characters = 0
    for page in document:
        for fragment in _fragments(page):
            fragments.append(fragment)
            characters += len(fragment.text)
            if characters > max_characters:
                raise ResumeTooLarge(f"The resume has more than {max_characters:,} characters.")
        links += [visible(link["uri"]) for link in page.get_links() if link.get("uri")]
    if not any(fragment.text.strip() for fragment in fragments):
        raise ResumeHasNoText
    return Extracted(tuple(fragments), tuple(dict.fromkeys(links)))


def _fragments(page: Any) -> Iterator[Fragment]:
    import pymupdf

    flags = pymupdf.TEXT_PRESERVE_WHITESPACE | pymupdf.TEXT_CID_FOR_UNKNOWN_UNICODE
    for block in page.get_text("dict", flags=flags)["blocks"]:
        for line in block.get("lines", ()):
            for span in line["spans"]:
                text = _ICONS.sub(" ", visible(span["text"])).replace("\t", " ")
                if text.strip() and _can_be_seen(span, page.rect):
                    x0, y0, x1, y1 = (round(edge, 2) for edge in span["bbox"])
                    size = round(span["size"], 1)
                    yield Fragment(text, page.number, x0, y0, x1, y1, size, _is_bold(span))


def _can_be_seen(span: dict[str, Any], page: Any) -> bool:
    """Tiny text and text off the page is how instructions are hidden from people."""
    x0, y0, x1, y1 = span["bbox"]
    off_page = x1 <= page.x0 or y1 <= page.y0 or x0 >= page.x1 or y0 >= page.y1
    return not (off_page or span["size"] < _INVISIBLE_SIZE)


def _is_bold(span: dict[str, Any]) -> bool:
    """By the font's flag or name, or because the letters are stroked and not filled (alpha 0):
    browsers print so where a font has no bold face."""
    named = bool(span["flags"] & _BOLD_FLAG) or "bold" in span["font"].lower()
    return named or span.get("alpha", 255) == 0
