"""A worker as a process of its own, and what it shares with the API server."""

import asyncio
import contextlib
import os
import signal
from collections.abc import Callable
from typing import Any

from prometheus_client import start_http_server

from resume_tailor.adapters.queue.jobs import add_tasks
from resume_tailor.entrypoints.cannot_start import CannotStart
from resume_tailor.entrypoints.container import Container
from resume_tailor.entrypoints.runtime import running
from resume_tailor.entrypoints.settings import PREFIX, Settings

_END_SECONDS = 4.5
_FORCED = 1


async def work(settings: Settings, announce: Callable[[str], None]) -> None:
    """Run jobs until SIGINT or SIGTERM; raises `CannotStart`."""
    stopping = on_signals()
    async with running(settings) as container:
        show_metrics(container, settings)
        worker = asyncio.create_task(run_jobs(container))
        announce("Working. Jobs come from the database.")
        stop = asyncio.create_task(stopping.wait())
        await asyncio.wait({worker, stop}, return_when=asyncio.FIRST_COMPLETED)
        await end(stop)
        await end(worker)


def show_metrics(container: Container, settings: Settings) -> None:
    """Show the metrics of this process on a port of their own, if one is set."""
    if not settings.metrics_port:
        return
    try:
        start_http_server(settings.metrics_port, settings.host, container.metrics().registry)
    except OSError as error:
        raise CannotStart(
            f"{settings.host}:{settings.metrics_port} cannot be listened on ({error.strerror})."
            f" Choose another {PREFIX}METRICS_PORT."
        ) from error


async def run_jobs(container: Container) -> None:
    """Run jobs until cancelled."""
    container.reading_sandbox().warm_up()
    container.page_sandbox().warm_up()
    add_tasks(container.queue(), container.advance_session())
    model = container.language_model()
    warming = asyncio.create_task(model.warm_up()) if model else None
    try:
        await container.worker().run()
    finally:
        if warming:
            await end(warming)
        if model:
            await model.aclose()


async def end(task: asyncio.Task[Any]) -> None:
    """Cancel a task and wait until it has ended; what made it end by itself is raised."""
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task


def on_signals() -> asyncio.Event:
    """An event that SIGINT and SIGTERM set, instead of what they would do.

    Whatever then hangs (a database that is away, a start that is under way), the process ends in
    time; its work is taken up by others, and the embedded server stops with its last user. A
    second signal ends it at once.
    """
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()

    def stop() -> None:
        if stopping.is_set():
            os._exit(_FORCED)
        stopping.set()
        loop.call_later(_END_SECONDS, os._exit, _FORCED)

    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop)
    return stopping
