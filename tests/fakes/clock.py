from datetime import UTC, datetime, timedelta
from uuid import UUID

from resume_tailor.domain.ports.clock import Clock


class FakeClock(Clock):
    """Goes on by a second each time it is looked at; ids count up."""

    def __init__(self) -> None:
        self._now = datetime(2026, 11, 22, tzinfo=UTC)
        self._ids = 100

    def now(self) -> datetime:
        self._now += timedelta(seconds=1)
        return self._now

    def new_id(self) -> UUID:
        self._ids += 1
        return UUID(int=self._ids)
