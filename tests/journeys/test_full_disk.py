"""A disk without room for database, files and all: what is asked for is refused clearly, nothing is lost,
and all goes on when there is room again. Needs the right to mount."""

import asyncio
import os
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.journeys.person import POSTING, RESUME, Person
from tests.journeys.server import serving

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a small disk"),
]


@pytest.fixture
def disk(folder: Path) -> Iterator[Path]:
    disk = folder / "disk"
    disk.mkdir(mode=0o711)
    options = ["-t", "tmpfs", "-o", "size=220m,mode=711", "tmpfs"]
    if subprocess.run(["mount", *options, disk], check=False, capture_output=True).returncode:
        pytest.skip("a small disk cannot be mounted here")
    yield disk
    subprocess.run(["umount", "--lazy", disk], check=True)


def fill(disk: Path) -> Path:
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(b"\0" * 100_000)
    return filler


async def start(person: Person) -> int:
    answer = await person.http.post(
        "/tailoring-sessions/",
        files={"resume": ("resume.pdf", RESUME.read_bytes())},
        data={"job_url": "https://example.org/job", "job_description": POSTING},
    )
    if answer.status_code != 200:
        assert answer.status_code == 503, answer.text
        assert answer.headers["retry-after"]
        assert answer.json()["detail"]["code"] in ("NOT_READY", "STORAGE_UNAVAILABLE")
    return answer.status_code


async def test_a_full_disk_refuses_and_heals(disk: Path) -> None:
    with serving(disk / "data") as (_, address):
        person = await Person.arrive(address)
        finished = await person.start()
        before = await person.finish(finished)
        filler = fill(disk)
        answers = [await start(person) for _ in range(8)]
        assert 503 in answers
        assert (await person.http.get("/health/live")).status_code == 200
        view = await person.http.get(f"/tailoring-sessions/{finished}")
        assert view.status_code in (200, 503), view.text
        filler.unlink()
        async with asyncio.timeout(60):
            while await start(person) != 200:
                await asyncio.sleep(0.5)
        assert await person.view(finished) == before
        for summary in (await person.get("/tailoring-sessions/"))["sessions"]:
            done = await person.finish(summary["id"])
            assert (done["status"], done["failure"]) == ("completed", None)
        await person.leave()
