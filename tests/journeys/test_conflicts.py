"""Transactions that the database undoes in favour of others are done again, and nobody notices."""

import asyncio
from pathlib import Path

import psycopg

from tests import conflicts
from tests.journeys.person import Person
from tests.journeys.server import serving


async def test_nobody_notices_what_is_done_again(database_url: str, folder: Path) -> None:
    with serving(folder / "data", RESUME_TAILOR_DATABASE_URL=database_url) as (_, address):
        async with await psycopg.AsyncConnection.connect(database_url) as connection:
            await connection.execute(conflicts.BEGIN.encode())
        people = await asyncio.gather(*(Person.arrive(address) for _ in range(4)))

        async def use(person: Person) -> None:
            session = await person.start()
            await person.until(session, "awaiting_input")
            await person.say(session, "At Parcelwing I ran RabbitMQ for two years.")
            assert (await person.finish(session))["status"] == "completed"
            events = (await person.get(f"/tailoring-sessions/{session}/events"))["events"]
            assert [event["seq"] for event in events] == list(range(1, len(events) + 1))
            gone = await person.http.delete("/auth/me")
            assert gone.status_code == 200, gone.text
            await person.leave()

        await asyncio.gather(*map(use, people))
