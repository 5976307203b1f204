"""Work that does not behave."""

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from resume_tailor.adapters.sandbox.child import SPENT
from resume_tailor.adapters.sandbox.child_processes import Bounds, ChildProcesses
from resume_tailor.domain.errors import OutOfBounds, TookTooLong
from tests.contracts.sandbox import SandboxContract, double
from tests.processes import children


@pytest.fixture
def subject() -> Iterator[ChildProcesses]:
    sandbox = ChildProcesses(Bounds(seconds=3, memory_bytes=100_000_000, children=1))
    yield sandbox
    sandbox.close()


class TestContract(SandboxContract):
    pass


def sleep(seconds: float) -> None:
    time.sleep(seconds)


def spin(_: object) -> None:
    while True:
        pass


def hoard(size: int) -> int:
    return len(bytearray(size))


def die(code: int) -> None:
    os._exit(code)


def look(_: object) -> tuple[dict[str, str], str]:
    return dict(os.environ), Path("/proc/self/limits").read_text()


def write(path: Path) -> None:
    with path.open("wb", buffering=0) as file:
        file.write(b"secret")


def start(_: object) -> None:
    subprocess.run([sys.executable, "-c", ""], check=True)


@pytest.mark.parametrize("work", [sleep, spin])
async def test_what_does_not_end_is_ended(subject: ChildProcesses, work: object) -> None:
    with pytest.raises(TookTooLong):
        await subject.run(work, 60)  # type: ignore[arg-type]
    assert await subject.run(double, 2) == 4


async def test_what_takes_too_much_memory_is_refused(subject: ChildProcesses) -> None:
    with pytest.raises(OutOfBounds):
        await subject.run(hoard, 300_000_000)
    assert await subject.run(hoard, 10_000_000) == 10_000_000


@pytest.mark.parametrize("code", [0, 1, -9, SPENT])
async def test_a_child_that_dies_is_replaced(subject: ChildProcesses, code: int) -> None:
    with pytest.raises(OutOfBounds):
        await subject.run(die, code)
    assert await subject.run(double, 2) == 4


async def test_an_idle_child_that_was_killed_is_replaced(subject: ChildProcesses) -> None:
    assert await subject.run(double, 1) == 2
    for child in children():
        child.kill()
    await asyncio.sleep(1)
    assert await subject.run(double, 2) == 4


async def test_a_child_has_no_environment_and_few_rights(
    subject: ChildProcesses, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("RESUME_TAILOR_JWT_SECRET", "secret")
    environment, listed = await subject.run(look, None)
    assert environment == {}
    names = ("Max open files", "Max file size", "Max core file size", "Max processes")
    limits = {
        name: line[len(name) :].split()[0]
        for line in listed.splitlines()
        for name in names
        if line.startswith(name)
    }
    assert list(limits.values()) == ["0", "0", "1", "64"]
    with pytest.raises(OSError, match="File too large"):
        await subject.run(write, tmp_path / "file")


@pytest.mark.skipif(os.geteuid() == 0, reason="root has no limit of processes")
async def test_a_child_starts_no_process(subject: ChildProcesses) -> None:
    with pytest.raises(BlockingIOError):
        await subject.run(start, None)


async def test_two_jobs_run_side_by_side() -> None:
    sandbox = ChildProcesses(Bounds(children=2))
    try:
        await asyncio.gather(sandbox.run(sleep, 0.3), sandbox.run(sleep, 0.3))
        assert len(children()) >= 2
    finally:
        sandbox.close()
