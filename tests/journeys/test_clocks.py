"""Clocks that jump while sessions run. Leases, pauses and deletions go by the clock of the database, order
by the numbers of events, deadlines by monotonic time. Needs a C compiler, for `clock.c`."""

import shutil
import struct
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.journeys.person import Person
from tests.journeys.server import Process, serving

COMPILER = shutil.which("cc")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(COMPILER is None, reason="there is no C compiler (apt: gcc)"),
]
HOUR, YEAR = 3_600, 365 * 86_400
JUMPS = {
    "an hour on": HOUR,
    "an hour back": -HOUR,
    "ten years on": 10 * YEAR,
    "ten years back": -10 * YEAR,
    "to the last seconds of a 29 February": datetime(2028, 2, 29, 23, 59, 55, tzinfo=UTC),
    "to the beginning of summer time": datetime(2026, 3, 29, 0, 59, 55, tzinfo=UTC),
}


class Clock:
    """The clock of the processes that are given its environment."""

    def __init__(self, folder: Path) -> None:
        self._file, library = folder / "clock", folder / "clock.so"
        self.set(0)
        source = Path(__file__).with_name("clock.c")
        subprocess.run(
            [str(COMPILER), "-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"], check=True
        )
        self.environment = {"LD_PRELOAD": str(library), "TEST_CLOCK": str(self._file)}

    def set(self, to: int | datetime) -> None:
        """Seconds beside the true time, or a time."""
        seconds = to if isinstance(to, int) else int((to - datetime.now(UTC)).total_seconds())
        with self._file.open("r+b" if self._file.exists() else "wb") as file:
            file.write(struct.pack("q", seconds))


@pytest.fixture
def clock(folder: Path) -> Clock:
    return Clock(folder)


@pytest.fixture(params=JUMPS.values(), ids=JUMPS)
def jump(request: pytest.FixtureRequest) -> int | datetime:
    to: int | datetime = request.param
    return to


@contextmanager
def working(folder: Path, **environment: str) -> Iterator[Process]:
    process = Process("worker", RESUME_TAILOR_DATA_DIR=str(folder / "data"), **environment)
    try:
        process.wait_for("Working")
        yield process
    finally:
        process.end()


async def finish_all(person: Person, sessions: list[str]) -> None:
    for session in sessions:
        done = await person.finish(session)
        assert (done["status"], done["failure"]) == ("completed", None)
        events = (await person.get(f"/tailoring-sessions/{session}/events"))["events"]
        assert [event["seq"] for event in events] == list(range(1, len(events) + 1))


async def test_a_worker_whose_clock_jumps(folder: Path, clock: Clock, jump: int | datetime) -> None:
    """It is the only one. Nothing is deleted before its time, and no file of a start."""
    kept = {"RESUME_TAILOR_RETENTION_DAYS": "30"}
    with serving(folder / "data", "--no-worker") as (_, address):
        person = await Person.arrive(address)
        with working(folder, **clock.environment, **kept):
            first = [await person.start() for _ in range(3)]
            await person.until(first[0], "reading", "matching", "awaiting_input", "tailoring")
            clock.set(jump)
            await finish_all(person, [*first, await person.start()])
        with working(folder, **clock.environment, **kept):  # cleans when it begins
            await finish_all(person, [*first, await person.start()])
        await person.leave()


@pytest.mark.parametrize("jump", [HOUR, -HOUR, 10 * YEAR])
async def test_an_api_whose_clock_jumps(folder: Path, clock: Clock, jump: int) -> None:
    """Tokens alone go by its clock: who is logged out logs in again, and all is there."""
    with serving(folder / "data", "--no-worker", **clock.environment) as (_, address):
        person = await Person.arrive(address)
        with working(folder):
            session = await person.start()
            clock.set(jump)
            await person.log_in()
            await finish_all(person, [session, await person.start()])
        await person.leave()


async def test_a_clock_that_steps_back_each_second(folder: Path, clock: Clock) -> None:
    with serving(folder / "data", "--no-worker") as (_, address):
        person = await Person.arrive(address)
        with working(folder, **clock.environment):
            sessions = []
            for second in range(20):
                clock.set(-second)
                sessions.append(await person.start())
            await finish_all(person, sessions)
        await person.leave()
