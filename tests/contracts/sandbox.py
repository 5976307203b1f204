"""What every sandbox promises of work that behaves."""

import pytest

from resume_tailor.domain.errors import ResumeUnreadable
from resume_tailor.domain.ports.sandbox import Sandbox


def double(number: int) -> int:
    return 2 * number


def refuse(message: str) -> None:
    raise ResumeUnreadable(message)


class SandboxContract:
    async def test_it_gives_what_the_work_makes_of_the_job(self, subject: Sandbox) -> None:
        assert [await subject.run(double, number) for number in (1, 2)] == [2, 4]

    async def test_what_the_work_raises_is_raised(self, subject: Sandbox) -> None:
        with pytest.raises(ResumeUnreadable, match="Save it anew"):
            await subject.run(refuse, "Save it anew.")
        assert await subject.run(double, 2) == 4

    async def test_after_its_end_it_begins_anew(self, subject: Sandbox) -> None:
        subject.warm_up()
        subject.close()
        subject.close()
        assert await subject.run(double, 3) == 6
