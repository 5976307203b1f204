"""Jobs on a real queue: fenced, retried, swept, stopped."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from functools import partial

import psycopg
import pytest
from procrastinate import App
from procrastinate.jobs import Job

from resume_tailor.adapters.persistence.unit_of_work import PostgresUnitOfWork, make_engine
from resume_tailor.adapters.queue.jobs import (
    ADVANCE,
    MOST_RUNS,
    ProcrastinateJobs,
    RetryPolicy,
    add_tasks,
    make_app,
)
from resume_tailor.adapters.queue.worker import Worker, WorkerSettings
from resume_tailor.domain.errors import NotReady
from resume_tailor.domain.model.identifiers import SessionId
from resume_tailor.domain.ports.telemetry import NoTelemetry
from resume_tailor.domain.use_cases.advance_session import AdvanceSession
from resume_tailor.domain.use_cases.expire_sessions import ExpireSessions
from resume_tailor.domain.use_cases.recover_sessions import RecoverSessions
from resume_tailor.domain.use_cases.remove_discarded_files import RemoveDiscardedFiles
from tests.contracts.unit_of_work import keep
from tests.fakes.file_store import FakeFiles
from tests.samples import SESSION_ID, a_session

QUICK = WorkerSettings(
    concurrency=2, heartbeat_every=0.2, dead_after=1.0, sweep_every=0.1, shutdown_grace=0.2
)
NEVER = 3600.0
Work = Callable[[], PostgresUnitOfWork]


class Scripted(AdvanceSession):
    """Does what it was told, and remembers."""

    def __init__(self) -> None:
        self.calls: list[SessionId] = []
        self.cancelled = 0
        self.fails = 0
        self.busy = asyncio.Event()
        self.free = asyncio.Event()
        self.free.set()

    async def execute(self, session_id: SessionId, lost_runs: int = 0) -> None:
        self.calls.append(session_id)
        self.busy.set()
        try:
            await self.free.wait()
        except asyncio.CancelledError:
            self.cancelled += 1
            raise
        if self.fails:
            self.fails -= 1
            raise RuntimeError("a fault")


@pytest.fixture
async def work(database_url: str) -> AsyncIterator[Work]:
    engine = make_engine(database_url)
    jobs = partial(ProcrastinateJobs, make_app(database_url))
    yield partial(PostgresUnitOfWork, engine, jobs, NoTelemetry())
    await engine.dispose()


def a_worker(app: App, work: Work, settings: WorkerSettings = QUICK) -> Worker:
    expire = ExpireSessions(work, RemoveDiscardedFiles(work, FakeFiles()), 0)
    recover = RecoverSessions(work)
    return Worker(app, recover, expire, settings)


@asynccontextmanager
async def working(
    url: str, script: Scripted, work: Work, settings: WorkerSettings = QUICK
) -> AsyncIterator[Worker]:
    app = make_app(url)
    add_tasks(app, script)
    worker = a_worker(app, work, settings)
    task = asyncio.create_task(worker.run())
    yield worker
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def ask(work: Work) -> None:
    async with work() as unit:
        await unit.jobs.advance_soon(SESSION_ID)
        await unit.commit()


async def sql(url: str, query: str) -> list[tuple[object, ...]]:
    async with await psycopg.AsyncConnection.connect(url, autocommit=True) as connection:
        cursor = await connection.execute(query)  # type: ignore[arg-type]
        return await cursor.fetchall() if cursor.description else []


async def until(url: str, query: str, expected: list[tuple[object, ...]]) -> None:
    async with asyncio.timeout(15):
        while await sql(url, query) != expected:
            await asyncio.sleep(0.05)


JOBS = "SELECT status::text, attempts FROM procrastinate_jobs ORDER BY id"


async def test_a_job_is_done_and_forgotten(database_url: str, work: Work) -> None:
    script = Scripted()
    async with working(database_url, script, work):
        await ask(work)
        await script.busy.wait()
        await until(database_url, JOBS, [])
    assert len(script.calls) == 1


async def test_a_fault_is_tried_again_but_not_for_ever(database_url: str, work: Work) -> None:
    script = Scripted()
    script.fails = 1
    async with working(database_url, script, work):
        await ask(work)
        await until(database_url, JOBS, [])
    assert len(script.calls) == 2
    job = Job(id=1, lock=None, queueing_lock=None, task_name=ADVANCE, queue="default", attempts=0)
    policy, fault = RetryPolicy(), RuntimeError("a fault")
    pauses = [
        policy.get_retry_decision(exception=fault, job=job.evolve(attempts=n)) for n in (0, 28)
    ]
    assert None not in pauses
    last = job.evolve(attempts=MOST_RUNS - 1)
    assert policy.get_retry_decision(exception=fault, job=last) is None


async def test_one_job_of_a_session_runs_at_a_time(database_url: str, work: Work) -> None:
    script = Scripted()
    script.free.clear()
    async with working(database_url, script, work):
        await ask(work)
        await ask(work)
        await script.busy.wait()
        await asyncio.sleep(0.3)
        assert len(script.calls) == 1
        script.free.set()
        await until(database_url, JOBS, [])
    assert len(script.calls) == 2


async def stop(work: Work) -> None:
    async with work() as unit:
        await unit.jobs.abort(SESSION_ID)
        await unit.commit()


LISTENERS = (
    "SELECT count(*) FROM pg_stat_activity"
    " WHERE query LIKE 'LISTEN%' AND state = 'idle' AND datname = current_database()"
)


async def test_a_stop_cuts_a_running_job_short(database_url: str, work: Work) -> None:
    script = Scripted()
    script.free.clear()
    told_only = replace(QUICK, stop_poll_every=NEVER)
    async with working(database_url, script, work, told_only):
        await until(database_url, LISTENERS, [(1,)])
        await ask(work)
        await script.busy.wait()
        await stop(work)
        await until(database_url, JOBS, [("aborted", 1)])
    assert script.cancelled == 1


async def test_a_stop_that_nobody_heard_is_found(database_url: str, work: Work) -> None:
    await sql(
        database_url,
        "ALTER TABLE procrastinate_jobs"
        " DISABLE TRIGGER procrastinate_jobs_notify_queue_job_aborted_v1",
    )
    script = Scripted()
    script.free.clear()
    async with working(database_url, script, work):
        await ask(work)
        await script.busy.wait()
        await stop(work)
        await until(database_url, JOBS, [("aborted", 1)])
    assert script.cancelled == 1


async def test_what_a_shutdown_cuts_short_runs_again(database_url: str, work: Work) -> None:
    script = Scripted()
    script.free.clear()
    async with working(database_url, script, work):
        await ask(work)
        await script.busy.wait()
    assert await sql(database_url, JOBS) == [("todo", 0)]
    script.free.set()
    async with working(database_url, script, work):
        await until(database_url, JOBS, [])


async def test_the_job_of_a_dead_worker_is_taken_up(database_url: str, work: Work) -> None:
    await ask(work)
    await sql(database_url, "INSERT INTO procrastinate_workers DEFAULT VALUES")
    await sql(
        database_url,
        "UPDATE procrastinate_jobs SET status = 'doing',"
        " worker_id = (SELECT max(id) FROM procrastinate_workers)",
    )
    await sql(
        database_url, "UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 h'"
    )
    script = Scripted()
    async with working(database_url, script, work):
        await until(database_url, JOBS, [])
    assert len(script.calls) == 1


async def test_a_job_that_was_run_too_often_is_not_run_again(database_url: str, work: Work) -> None:
    await ask(work)
    await sql(
        database_url, f"UPDATE procrastinate_jobs SET status = 'doing', attempts = {MOST_RUNS - 1}"
    )
    script = Scripted()
    async with working(database_url, script, work):
        await until(database_url, JOBS, [("failed", MOST_RUNS)])
    assert script.calls == []


async def test_a_worker_that_was_frozen_does_not_end_the_job_of_another(
    database_url: str, work: Work
) -> None:
    script = Scripted()
    script.free.clear()
    async with working(database_url, script, work):
        await ask(work)
        await script.busy.wait()
        await sql(database_url, "INSERT INTO procrastinate_workers DEFAULT VALUES")
        await sql(
            database_url,
            "UPDATE procrastinate_jobs SET attempts = attempts + 1,"
            " worker_id = (SELECT max(id) FROM procrastinate_workers)",
        )
        script.free.set()
        await asyncio.sleep(0.3)
        assert await sql(database_url, JOBS) == [("doing", 1)]


async def test_a_session_without_a_job_gets_one(database_url: str, work: Work) -> None:
    await keep(work, a_session())
    await sql(database_url, "UPDATE tailoring_sessions SET updated_at = now() - interval '1 h'")
    script = Scripted()
    async with working(database_url, script, work):
        async with asyncio.timeout(10):
            await script.busy.wait()


async def test_a_cancellation_that_was_swallowed_ends_the_worker_all_the_same(
    database_url: str, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As `wait_for` of Python 3.11 may do, with a result that comes at the same time."""
    worker = a_worker(make_app(database_url), work)
    begun = asyncio.Event()

    async def swallow() -> None:
        begun.set()
        with suppress(asyncio.CancelledError):
            await asyncio.Event().wait()

    monkeypatch.setattr(worker, "_run_once", swallow)
    task = asyncio.create_task(worker.run())
    await begun.wait()
    task.cancel()
    async with asyncio.timeout(10):
        with pytest.raises(asyncio.CancelledError):
            await task


@pytest.mark.parametrize("ask_for", ["advance_soon", "has_job", "abort", "forget"])
async def test_a_connection_that_broke_is_said_to_have(database_url: str, ask_for: str) -> None:
    connection = await psycopg.AsyncConnection.connect(database_url)
    await connection.close()
    jobs = ProcrastinateJobs(make_app(database_url), connection)
    with pytest.raises(NotReady):
        await getattr(jobs, ask_for)(SESSION_ID)
    with pytest.raises(NotReady):
        await jobs.backlog()
