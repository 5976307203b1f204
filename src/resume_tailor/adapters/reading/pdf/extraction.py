"""From the bytes of a PDF to a document. Runs in a child process and trusts nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from resume_tailor.adapters.reading.layout.page import Box, Document, Hidden, Link, Sheet
from resume_tailor.adapters.reading.pdf.sheet import PageContent, read_page
from resume_tailor.domain.errors import (
    DomainError,
    ResumeEncrypted,
    ResumeHasNoText,
    ResumeTooLarge,
    ResumeUnreadable,
)
from resume_tailor.domain.model.text import visible

_FEWEST = 20
"""Characters; less is a stamp on a scan, no text layer."""
_MEANINGLESS = 0.4
"""Share of letters that may have no meaning before the text layer is of no use."""


def extract(data: bytes, max_pages: int, max_characters: int, password: str = "") -> Document:
    """What the pages show. Raises `ResumeUnreadable`, `ResumeEncrypted`, `ResumeTooLarge` or
    `ResumeHasNoText`."""
    with opened(data, max_pages, password) as document:
        return _read(document, max_characters)


@contextmanager
def opened(data: bytes, max_pages: int, password: str) -> Iterator[Any]:
    """The file as PyMuPDF's document. What goes wrong while it is used is `ResumeUnreadable`."""
    library = _quiet_library()
    try:
        with library.open(stream=data, filetype="pdf") as document:
            _check(document, max_pages, password)
            yield document
    except (DomainError, MemoryError):
        raise
    except Exception as error:
        # PyMuPDF raises anything from RuntimeError to IndexError for damaged files.
        raise ResumeUnreadable from error
    finally:
        library.TOOLS.store_shrink(100)  # else fonts and pictures of this file stay in memory


def _check(document: Any, max_pages: int, password: str) -> None:
    if document.needs_pass and not document.authenticate(password):
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


def _read(document: Any, max_characters: int) -> Document:
    sheets: list[Sheet] = []
    hidden: list[Hidden] = []
    links: list[Link] = []
    photos = unknown = characters = order = 0
    scanned = False
    for page in document:
        content: PageContent = read_page(page, order)
        sheets.append(content.sheet)
        hidden += content.hidden
        photos += content.photos
        unknown += content.unknown
        scanned = scanned or content.scanned
        order += len(content.sheet.runs)
        characters += sum(len(run.text) for run in content.sheet.runs)
        if characters > max_characters:
            raise ResumeTooLarge(f"The resume has more than {max_characters:,} characters.")
        links += _links(page)
    if characters < _FEWEST or unknown > _MEANINGLESS * (characters + unknown):
        raise ResumeHasNoText
    return Document(tuple(sheets), tuple(links), tuple(hidden), photos, scanned, unknown)


def _links(page: Any) -> list[Link]:
    return [
        Link(page.number, Box(*link["from"]), visible(link["uri"]))
        for link in page.get_links()
        if link.get("uri")
    ]
