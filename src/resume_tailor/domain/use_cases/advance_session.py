"""The one durable job: do what a session is missing, until nothing is."""

import asyncio
import re
from contextlib import aclosing

from resume_tailor.domain.errors import Conflict, NotFound
from resume_tailor.domain.model.identifiers import SessionId
from resume_tailor.domain.model.session_tasks import Task
from resume_tailor.domain.model.tailoring_session import TailoringSession
from resume_tailor.domain.ports.telemetry import Counted, Level, Telemetry
from resume_tailor.domain.ports.unit_of_work import UnitOfWorkFactory
from resume_tailor.domain.use_cases.advice import Outcome
from resume_tailor.domain.use_cases.repeating import repeated
from resume_tailor.domain.use_cases.session_steps import SessionSteps

INTERNAL_ERROR = "INTERNAL_ERROR"
_GIVEN_UP = "Something went wrong on our side. Continue the session."


class AdvanceSession:
    """Takes the next attempt number, then repeats: ask the session what is missing, perform that
    without holding a connection, record each outcome in a transaction of its own.

    A session that was stopped, or taken over by another run, or is waiting for the person, ends
    the job quietly. A fault of our own is raised, for the queue to try again. When three in a row
    were lost without finishing a task, failed or killed, the session fails, so that nobody waits for ever
    and no input ends one worker after the other.
    """

    def __init__(
        self, unit_of_work: UnitOfWorkFactory, steps: SessionSteps, telemetry: Telemetry
    ) -> None:
        self._unit_of_work = unit_of_work
        self._steps = steps
        self._telemetry = telemetry

    async def execute(self, session_id: SessionId, lost_runs: int = 0) -> None:
        """Advance the session as far as it goes; so many runs of the same job were lost before."""
        self._telemetry.change(Level.JOBS_RUNNING, +1)
        try:
            with self._telemetry.span("advance_session", session_id=str(session_id)):
                await self._advance(session_id, lost_runs)
        finally:
            self._telemetry.change(Level.JOBS_RUNNING, -1)

    async def _advance(self, session_id: SessionId, lost_runs: int) -> None:
        try:
            await self._run(session_id, await self._take_over(session_id, lost_runs))
        except (Conflict, NotFound):
            return

    async def _run(self, session_id: SessionId, attempt: int) -> None:
        while step := await self._begin(session_id, attempt):
            session, tasks = step
            try:
                async with asyncio.TaskGroup() as group:
                    for task in tasks:
                        group.create_task(self._perform(task, session, attempt))
            except ExceptionGroup as failures:
                raise _worst(failures) from failures

    @repeated
    async def _take_over(self, session_id: SessionId, lost_runs: int) -> int:
        with self._telemetry.span("take_over"):
            async with self._unit_of_work() as work:
                session = await work.sessions.get_for_update(session_id)
                attempt = session.begin_attempt(lost_runs)
                if session.is_hopeless:
                    session.fail(INTERNAL_ERROR, _GIVEN_UP)
                await work.sessions.save(session)
                await work.commit()
        if session.is_hopeless:
            self._telemetry.count(Counted.SESSIONS_ENDED, status=session.snapshot.status.value)
        return attempt

    @repeated
    async def _begin(
        self, session_id: SessionId, attempt: int
    ) -> tuple[TailoringSession, tuple[Task, ...]] | None:
        async with self._unit_of_work() as work:
            session = await work.sessions.get_for_update(session_id)
            session.require_attempt(attempt)
            tasks = session.next_tasks()
            if not tasks:
                return None
            session.begin(tasks)
            await work.sessions.save(session)
            await work.commit()
        return TailoringSession(session.snapshot), tasks

    async def _perform(self, task: Task, session: TailoringSession, attempt: int) -> None:
        with self._telemetry.span(_name_of(task)):
            async with aclosing(self._steps.perform(task, session)) as outcomes:
                async for outcome in outcomes:
                    with self._telemetry.span("record"):
                        await self._record(session.snapshot.id, attempt, outcome)

    @repeated
    async def _record(self, session_id: SessionId, attempt: int, outcome: Outcome) -> None:
        async with self._unit_of_work() as work:
            session = await work.sessions.get_for_update(session_id)
            session.require_attempt(attempt)
            before, missing = session.snapshot.status, session.next_tasks()
            outcome(session)
            if session.next_tasks() != missing:
                session.something_was_finished()
            await work.sessions.save(session)
            await work.commit()
        after = session.snapshot.status
        if after is not before and after.is_end:
            self._telemetry.count(Counted.SESSIONS_ENDED, status=after.value)


def _name_of(task: Task) -> str:
    """`ReadResume` as `read_resume`."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", type(task).__name__).lower()


def _worst(failures: ExceptionGroup[Exception]) -> Exception:
    """One error to speak of: a fault of ours before a refusal, which ends the job quietly."""
    faults = failures.split((Conflict, NotFound))[1]
    return (faults or failures).exceptions[0]
