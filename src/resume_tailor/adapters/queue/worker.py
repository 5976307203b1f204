"""Run jobs, and take up again those whose worker has died."""

import asyncio
import logging
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import procrastinate
from procrastinate.jobs import Job, Status

from resume_tailor.adapters.queue.jobs import ADVANCE
from resume_tailor.domain.model.identifiers import SessionId
from resume_tailor.domain.use_cases.advance_session import AdvanceSession

log = logging.getLogger(__name__)

_RESTART_SECONDS = 1.0
_MAX_DEATHS = 5
"""A job whose worker died so often is taken for what kills them."""


@dataclass(frozen=True, slots=True)
class WorkerSettings:
    """Times in seconds. A worker that sent no heartbeat for `dead_after` counts as dead."""

    concurrency: int = 8
    heartbeat_every: float = 2.0
    dead_after: float = 6.0
    sweep_every: float = 1.0
    shutdown_grace: float = 2.0
    poll_every: float = 2.0


class Worker:
    """Runs jobs until it is cancelled; whatever was running then is run again by another."""

    def __init__(
        self, app: procrastinate.App, advance_session: AdvanceSession, settings: WorkerSettings
    ) -> None:
        self._app = app
        self._advance_session = advance_session
        self._settings = settings

    async def run(self) -> None:
        """Run, and start again after whatever ends it but a cancellation (a database restart)."""
        while True:
            try:
                async with self._app.open_async():
                    await self._run_once()
            except Exception as error:  # noqa: BLE001 - a worker outlives every fault of its surroundings
                log.warning("the worker was interrupted and starts again: %s", error)
            await asyncio.sleep(_RESTART_SECONDS)

    async def _run_once(self) -> None:
        settings = self._settings
        sweeper = asyncio.create_task(self._sweep_for_ever())
        try:
            await self._app.run_worker_async(
                concurrency=settings.concurrency,
                install_signal_handlers=False,
                delete_jobs="successful",
                update_heartbeat_interval=settings.heartbeat_every,
                stalled_worker_timeout=settings.dead_after,
                fetch_job_polling_interval=settings.poll_every,
                shutdown_graceful_timeout=settings.shutdown_grace,
            )
        finally:
            sweeper.cancel()
            with suppress(asyncio.CancelledError):
                await sweeper

    async def _sweep_for_ever(self) -> None:
        """A loop of its own and no periodic job: it must run also while every place is taken."""
        while True:
            try:
                await self.sweep()
            except Exception as error:  # noqa: BLE001 - the next round may find the database back
                log.warning("looking for jobs of dead workers failed: %s", error)
            await asyncio.sleep(self._settings.sweep_every)

    async def sweep(self) -> None:
        """Put jobs of dead workers back into the queue."""
        manager = self._app.job_manager
        stalled = await manager.get_stalled_jobs(
            task_name=ADVANCE, seconds_since_heartbeat=self._settings.dead_after
        )
        for job in stalled:
            with suppress(procrastinate.exceptions.ConnectorException):
                await self._take_up(manager, job)

    async def _take_up(self, manager: Any, job: Job) -> None:
        """Several sweepers may find one job; the second finds it taken up, which is no fault."""
        if job.attempts < _MAX_DEATHS:
            log.warning("taking up job %s of a dead worker again", job.id)
            await manager.retry_job(job, retry_at=datetime.now(UTC))
            return
        await manager.finish_job(job, status=Status.FAILED, delete_job=False)
        await self._advance_session.give_up(SessionId(UUID(str(job.task_kwargs["session_id"]))))
