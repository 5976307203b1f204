"""Readers that give what they were told to, or raise it."""

from resume_tailor.domain.errors import ResumeEncrypted
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

    async def fetch(self, url: str) -> JobPosting:
        self.fetched.append(url)
        return self._give()

    async def read(self, text: str) -> JobPosting:
        self.texts.append(text)
        return self._give()

    def _give(self) -> JobPosting:
        if isinstance(self.result, Exception):
            raise self.result
        return self.result
