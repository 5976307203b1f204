"""From the bytes of a file to a resume."""

from abc import abstractmethod
from typing import Protocol

from resume_tailor.domain.model.resume import Resume

_SIGNATURE, _WITHIN = b"%PDF-", 1024


def is_pdf(data: bytes) -> bool:
    """Whether bytes say that they are a PDF: near their beginning, as readers of PDF allow."""
    return _SIGNATURE in data[:_WITHIN]


class ResumeReader(Protocol):
    """Reads without a language model, and without trusting the file."""

    @abstractmethod
    async def read(self, data: bytes) -> Resume:
        """The resume. Raises `NotAPdf`, `ResumeUnreadable`, `ResumeEncrypted`, `ResumeTooLarge`
        or `ResumeHasNoText`; never hangs, whatever the bytes are."""
