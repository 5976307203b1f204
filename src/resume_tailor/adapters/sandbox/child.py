"""The child's side: its limits, and one job after another."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

Job = TypeVar("Job")
Result = TypeVar("Result")

SPENT = 75
"""Exit code of a child that was swollen before it looked at its job (`EX_TEMPFAIL`)."""
_CPU_SLACK = 5
_OPEN_FILES = 64
_SWOLLEN = 64_000_000
"""Bytes of address space above those it began with, at which a child is not fit for another job:
what fails for want of memory leaves memory behind."""
_begun_with: list[int] = []


def enter(memory_bytes: int, processes: int, prepare: Callable[[], None]) -> None:
    """Limits for good: memory, files, processes (0: as many as anybody); and no secrets in the
    environment. `prepare` imports what jobs need: now, so that no job waits for it and the limit
    can count it."""
    import resource
    import signal

    prepare()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ.clear()
    _begun_with.append(_address_space())
    _limit(resource.RLIMIT_AS, _begun_with[0] + memory_bytes)
    _limit(resource.RLIMIT_NOFILE, _OPEN_FILES)
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_CORE, 0)
    if processes:
        # Refuses another process or thread to all but root, who has no such limit.
        _limit(resource.RLIMIT_NPROC, processes)


def run(work: Callable[[Job], Result], job: Job, seconds: float) -> Result:
    """One job, with a limit of CPU time; the deadline by the clock is the pool's."""
    if _begun_with and _address_space() > _begun_with[0] + _SWOLLEN:
        os._exit(SPENT)
    _limit_cpu(seconds)
    return work(job)


def _limit(kind: int, value: int) -> None:
    import resource

    hard = resource.getrlimit(kind)[1]
    if hard != resource.RLIM_INFINITY:
        value = min(value, hard)
    resource.setrlimit(kind, (value, hard))


def _limit_cpu(seconds: float) -> None:
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    _limit(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime + seconds) + _CPU_SLACK)


def _address_space() -> int:
    """Bytes of address space in use; 0 where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    except OSError:
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")
