"""The one durable job, and how it is put into the queue."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import procrastinate
import psycopg
from procrastinate.exceptions import ConnectorException, JobAborted
from procrastinate.job_context import AbortReason, JobContext
from procrastinate.jobs import Job
from procrastinate.retry import BaseRetryStrategy, RetryDecision

from resume_tailor.domain.errors import NotReady
from resume_tailor.domain.model.identifiers import SessionId
from resume_tailor.domain.ports.job_queue import Backlog, JobQueue
from resume_tailor.domain.use_cases.advance_session import AdvanceSession

ADVANCE = "advance_session"
MOST_RUNS = 30
"""Of a job. The session itself gives up long before, unless each run finishes something."""
_LONGEST_PAUSE = 15
_OUTAGE_SECONDS = 1.0
_ABORT = (
    "SELECT procrastinate_cancel_job_v1(id, true, false) FROM procrastinate_jobs"
    " WHERE lock = %s AND status IN ('todo', 'doing')"
)
# The moment at which a job was put into the queue is among its events.
_BACKLOG = """
    SELECT count(*), coalesce(max(extract(epoch FROM now() - said.at)), 0)
    FROM procrastinate_jobs AS job
    CROSS JOIN LATERAL (SELECT max(at) AS at FROM procrastinate_events WHERE job_id = job.id) AS said
    WHERE job.status = 'todo' AND (job.scheduled_at IS NULL OR job.scheduled_at <= now())
        AND NOT EXISTS (SELECT 1 FROM procrastinate_jobs AS other
                        WHERE other.lock = job.lock AND other.status = 'doing')
"""
_FORGET = "DELETE FROM procrastinate_jobs WHERE lock = %s"
_HAS_JOB = "SELECT 1 FROM procrastinate_jobs WHERE lock = %s AND status IN ('todo', 'doing')"


class ProcrastinateJobs(JobQueue):
    """Writes on a connection that somebody else commits.

    There is no queueing lock: a second waiting job of a session finds nothing missing and ends,
    while a unique index that refuses it would undo the transaction of the one who asked.
    """

    def __init__(self, app: procrastinate.App, connection: Any) -> None:
        self._app = app
        self._connection = connection

    async def advance_soon(self, session_id: SessionId) -> None:
        """Put a job into the queue, under the lock named after the session."""
        job = self._app.configure_task(ADVANCE, lock=str(session_id), connection=self._connection)
        with _reachable():
            await job.defer_async(session_id=str(session_id))

    async def has_job(self, session_id: SessionId) -> bool:
        """Whether a job waits or runs for the session."""
        with _reachable():
            found = await self._connection.execute(_HAS_JOB, [str(session_id)])
            return await found.fetchone() is not None

    async def abort(self, session_id: SessionId) -> None:
        """Cancel what waits; the workers are told on commit to cut short what runs."""
        with _reachable():
            await self._connection.execute(_ABORT, [str(session_id)])

    async def forget(self, session_id: SessionId) -> None:
        """The same, and delete all its jobs; the workers are told of the abort all the same."""
        await self.abort(session_id)
        with _reachable():
            await self._connection.execute(_FORGET, [str(session_id)])

    async def backlog(self) -> Backlog:
        """How much waits."""
        with _reachable():
            found = await (await self._connection.execute(_BACKLOG)).fetchone()
            return Backlog(int(found[0]), float(found[1]))


@contextmanager
def _reachable() -> Iterator[None]:
    """Say `NotReady` of a connection that broke."""
    try:
        yield
    except (ConnectorException, psycopg.OperationalError, psycopg.InterfaceError) as error:
        raise NotReady from error


class RetryPolicy(BaseRetryStrategy):
    """Run again at once what a shutdown or an outage cut short; run again after a pause what failed,
    but not for ever."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        """When to run the job again; None for never."""
        if isinstance(exception, JobAborted):
            return RetryDecision(retry_in={"seconds": 0})
        if job.attempts + 1 < MOST_RUNS:
            pause = min(1 + 2 * job.attempts, _LONGEST_PAUSE)
            return RetryDecision(retry_in={"seconds": pause})
        return None


def make_app(url: str) -> procrastinate.App:
    """An app that can put jobs into the queue at once, and run them once `add_tasks` was called.

    Its pool is opened by the worker alone.
    """
    connector = procrastinate.PsycopgConnector(conninfo=url, min_size=1, max_size=4, timeout=3)
    return procrastinate.App(connector=connector)


def add_tasks(app: procrastinate.App, advance_session: AdvanceSession) -> None:
    """Tell the app what its jobs do. A task is a route without HTTP: parse, call."""

    @app.task(name=ADVANCE, pass_context=True, retry=RetryPolicy())
    async def advance(context: JobContext, session_id: str) -> None:
        try:
            await advance_session.execute(SessionId(UUID(session_id)), context.job.attempts)
        except NotReady as error:
            # What we stand on is away, which is nobody's fault and does not count as a try.
            await asyncio.sleep(_OUTAGE_SECONDS)
            raise JobAborted from error
        except asyncio.CancelledError as error:
            # Only `JobAborted` keeps the two reasons apart: a stop by the person ends the job, a
            # shutdown has it run again (the engine's default would lose it).
            if context.abort_reason() in (AbortReason.USER_REQUEST, AbortReason.SHUTDOWN):
                raise JobAborted from error
            raise
