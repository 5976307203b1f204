"""What every reader of resumes promises."""

import pytest

from resume_tailor.domain.errors import ResumeEncrypted
from resume_tailor.domain.ports.resume_reader import ResumeReader

PASSWORD = "secret"


class ResumeReaderContract:
    """The subject reads `plain`, and `locked` with the password alone."""

    plain: bytes
    locked: bytes

    async def test_a_resume_is_read(self, subject: ResumeReader) -> None:
        resume = await subject.read(self.plain, "resume.pdf")
        assert resume.contact.name == "Nadia Ferrow"
        assert any(True for _ in resume.lines())

    async def test_a_locked_one_opens_with_its_password_only(self, subject: ResumeReader) -> None:
        for wrong in ("", "wrong"):
            with pytest.raises(ResumeEncrypted):
                await subject.read(self.locked, "resume.pdf", wrong)
        resume = await subject.read(self.locked, "resume.pdf", PASSWORD)
        assert resume.contact.name == "Nadia Ferrow"
