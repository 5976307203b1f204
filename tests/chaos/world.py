"""A whole service as processes of this machine: database, API processes, workers."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from itertools import cycle
from pathlib import Path

import psycopg

from resume_tailor.adapters.persistence.embedded.cluster import Cluster
from tests.chaos.proxy import Proxy

STEPS = (
    "take_over", "read_resume", "read_posting", "match_evidence", "plan_questions", "propose_changes",
    "complete", "record", "commit", "advance_session",
)  # fmt: skip
OF_WORKERS = tuple(
    f"{step}:{edge}:{times}" for times in (2, 5, 9) for step in STEPS for edge in ("begin", "end")
)
OF_APIS = tuple(
    f"{step}:{edge}:{times}"
    for times in (3, 8)
    for step in ("store_file", "create_session", "commit", "request")
    for edge in ("begin", "end")
)
"""Spans at which a process is made to die, and at which of them."""


class Service:
    """One process that is started again whenever it ends, each time with the next place to die at."""

    def __init__(
        self, arguments: list[str], environment: dict[str, str], places: Iterator[str]
    ) -> None:
        self.arguments = arguments
        self.environment = environment
        self.places = places
        self.deadly = True
        self.deaths = 0
        self.process: asyncio.subprocess.Process | None = None

    async def run(self, log: Path) -> None:
        with log.open("ab") as output:
            while True:
                # Every other life ends at a place of its own; the rest is left to the other faults, or
                # nobody would ever get anything done.
                deadly = self.deadly and self.deaths % 2 == 0
                place = {"RESUME_TAILOR_FAIL_AT": next(self.places)} if deadly else {}
                self.process = await asyncio.create_subprocess_exec(
                    sys.executable, "-m", "resume_tailor", *self.arguments,
                    env={**os.environ, **self.environment, **place},
                    stdout=subprocess.DEVNULL, stderr=output,
                )  # fmt: skip
                await self.process.wait()
                self.deaths += 1
                await asyncio.sleep(0.1)

    def send(self, number: signal.Signals) -> None:
        if self.process and self.process.returncode is None:
            with suppress(ProcessLookupError):
                self.process.send_signal(number)


class World:
    """What the faults can reach."""

    def __init__(self, folder: Path, apis: int, workers: int, model: str) -> None:
        self.folder = folder
        self.cluster = Cluster(folder)
        self.ports = [_free_port() for _ in range(apis)]
        self.apis: list[Service] = []
        self.workers: list[Service] = []
        self.faults = 0
        self._counts = (apis, workers)
        self._model = model
        self._tasks: list[asyncio.Task[None]] = []

    @asynccontextmanager
    async def running(self) -> AsyncIterator["World"]:
        await asyncio.to_thread(self.cluster.make)
        server = await asyncio.to_thread(self.cluster.start)
        self.database_port = server.port
        self.url = self.cluster.url(server.port)
        try:
            async with Proxy(server.port).running() as self.proxy:
                self._start()
                yield self
                for task in self._tasks:
                    task.cancel()
                for service in self.services:
                    service.send(signal.SIGCONT)
                    service.send(signal.SIGKILL)
                await asyncio.gather(*self._tasks, return_exceptions=True)
        finally:
            await asyncio.to_thread(self.cluster.stop)

    @property
    def services(self) -> list[Service]:
        return [*self.apis, *self.workers]

    def _start(self) -> None:
        apis, workers = self._counts
        environment = {
            "RESUME_TAILOR_DATA_DIR": str(self.folder),
            "RESUME_TAILOR_DATABASE_URL": self.url.replace(
                f":{self.database_port}/", f":{self.proxy.port}/"
            ),
            "RESUME_TAILOR_MODEL": "openai/scripted",
            "RESUME_TAILOR_MODEL_API_BASE": self._model,
            "RESUME_TAILOR_MODEL_API_KEY": "none",
            "RESUME_TAILOR_LOG_FORMAT": "json",
        }
        of_apis, of_workers = cycle(OF_APIS), cycle(OF_WORKERS)
        for port in self.ports[:apis]:
            arguments = ["serve", "--no-worker", "--port", str(port)]
            self.apis.append(Service(arguments, environment, of_apis))
        for _ in range(workers):
            self.workers.append(Service(["worker"], environment, of_workers))
        for number, service in enumerate(self.services):
            log = self.folder / f"{service.arguments[0]}-{number}.log"
            self._tasks.append(asyncio.create_task(service.run(log)))

    def calm(self) -> None:
        """From now on everything that is started lives."""
        for service in self.services:
            service.deadly = False
            service.send(signal.SIGCONT)
            service.send(signal.SIGTERM)

    async def sql(self, query: str) -> list[tuple[object, ...]]:
        """Past the proxy."""
        async with await psycopg.AsyncConnection.connect(self.url, autocommit=True) as connection:
            cursor = await connection.execute(query)  # type: ignore[arg-type]
            return await cursor.fetchall() if cursor.description else []


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
