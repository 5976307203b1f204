"""Readers that give what they were told to, or raise it."""

from dataclasses import replace

from resume_tailor.domain.errors import PostingUnreadable, ResumeEncrypted, UrlNotAllowed
from resume_tailor.domain.model.job_posting import JobPosting
from resume_tailor.domain.model.resume import Resume
from resume_tailor.domain.ports.posting_reader import PostingReader
from resume_tailor.domain.ports.resume_reader import ResumeReader


class FakeResumeReader(ResumeReader):
    def __init__(self, result: Resume | Exception) -> None:
        self.result = result
        self.calls = 0
        self.password = ""
        """What opens the resume; empty for one that is not locked."""
        self.locked: dict[bytes, str] = {}
        """The same for single files."""

    async def read(self, data: bytes, name: str = "", password: str = "") -> Resume:
        self.calls += 1
        if password != self.locked.get(data, self.password):
            raise ResumeEncrypted
        if isinstance(self.result, Exception):
            raise self.result
        return self.result


class FakePostingReader(PostingReader):
    def __init__(self, result: JobPosting | Exception) -> None:
        self.result = result
        self.fetched: list[str] = []
        self.texts: list[str] = []
        self.from_url: list[str] = []
        """Where each text came from."""
        self.shortest = 0
        """A text with fewer characters is no posting."""

    async def fetch(self, url: str) -> JobPosting:
        self.fetched.append(url)
        if "localhost" in url:
            raise UrlNotAllowed
        return self._give()

    async def read(self, text: str, url: str = "") -> JobPosting:
        self.texts.append(text)
        self.from_url.append(url)
        if len(text) < self.shortest:
            raise PostingUnreadable
        return replace(self._give(), url=url)

    def _give(self) -> JobPosting:
        if isinstance(self.result, Exception):
            raise self.result
        return self.result
