import pytest

from resume_tailor.domain.errors import NotReady, TransactionUndone
from resume_tailor.domain.use_cases.repeating import repeated


class Undone:
    def __init__(self, times: int, error: type[Exception] = TransactionUndone) -> None:
        self.times, self.error, self.tried = times, error, 0

    @repeated
    async def work(self, value: int) -> int:
        self.tried += 1
        if self.tried <= self.times:
            raise self.error
        return value


async def test_what_was_undone_is_done_again() -> None:
    assert await Undone(5).work(7) == 7


async def test_not_for_ever_and_nothing_else() -> None:
    undone, away = Undone(6), Undone(1, NotReady)
    with pytest.raises(TransactionUndone):
        await undone.work(7)
    with pytest.raises(NotReady):
        await away.work(7)
    assert (undone.tried, away.tried) == (6, 1)
