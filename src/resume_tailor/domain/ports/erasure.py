"""Deleting for good, within a unit of work's transaction."""

from abc import abstractmethod
from collections.abc import Sequence
from datetime import timedelta
from typing import Protocol

from resume_tailor.domain.model.identifiers import SessionId, UserId


class Erasure(Protocol):
    """Rows go with the transaction. Files cannot: their keys are written down with it, so that
    whoever comes by next removes them, however this process ends. Times are measured by one clock for
    all processes: one whose own clock is wrong must delete nothing too early."""

    @abstractmethod
    async def sessions_of(self, user_id: UserId) -> Sequence[SessionId]:
        """All sessions of a user, who can start no other until the transaction ends."""

    @abstractmethod
    async def unchanged_for(self, age: timedelta, limit: int) -> Sequence[SessionId]:
        """Sessions that nobody has touched for so long, the oldest first."""

    @abstractmethod
    async def erase_session(self, session_id: SessionId) -> None:
        """Delete a session with its events, and write down its file; unknown ones are passed over."""

    @abstractmethod
    async def erase_user(self, user_id: UserId) -> None:
        """Delete a user whose sessions were erased."""

    @abstractmethod
    async def note_file(self, key: str, after: timedelta | None) -> None:
        """Write down that a file is to be removed after that time, or with None that it is not."""

    @abstractmethod
    async def take_discarded_file(self) -> str | None:
        """The key of a file that is due to be removed, no longer written down if the transaction commits; None
        when there is none."""
