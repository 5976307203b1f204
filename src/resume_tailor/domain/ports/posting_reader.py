"""From the address of a posting, or its text, to a posting."""

from abc import abstractmethod
from typing import Protocol

from resume_tailor.domain.model.job_posting import JobPosting


class PostingReader(Protocol):
    """Reads postings; requirements are left to the advisor."""

    @abstractmethod
    async def fetch(self, url: str) -> JobPosting:
        """The posting at a public address. Raises `UrlNotAllowed`, `PostingUnreachable`, or
        `PostingUnreadable` and what below it says what is there instead."""

    @abstractmethod
    async def read(self, text: str, url: str = "") -> JobPosting:
        """The posting in a pasted text or a saved page, with the address it came from, if that is
        known. Raises `PostingUnreadable` and what is below it."""
