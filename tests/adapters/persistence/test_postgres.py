"""PostgreSQL keeps the promises of its ports, and the schema is what the protocol fixes."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import date
from functools import partial

import psycopg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.ext.asyncio import AsyncEngine

from resume_tailor.adapters.lexicon.load import load_lexicon
from resume_tailor.adapters.persistence.event_stream import PostgresEventStream
from resume_tailor.adapters.persistence.mapping import (
    event_of,
    event_payload,
    session_columns,
    snapshot_of,
)
from resume_tailor.adapters.persistence.unit_of_work import PostgresUnitOfWork, make_engine
from resume_tailor.adapters.queue.jobs import ProcrastinateJobs, make_app
from resume_tailor.domain.errors import NotReady
from resume_tailor.domain.model.change import Proposal
from resume_tailor.domain.model.identifiers import EvidenceId
from resume_tailor.domain.model.judgement import Judge
from resume_tailor.domain.model.tailoring_session import TailoringSession
from resume_tailor.domain.ports.telemetry import NoTelemetry
from tests.contracts.unit_of_work import UnitOfWorkContract, keep
from tests.domain.strategies import edits, resumes, texts
from tests.samples import SESSION_ID, a_posting, a_session


@pytest.fixture
async def events(engine: AsyncEngine, database_url: str) -> AsyncIterator[PostgresEventStream]:
    stream = PostgresEventStream(engine, database_url)
    yield stream
    await stream.close()


@pytest.fixture
def subject(engine: AsyncEngine, database_url: str) -> Callable[[], PostgresUnitOfWork]:
    jobs = partial(ProcrastinateJobs, make_app(database_url))
    return partial(PostgresUnitOfWork, engine, jobs, NoTelemetry())


class TestPostgresUnitOfWork(UnitOfWorkContract):
    pass


async def count(url: str, query: str) -> int:
    async with await psycopg.AsyncConnection.connect(url) as connection:
        row = await (await connection.execute(query)).fetchone()  # type: ignore[arg-type]
        assert row is not None
        return int(row[0])


async def test_a_job_exists_only_if_the_transaction_commits(
    subject: Callable[[], PostgresUnitOfWork], database_url: str
) -> None:
    jobs = "SELECT count(*) FROM procrastinate_jobs WHERE lock IS NOT NULL"
    async with subject() as work:
        await work.jobs.advance_soon(SESSION_ID)
    assert await count(database_url, jobs) == 0
    async with subject() as work:
        await work.jobs.advance_soon(SESSION_ID)
        await work.jobs.advance_soon(SESSION_ID)
        await work.commit()
    assert await count(database_url, jobs) == 2


async def test_aborting_cancels_what_waits(
    subject: Callable[[], PostgresUnitOfWork], database_url: str
) -> None:
    async with subject() as work:
        await work.jobs.advance_soon(SESSION_ID)
        await work.commit()
    async with subject() as work:
        await work.jobs.abort(SESSION_ID)
        await work.commit()
    waiting = "SELECT count(*) FROM procrastinate_jobs WHERE status = 'todo'"
    assert await count(database_url, waiting) == 0


async def test_followers_survive_the_loss_of_the_listening_connection(
    subject: Callable[[], PostgresUnitOfWork], events: PostgresEventStream, database_url: str
) -> None:
    await keep(subject, a_session())
    seen: list[int] = []

    async def follow() -> None:
        async for event in events.follow(SESSION_ID, 0):
            seen.append(event.seq)
            if event.seq == 2:
                return

    follower = asyncio.create_task(follow())
    await asyncio.sleep(0.3)
    listeners = (
        "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'"
    )
    assert await count(database_url, listeners) == 1
    async with subject() as work:
        session = await work.sessions.get_for_update(SESSION_ID)
        session.stop()
        await work.sessions.save(session)
        await work.commit()
    await asyncio.wait_for(follower, 10)
    assert seen == [1, 2]


async def test_a_database_that_is_not_there_is_not_ready() -> None:
    engine = make_engine("postgresql://nobody:x@127.0.0.1:1/none")
    with pytest.raises(NotReady):
        async with PostgresUnitOfWork(engine, lambda _: None, NoTelemetry()):  # type: ignore[arg-type,return-value]
            pass
    await engine.dispose()


@pytest.mark.parametrize(
    ("table", "columns"),
    [
        (
            "users",
            {
                "id": ("uuid", None, "NO"),
                "username": ("character varying", 50, "NO"),
                "email": ("character varying", 100, "NO"),
                "password_hash": ("character varying", 255, "NO"),
                "created_at": ("timestamp with time zone", None, "NO"),
            },
        ),
        (
            "tailoring_sessions",
            {
                "id": ("uuid", None, "NO"),
                "user_id": ("uuid", None, "NO"),
                "status": ("character varying", 20, "NO"),
                "resume_path": ("character varying", 255, "YES"),
                "job_url": ("text", None, "NO"),
                "created_at": ("timestamp with time zone", None, "NO"),
                "updated_at": ("timestamp with time zone", None, "NO"),
            },
        ),
    ],
)
async def test_the_fixed_tables_are_as_fixed(
    database_url: str, table: str, columns: dict[str, object]
) -> None:
    query = (
        "SELECT column_name, data_type, character_maximum_length, is_nullable"
        " FROM information_schema.columns WHERE table_name = %s"
    )
    async with await psycopg.AsyncConnection.connect(database_url) as connection:
        rows = await (await connection.execute(query, [table])).fetchall()
    assert {name: tuple(rest) for name, *rest in rows}.items() >= columns.items()


class Row:
    """A row as SQLAlchemy gives it: columns as attributes."""

    def __init__(self, values: dict[str, object]) -> None:
        self.__dict__.update(values)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_mapping_loses_nothing(data: st.DataObject) -> None:
    resume = data.draw(resumes())
    session = a_session()
    session.resume_was_read(resume)
    session.posting_was_read(a_posting())
    judge = Judge(load_lexicon(), date(2026, 11, 24))
    for _ in range(data.draw(st.integers(0, 3))):
        edit = data.draw(edits(resume))
        cites = tuple(EvidenceId(piece.id) for piece in session.evidence[:1])
        session.consider(Proposal(edit, data.draw(texts), (), cites), judge)
    snapshot = session.snapshot
    assert snapshot_of(Row(session_columns(snapshot))) == snapshot  # type: ignore[arg-type]
    for numbered in TailoringSession(snapshot).pull_events() + session.pull_events():
        assert event_of(event_payload(numbered.event)) == numbered.event


async def test_an_event_of_which_nobody_was_told_is_found(
    subject: Callable[[], PostgresUnitOfWork],
    events: PostgresEventStream,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Whatever becomes of notifications: followers are compared with the table now and then."""

    async def deaf() -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr(events, "_listen", deaf)
    monkeypatch.setattr("resume_tailor.adapters.persistence.event_stream._LOOK_ANYWAY_SECONDS", 0.1)
    await keep(subject, a_session())
    seen: list[int] = []

    async def follow() -> None:
        async for event in events.follow(SESSION_ID, 0):
            seen.append(event.seq)
            if event.seq == 2:
                return

    follower = asyncio.create_task(follow())
    while not seen:
        await asyncio.sleep(0.01)
    async with subject() as work:
        session = await work.sessions.get_for_update(SESSION_ID)
        session.stop()
        await work.sessions.save(session)
        await work.commit()
    async with asyncio.timeout(5):
        await follower
    assert seen == [1, 2]
