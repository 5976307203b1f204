"""What a person deletes is gone everywhere: rows, events, jobs, files."""

import asyncio
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from tests.journeys.person import POSTING, Person
from tests.journeys.server import serving

EVERY_ROW = """
    SELECT string_agg(format('SELECT %L AS name, t::text AS line FROM %I.%I AS t',
                             table_name, table_schema, table_name), ' UNION ALL ')
    FROM information_schema.tables WHERE table_type = 'BASE TABLE' AND table_schema = 'public'
"""


async def rows_with(url: str, *words: str) -> list[str]:
    """The tables that have a row in which one of the words stands anywhere."""
    async with await psycopg.AsyncConnection.connect(url) as connection:
        every = await (await connection.execute(EVERY_ROW)).fetchone()
        assert every
        cursor = await connection.execute(every[0])
        return sorted(
            {name for name, line in await cursor.fetchall() if any(w in line for w in words)}
        )


def files_in(folder: Path) -> list[str]:
    return [path.name for path in folder.rglob("*") if path.is_file()]


async def a_full_session(person: Person, mark: str) -> str:
    session = await person.start(text=POSTING.replace("<h1>", f"<h1>{mark} "))
    await person.until(session, "awaiting_input")
    await person.say(session, f"At Parcelwing I did {mark}.")
    await person.finish(session)
    await person.say(session, f"Make it shorter, {mark}.")
    await person.finish(session)
    return session


async def test_nothing_of_a_deleted_session_is_left(database_url: str, folder: Path) -> None:
    mark = uuid4().hex
    options = {"RESUME_TAILOR_DATABASE_URL": database_url}
    with serving(folder / "data", **options) as (_, address):
        person = await Person.arrive(address)
        kept = await person.start()
        await person.until(kept, "awaiting_input")
        session = await a_full_session(person, mark)
        assert "tailoring_sessions" in await rows_with(database_url, mark)
        await person.http.delete(f"/tailoring-sessions/{session}")
        assert await rows_with(database_url, session, mark) == []
        assert all(session not in name for name in files_in(folder / "data" / "files"))
        assert (await person.http.get(f"/tailoring-sessions/{session}")).status_code == 404
        assert (await person.finish(kept))["status"] == "completed"
        await person.leave()


@pytest.mark.parametrize("status", ["queued", "awaiting_input", "completed"])
async def test_nothing_of_a_deleted_account_is_left(
    database_url: str, folder: Path, status: str
) -> None:
    mark = uuid4().hex
    options = {"RESUME_TAILOR_DATABASE_URL": database_url}
    with serving(folder / "data", **options) as (_, address):
        person = await Person.arrive(address)
        me = await person.get("/auth/me")
        session = await person.start(text=POSTING.replace("<h1>", f"<h1>{mark} "))
        if status == "completed":
            await person.finish(session)
        else:
            await person.until(session, status, "awaiting_input")
        assert (await person.http.delete("/auth/me")).json() == {"status": "deleted"}
        await asyncio.sleep(1.0)  # for what was running to end, and to write nothing back
        left = await rows_with(database_url, session, mark, me["id"], me["username"], me["email"])
        assert left == []
        assert files_in(folder / "data" / "files") == []
        assert (await person.http.get("/auth/me")).status_code == 401
        await person.leave()


async def test_a_session_whose_time_has_come_is_deleted(database_url: str, folder: Path) -> None:
    options = {"RESUME_TAILOR_DATABASE_URL": database_url, "RESUME_TAILOR_RETENTION_DAYS": "30"}
    with serving(folder / "data", **options) as (_, address):
        person = await Person.arrive(address)
        old, new = await person.start(), await person.start()
        await person.finish(old)
        await person.finish(new)
    async with await psycopg.AsyncConnection.connect(database_url) as connection:
        await connection.execute(
            "UPDATE tailoring_sessions SET updated_at = now() - interval '31 days' WHERE id = %s",
            [old],
        )
    with serving(folder / "data", **options) as (_, address):
        person.http.base_url = address
        async with asyncio.timeout(20):
            while (await person.http.get(f"/tailoring-sessions/{old}")).status_code != 404:
                await asyncio.sleep(0.1)
        assert (await person.view(new))["status"] == "completed"
        async with asyncio.timeout(20):
            while len(files_in(folder / "data" / "files")) != 1:
                await asyncio.sleep(0.1)
        await person.leave()
