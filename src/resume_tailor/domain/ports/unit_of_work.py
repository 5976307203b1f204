"""One transaction over everything that must change together."""

from abc import abstractmethod
from collections.abc import Callable
from types import TracebackType
from typing import Protocol, Self

from resume_tailor.domain.ports.erasure import Erasure
from resume_tailor.domain.ports.job_queue import JobQueue
from resume_tailor.domain.ports.repositories import (
    AnswerRepository,
    SessionRepository,
    UserRepository,
)
from resume_tailor.domain.ports.survey import Survey


class UnitOfWork(Protocol):
    """A transaction: entered with `async with`, lost unless `commit` is called before the end. Leaving it
    raises `TransactionUndone` if it was undone in favour of another one (see `repeating.repeated`)."""

    sessions: SessionRepository
    users: UserRepository
    answers: AnswerRepository
    erasure: Erasure
    survey: Survey
    jobs: JobQueue
    """Jobs put here exist if, and only if, the transaction commits."""

    @abstractmethod
    async def commit(self) -> None:
        """Make everything that was done lasting, all at once."""

    @abstractmethod
    async def __aenter__(self) -> Self:
        """Begin."""

    @abstractmethod
    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Undo what was not committed, and give the connection back."""


UnitOfWorkFactory = Callable[[], UnitOfWork]
"""Opens nothing until it is entered, so that no connection is held during slow work."""
