"""From a resume to a document ready to send."""

from abc import abstractmethod
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from resume_tailor.domain.model.resume import Resume


class DocumentFormat(StrEnum):
    """What a resume can be written as."""

    PDF = "pdf"
    MARKDOWN = "md"
    TEXT = "txt"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class Document:
    """A written resume. `warnings` says what could not be shown, for people."""

    data: bytes
    media_type: str
    format: DocumentFormat
    warnings: tuple[str, ...] = ()


class ResumeWriter(Protocol):
    """Writes whatever the resume holds; nothing is left out silently."""

    @abstractmethod
    async def write(self, resume: Resume, format_: DocumentFormat) -> Document:
        """The document."""
