"""Run jobs, and take up again those whose worker has died."""

import asyncio
import logging
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import procrastinate
from procrastinate.jobs import Job, Status
from procrastinate.retry import RetryDecision
from procrastinate.worker import Worker as ProcrastinateWorker

from resume_tailor.adapters.queue.jobs import ADVANCE, MOST_RUNS
from resume_tailor.domain.use_cases.expire_sessions import ExpireSessions
from resume_tailor.domain.use_cases.recover_sessions import RecoverSessions

log = logging.getLogger(__name__)

_RESTART_SECONDS = 1.0
_PERSIST_TRIES = 3

# Both end a job only for the worker and the try that it was given to. Times are the database's: the
# clock of a worker may be wrong.
_FINISH = """
    WITH mine AS (
        SELECT id FROM procrastinate_jobs WHERE id = %(id)s AND status = 'doing'
            AND worker_id = %(worker_id)s AND attempts = %(attempts)s FOR UPDATE
    )
    SELECT procrastinate_finish_job_v1(id, %(status)s, %(delete)s) FROM mine
"""
_RETRY = """
    WITH mine AS (
        SELECT id FROM procrastinate_jobs WHERE id = %(id)s AND status = 'doing'
            AND worker_id = %(worker_id)s AND attempts = %(attempts)s FOR UPDATE
    )
    SELECT procrastinate_retry_job_v2(id, now() + %(after)s, NULL, NULL, NULL) FROM mine
"""
# Not `procrastinate_retry_job_v2`, which counts one more try.
_HAND_BACK = """
    UPDATE procrastinate_jobs SET status = 'todo', worker_id = NULL, scheduled_at = NULL,
        abort_requested = false
    WHERE id = %(id)s AND status = 'doing' AND worker_id = %(worker_id)s AND attempts = %(attempts)s
"""
_HAND_ALL_BACK = """
    UPDATE procrastinate_jobs
    SET status = CASE WHEN abort_requested THEN 'aborted' ELSE 'todo' END::procrastinate_job_status,
        worker_id = NULL, scheduled_at = NULL, abort_requested = false
    WHERE status = 'doing' AND worker_id = ANY(%(worker_ids)s)
"""
_TAKE_UP = """
    UPDATE procrastinate_jobs AS job
    SET status = CASE WHEN abort_requested THEN 'aborted' WHEN attempts + 1 >= %(most)s THEN 'failed'
                      ELSE 'todo' END::procrastinate_job_status,
        attempts = attempts + 1, abort_requested = false, scheduled_at = NULL
    WHERE status = 'doing' AND task_name = %(task)s AND NOT EXISTS (
        SELECT 1 FROM procrastinate_workers AS worker WHERE worker.id = job.worker_id
            AND worker.last_heartbeat >= now() - make_interval(secs => %(dead_after)s)
    )
    RETURNING id, status
"""


@dataclass(frozen=True, slots=True)
class WorkerSettings:
    """Times in seconds. A worker that sent no heartbeat for `dead_after` counts as dead; a session
    that runs but has had no job for `stranded_after` gets one.

    Workers are told of new jobs and of stops at once; `poll_every` and `stop_poll_every` are for
    what was said while a worker was not listening: it has only begun, or its connection was cut.
    """

    concurrency: int = 8
    heartbeat_every: float = 2.0
    dead_after: float = 6.0
    sweep_every: float = 1.0
    clean_every: float = 60.0
    stranded_after: float = 15.0
    shutdown_grace: float = 1.5
    poll_every: float = 2.0
    stop_poll_every: float = 0.5


