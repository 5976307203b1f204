"""A worker as a process of its own, and what it shares with the API server."""

import asyncio
import contextlib
import signal
from collections.abc import Callable
from typing import Any

from resume_tailor.adapters.queue.jobs import add_tasks
from resume_tailor.entrypoints.container import Container
from resume_tailor.entrypoints.runtime import running
from resume_tailor.entrypoints.settings import Settings


async def work(settings: Settings, announce: Callable[[str], None]) -> None:
    """Run jobs until SIGINT or SIGTERM; raises `CannotStart`."""
    stopping = on_signals()
    async with running(settings) as container:
        worker = asyncio.create_task(run_jobs(container))
        announce("Working. Jobs come from the database.")
        await stopping.wait()
        await end(worker)


async def run_jobs(container: Container) -> None:
    """Run jobs until cancelled."""
    container.resume_reader().warm_up()
    add_tasks(container.queue(), container.advance_session())
    await container.worker().run()


async def end(task: asyncio.Task[Any]) -> None:
    """Cancel a task and wait until it has ended."""
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task


def on_signals() -> asyncio.Event:
    """An event that SIGINT and SIGTERM set, instead of what they would do."""
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopping.set)
    return stopping
