"""Work to be done soon, by whatever process is free."""

from abc import abstractmethod
from dataclasses import dataclass
from typing import Protocol

from resume_tailor.domain.model.identifiers import SessionId


@dataclass(frozen=True, slots=True)
class Backlog:
    """Jobs that wait for a worker, and for how many seconds the oldest has."""

    waiting: int = 0
    seconds: float = 0.0


class JobQueue(Protocol):
    """Jobs by session; at most one job of a session runs at a time, on any machine."""

    @abstractmethod
    async def advance_soon(self, session_id: SessionId) -> None:
        """Have the session advanced; asking twice is harmless."""

    @abstractmethod
    async def has_job(self, session_id: SessionId) -> bool:
        """Whether a job waits or runs for the session."""

    @abstractmethod
    async def abort(self, session_id: SessionId) -> None:
        """Cancel what waits for the session and cut short what runs for it, wherever it runs."""

    @abstractmethod
    async def forget(self, session_id: SessionId) -> None:
        """The same, and keep no trace of any job of it."""

    @abstractmethod
    async def backlog(self) -> Backlog:
        """How much waits. A job that is to run later, or that another of its session holds up, is not
        waiting for a worker."""
