"""The events of a session, for those who follow it."""

from abc import abstractmethod
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from resume_tailor.domain.model.identifiers import SessionId
from resume_tailor.domain.model.session_events import SessionEvent


@dataclass(frozen=True, slots=True)
class StoredEvent:
    """An event as it was kept: number 1, 2, 3 ... in its session, and when."""

    session_id: SessionId
    seq: int
    at: datetime
    event: SessionEvent


class EventStream(Protocol):
    """Read-only; events are written with the session that they happened in."""

    @abstractmethod
    async def after(
        self, session_id: SessionId, seq: int, limit: int = 200
    ) -> Sequence[StoredEvent]:
        """The stored events with a number above `seq`, in order."""

    @abstractmethod
    def follow(self, session_id: SessionId, seq: int) -> AsyncIterator[StoredEvent]:
        """All events above `seq`: those that are stored, then each new one as it is committed.

        In order, each once, without end, also across a loss of the connection to the store.
        """
