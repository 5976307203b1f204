"""From the bytes of a file to a resume."""

from abc import abstractmethod
from enum import StrEnum
from typing import Protocol

from resume_tailor.domain.model.resume import Resume


class ResumeFormat(StrEnum):
    """What a resume may come as; the value is the ending of a file's name."""

    PDF = "pdf"
    DOCX = "docx"
    JSON = "json"
    MARKDOWN = "md"
    TEXT = "txt"


_PDF_SIGNATURE, _WITHIN = b"%PDF-", 1024
_ZIP_SIGNATURE, _WORD = b"PK\x03\x04", b"word/document"
_SHORTEST_TEXT = 80
"""Bytes; less is no resume."""


def format_of(data: bytes, name: str = "") -> ResumeFormat | None:
    """What the bytes are: a PDF, a Word document and JSON Resume say so themselves. Anything may be
    text, so that plain text and Markdown are believed only if the file's name says so too."""
    if _PDF_SIGNATURE in data[:_WITHIN]:
        return ResumeFormat.PDF
    if data.startswith(_ZIP_SIGNATURE):
        return ResumeFormat.DOCX if _WORD in data else None
    start = data[:_WITHIN].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"{") and b'"basics"' in data:
        return ResumeFormat.JSON
    return _text_format(data, name)


def _text_format(data: bytes, name: str) -> ResumeFormat | None:
    ending = name.rpartition(".")[2].casefold() if "." in name else ""
    if len(data) < _SHORTEST_TEXT or b"\x00" in data:
        return None
    if ending in ("md", "markdown", "mdown"):
        return ResumeFormat.MARKDOWN
    return ResumeFormat.TEXT if ending in ("txt", "text") else None


class ResumeReader(Protocol):
    """Reads without a language model, and without trusting the file."""

    @abstractmethod
    async def read(self, data: bytes, name: str = "", password: str = "") -> Resume:
        """The resume in a file of this name. Raises `NotAPdf` for what is no resume at all,
        `ResumeUnreadable`, `ResumeEncrypted` where the password does not open it, `ResumeTooLarge`
        or `ResumeHasNoText`; never hangs, whatever the bytes are."""
