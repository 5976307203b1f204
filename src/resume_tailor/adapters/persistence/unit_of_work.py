"""One transaction on one connection; the queue's jobs go through the same one."""

from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from typing import Any, Self

import psycopg
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from resume_tailor.adapters.persistence.answer_repository import PostgresAnswers
from resume_tailor.adapters.persistence.erasure import PostgresErasure
from resume_tailor.adapters.persistence.session_repository import PostgresSessions
from resume_tailor.adapters.persistence.survey import PostgresSurvey
from resume_tailor.adapters.persistence.turns import Turns
from resume_tailor.adapters.persistence.user_repository import PostgresUsers
from resume_tailor.domain.errors import DomainError, NotReady, TransactionUndone
from resume_tailor.domain.ports.job_queue import JobQueue
from resume_tailor.domain.ports.telemetry import Telemetry
from resume_tailor.domain.ports.unit_of_work import UnitOfWork

JobQueueFactory = Callable[[Any], JobQueue]
"""Makes a job queue that writes on a raw psycopg connection, within its transaction."""

_BROKEN = (OperationalError, InterfaceError, PoolTimeout)
UNREACHABLE = "The database cannot be reached. Try again in a few seconds."


def driver_url(url: str) -> str:
    """SQLAlchemy's form of a `postgresql://` URL."""
    return "postgresql+psycopg://" + url.split("://", 1)[1]


def make_engine(url: str, pool_size: int = 10, *, pooled: bool = False) -> AsyncEngine:
    """An engine for a `postgresql://` URL. Connections that a restart of the server has cut are
    found out before they are used. `pooled`: behind a pooler that hands out connections by transaction,
    where nothing may be prepared or set for a session."""
    # One row that is locked for long must not take all connections with it.
    own = {"options": "-c lock_timeout=5s -c timezone=UTC"}
    return create_async_engine(
        driver_url(url),
        pool_size=pool_size,
        max_overflow=0,
        pool_timeout=10,
        pool_pre_ping=True,
        connect_args={"connect_timeout": 5, **({"prepare_threshold": None} if pooled else own)},
    )


def _got_through(error: BaseException | None) -> bool:
    """Whether the database has answered, be it with a refusal of ours."""
    return error is None or (isinstance(error, DomainError) and not isinstance(error, NotReady))


def _was_undone(error: BaseException | None) -> bool:
    """Whether the database has ended a transaction in favour of another one; the queue's own exceptions
    and SQLAlchemy's carry the driver's."""
    while error is not None:
        if isinstance(error, psycopg.errors.SerializationFailure | psycopg.errors.DeadlockDetected):
            return True
        error = error.__cause__
    return False


class PostgresUnitOfWork(UnitOfWork):
    """Takes a connection when it is entered and gives it back when it ends."""

    sessions: PostgresSessions
    users: PostgresUsers
    answers: PostgresAnswers
    erasure: PostgresErasure
    survey: PostgresSurvey
    jobs: JobQueue

    def __init__(
        self,
        engine: AsyncEngine,
        job_queue: JobQueueFactory,
        telemetry: Telemetry,
        turns: Turns | None = None,
    ) -> None:
        self._engine = engine
        self._turns = turns or Turns(1)
        self._job_queue = job_queue
        self._telemetry = telemetry
        self._connection: AsyncConnection | None = None

    async def __aenter__(self) -> Self:
        """Begin a transaction; raises `NotReady` if the database cannot be reached."""
        await self._turns.take()
        try:
            connection = await self._engine.connect()
            raw = await connection.get_raw_connection()
            await connection.begin()
        except BaseException as error:
            self._turns.give_back(got_through=False)
            if isinstance(error, _BROKEN):
                raise NotReady(UNREACHABLE) from error
            raise
        self._connection = connection
        self.sessions = PostgresSessions(connection)
        self.users = PostgresUsers(connection)
        self.answers = PostgresAnswers(connection)
        self.erasure = PostgresErasure(connection)
        self.survey = PostgresSurvey(connection)
        self.jobs = self._job_queue(raw.driver_connection)
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Roll back what was not committed. A connection that broke is a `NotReady`, a transaction that
        the database has undone is a `TransactionUndone`."""
        if self._connection is not None:
            connection, self._connection = self._connection, None
            try:
                with suppress(*_BROKEN):  # what cannot be rolled back has not been kept either
                    await connection.close()
            finally:
                self._turns.give_back(got_through=_got_through(error))
        if _was_undone(error):
            raise TransactionUndone from error
        if isinstance(error, _BROKEN):
            raise NotReady(UNREACHABLE) from error

    async def commit(self) -> None:
        """Commit."""
        assert self._connection is not None, "a unit of work is entered before it is committed"
        with self._telemetry.span("commit"):
            await self._connection.commit()
