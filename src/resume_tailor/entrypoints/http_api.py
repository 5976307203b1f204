"""The API server, with a worker in the same process unless that is switched off."""

import asyncio
import contextlib
import socket
from collections.abc import Callable, Iterator
from importlib.metadata import version

import uvicorn
from fastapi import FastAPI

from resume_tailor.adapters.web.app import make_app
from resume_tailor.entrypoints.cannot_start import CannotStart
from resume_tailor.entrypoints.container import Container
from resume_tailor.entrypoints.runtime import claim, prepare_data_dir, running
from resume_tailor.entrypoints.settings import PREFIX, Settings
from resume_tailor.entrypoints.worker import end, on_signals, run_jobs

_FORM_OVERHEAD = 500_000
"""Bytes of an upload beside the file itself: the other fields and a pasted posting."""
_GRACE_SECONDS = 1
_MAX_FRAME_BYTES = 1_000_000
_STARTUP_POLL_SECONDS = 0.01
_UNREAD_MILLISECONDS = 30_000
_BACKLOG = 2048


async def serve(settings: Settings, *, with_worker: bool, announce: Callable[[str], None]) -> None:
    """Serve until SIGINT or SIGTERM; raises `CannotStart`."""
    stopping = on_signals()
    listener = _bind(settings)
    try:
        prepare_data_dir(settings.data_dir)
        lock = claim(settings)
        async with running(settings) as container:
            if not stopping.is_set():
                await _serve_until(stopping, container, settings, listener, with_worker, announce)
        if lock:
            lock.release()
    finally:
        listener.close()


def make_api(container: Container, settings: Settings) -> FastAPI:
    """The FastAPI app of a container."""
    return make_app(
        container,
        max_body_bytes=settings.max_resume_bytes + _FORM_OVERHEAD,
        cors_origins=settings.cors_origins,
        version=version("resume-tailor"),
    )


async def _serve_until(
    stopping: asyncio.Event,
    container: Container,
    settings: Settings,
    listener: socket.socket,
    with_worker: bool,  # noqa: FBT001 - handed on
    announce: Callable[[str], None],
) -> None:
    server = _Server(_config(container, settings))
    api = asyncio.create_task(server.serve(sockets=[listener]))
    worker = asyncio.create_task(run_jobs(container)) if with_worker else None
    while not server.started and not api.done():  # noqa: ASYNC110 - uvicorn has no event for it
        await asyncio.sleep(_STARTUP_POLL_SECONDS)
    if server.started:
        host, port = listener.getsockname()[:2]
        announce(f"http://{f'[{host}]' if ':' in host else host}:{port}")
    stop = asyncio.create_task(stopping.wait())
    running_tasks = {api, stop, worker} if worker else {api, stop}
    await asyncio.wait(running_tasks, return_when=asyncio.FIRST_COMPLETED)
    server.should_exit = True
    await end(stop)
    if worker:
        await end(worker)
    await api


class _Server(uvicorn.Server):
    """Leaves signals alone: ours also end the worker and the database."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Do nothing."""
        yield


def _config(container: Container, settings: Settings) -> uvicorn.Config:
    return uvicorn.Config(
        make_api(container, settings),
        log_config=None,
        access_log=False,
        lifespan="off",
        server_header=False,
        ws="websockets-sansio",
        ws_max_size=_MAX_FRAME_BYTES,
        # Its buffers are most of what an idle socket costs, and events are small.
        ws_per_message_deflate=False,
        timeout_graceful_shutdown=_GRACE_SECONDS,
        forwarded_allow_ips=settings.trusted_proxies,
    )


def _bind(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if hasattr(socket, "TCP_USER_TIMEOUT"):
        # A client that never reads is let go by the system; connections inherit this.
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, _UNREAD_MILLISECONDS)
    try:
        listener.bind((settings.host, settings.port))
        listener.listen(_BACKLOG)
    except OSError as error:
        listener.close()
        raise CannotStart(
            f"{settings.host}:{settings.port} cannot be listened on ({error.strerror})."
            f" Stop what uses it, or choose another: --port N, or {PREFIX}PORT=N."
        ) from error
    return listener