class Worker:
    """Runs jobs until it is cancelled; whatever was running then is run again by another."""

    def __init__(
        self,
        app: procrastinate.App,
        recover_sessions: RecoverSessions,
        expire_sessions: ExpireSessions,
        settings: WorkerSettings,
    ) -> None:
        self._app = app
        self._recover_sessions = recover_sessions
        self._expire_sessions = expire_sessions
        self._settings = settings
        self._left: list[int] = []
        """Engines of this process that have ended before their time."""

    async def run(self) -> None:
        """Run, and start again after whatever ends it but a cancellation (a database restart)."""
        task = asyncio.current_task()
        while True:
            try:
                async with self._app.open_async():
                    await self._run_once()
            except Exception as error:  # noqa: BLE001 - whatever it was, the worker goes on
                log.warning("the worker was interrupted: %s", error)
            if task and task.cancelling():
                # `wait_for` of Python 3.11 may swallow a cancellation, and the database may be away while
                # we end: others find the job by its heartbeat.
                raise asyncio.CancelledError
            await asyncio.sleep(_RESTART_SECONDS)

    async def _run_once(self) -> None:
        settings = self._settings
        if self._left:
            # A connection was lost, and the engine with it; nobody died, and nobody need wait.
            await self._app.connector.execute_query_async(_HAND_ALL_BACK, worker_ids=self._left)
            self._left.clear()
        engine: Any = FencedWorker(  # the engine's own methods are untyped
            self._app,
            concurrency=settings.concurrency,
            install_signal_handlers=False,
            delete_jobs="successful",
            update_heartbeat_interval=settings.heartbeat_every,
            stalled_worker_timeout=settings.dead_after,
            fetch_job_polling_interval=settings.poll_every,
            abort_job_polling_interval=settings.stop_poll_every,
            shutdown_graceful_timeout=settings.shutdown_grace,
        )
        sweeper = asyncio.create_task(self._sweep_for_ever())
        cleaner = asyncio.create_task(self._clean_for_ever())
        try:
            await engine.run()
        finally:
            if engine.worker_id is not None:
                self._left.append(engine.worker_id)
            for task in (sweeper, cleaner):
                task.cancel()
                with suppress(asyncio.CancelledError):
                    await task

    async def _sweep_for_ever(self) -> None:
        """A loop of its own and no periodic job: it must run also while every place is taken."""
        while True:
            try:
                await self.sweep()
                await self._recover_sessions.execute(self._settings.stranded_after)
            except Exception as error:  # noqa: BLE001 - the next round may find the database back
                log.warning("looking for jobs of dead workers failed: %s", error)
            await asyncio.sleep(self._settings.sweep_every)

    async def _clean_for_ever(self) -> None:
        while True:
            try:
                await self._expire_sessions.execute()
            except Exception as error:  # noqa: BLE001 - the next round may find the database back
                log.warning("deleting what is due failed: %s", error)
            await asyncio.sleep(self._settings.clean_every)

    async def sweep(self) -> None:
        """Put jobs of dead workers back into the queue, in one statement, so that several sweepers
        do no harm."""
        rows = await self._app.connector.execute_query_all_async(
            _TAKE_UP, task=ADVANCE, most=MOST_RUNS, dead_after=self._settings.dead_after
        )
        for row in rows:
            log.warning("job %s of a dead worker is now %s", row["id"], row["status"])


class FencedWorker(ProcrastinateWorker):
    """Writes the end of a job only while the job is its own.

    The engine ends a job by its number alone: a worker that was frozen and wakes would end the job
    that another has taken up since, and nobody would run the session any more.
    """

    async def _persist_job_status(
        self,
        job: Job,
        status: Status,
        retry_decision: RetryDecision | None,
        context: Any,  # noqa: ARG002 - the signature is the engine's
        job_result: Any,  # noqa: ARG002
    ) -> None:
        own = {"id": job.id, "worker_id": self.worker_id, "attempts": job.attempts}
        for attempt in range(1, _PERSIST_TRIES + 1):
            try:
                await self._write_end(own, status, retry_decision)
                break
            except procrastinate.exceptions.ConnectorException:
                if attempt == _PERSIST_TRIES:
                    # As a worker of no name the job would be held for ever; as one that has gone
                    # it is taken up again.
                    self.stop()  # type: ignore[no-untyped-call]
                    raise
                await asyncio.sleep(attempt * 0.2)
        if job.id is not None:
            self._job_ids_to_abort.pop(job.id, None)

    async def _write_end(
        self, own: dict[str, Any], status: Status, retry: RetryDecision | None
    ) -> None:
        connector = self.app.connector
        if retry and status is Status.ABORTED:
            await connector.execute_query_async(_HAND_BACK, **own)
        elif retry:
            after = retry.retry_at - datetime.now(UTC) if retry.retry_at else timedelta()
            await connector.execute_query_async(_RETRY, **own, after=after)
        else:
            delete = status is Status.SUCCEEDED
            await connector.execute_query_async(_FINISH, **own, status=status.value, delete=delete)
