"""A pool of child processes, replaced when they are spent, slow or dead."""

import asyncio
import multiprocessing
import os
import threading
import time
from collections.abc import Callable
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from pebble import ProcessExpired, ProcessPool

from resume_tailor.adapters.sandbox.child import SPENT, enter, run
from resume_tailor.domain.errors import OutOfBounds, TookTooLong
from resume_tailor.domain.ports.sandbox import Job, Result, Sandbox

_JOBS_A_CHILD = 50
_UNFIT = frozenset({SPENT, 1})
"""Exit codes of children that have not begun with their job: spent, or not able to get it from the pool."""


def nothing() -> None:
    """What a child does to prepare that needs nothing."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one job may take, and how many run side by side."""

    seconds: float = 20.0
    memory_bytes: int = 320_000_000
    """Address space above what the child needs to begin with."""
    children: int = 2
    may_start_processes: bool = False


class ChildProcesses(Sandbox):
    """Children are started when first needed and replaced after some jobs, so that nothing of one
    job stays around for long."""

    def __init__(self, bounds: Bounds | None = None, prepare: Callable[[], None] = nothing) -> None:
        self._bounds = bounds or Bounds()
        self._prepare = prepare
        self._pool: Any | None = None
        self._lock = threading.Lock()

    async def run(self, work: Callable[[Job], Result], job: Job) -> Result:
        """What a child makes of the job. Each child may turn out to be spent by an earlier one, then
        the next is asked."""
        for _ in range(self._bounds.children + 1):
            with suppress(_SpentError):
                return await self._once(work, job)
        raise OutOfBounds

    async def _once(self, work: Callable[[Job], Result], job: Job) -> Result:
        seconds, began = self._bounds.seconds, time.monotonic()
        future = self._running_pool().schedule(run, args=(work, job, seconds), timeout=seconds)
        try:
            result: Result = await asyncio.wrap_future(future)
        except TimeoutError as error:
            # The pool goes by the clock of the wall, which may jump.
            too_early = time.monotonic() - began < seconds
            raise (_SpentError if too_early else TookTooLong) from error
        except ProcessExpired as error:
            raise (_SpentError if error.exitcode in _UNFIT else OutOfBounds) from error
        except BrokenProcessPool as error:
            # A child died while pebble was between giving it a job and writing that down.
            raise _SpentError from error
        except MemoryError as error:
            raise OutOfBounds from error
        return result

    def warm_up(self) -> None:
        """Start a child."""
        self._running_pool().schedule(os.getpid)

    def close(self) -> None:
        """End the children."""
        with self._lock:
            self._drop_pool()

    def _running_pool(self) -> Any:
        """The pool; a new one where the old one broke, as it does when an idle child is killed."""
        with self._lock:
            if self._pool is not None and not self._pool.active:
                self._drop_pool()
            if self._pool is None:
                processes = 0 if self._bounds.may_start_processes else 1
                self._pool = ProcessPool(
                    max_workers=self._bounds.children,
                    max_tasks=_JOBS_A_CHILD,
                    initializer=enter,
                    initargs=(self._bounds.memory_bytes, processes, self._prepare),
                    context=multiprocessing.get_context("spawn"),
                )
            return self._pool

    def _drop_pool(self) -> None:
        if self._pool is not None:
            self._pool.stop()
            self._pool.join()
            self._pool = None


class _SpentError(Exception):
    """The child cannot do another job."""
