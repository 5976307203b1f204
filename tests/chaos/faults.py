"""What is done to a service while people use it."""

import asyncio
import os
import random
import resource
import signal
from collections.abc import Awaitable, Callable
from contextlib import suppress

import psutil
import psycopg

from tests import conflicts
from tests.chaos.world import World

LEASE_SECONDS = 6.0
Fault = Callable[[World], Awaitable[None]]


async def kill_a_worker(world: World) -> None:
    random.choice(world.workers).send(signal.SIGKILL)


async def kill_an_api(world: World) -> None:
    random.choice(world.apis).send(signal.SIGKILL)


async def freeze_a_worker(world: World) -> None:
    """Past its lease; then it wakes and believes that its jobs are still its own."""
    worker = random.choice(world.workers)
    worker.send(signal.SIGSTOP)
    await asyncio.sleep(LEASE_SECONDS + 3)
    worker.send(signal.SIGCONT)


async def deploy(world: World) -> None:
    """All processes end as they should, and new ones take over."""
    for service in world.services:
        service.send(signal.SIGTERM)


async def restart_the_database(world: World) -> None:
    await _restart(world, signal.SIGINT)


async def kill_the_database(world: World) -> None:
    await _restart(world, signal.SIGQUIT)


async def _restart(world: World, how: signal.Signals) -> None:
    server = world.cluster.running()
    if server:
        os.kill(server.pid, how)
        async with asyncio.timeout(30):
            while psutil.pid_exists(server.pid) and world.cluster.running():
                await asyncio.sleep(0.05)
    await asyncio.sleep(random.uniform(0, 2))
    await asyncio.to_thread(world.cluster.start, world.database_port)


async def end_connections(world: World) -> None:
    await _terminate(world, "random() < 0.5")


async def end_listeners(world: World) -> None:
    await _terminate(world, "query LIKE 'LISTEN%'")


async def _terminate(world: World, which: str) -> None:
    with suppress(psycopg.Error):
        await world.sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            f" WHERE pid <> pg_backend_pid() AND backend_type = 'client backend' AND {which}"
        )


async def undo_transactions(world: World) -> None:
    """One statement in twenty-five, in favour of nobody, for a while."""
    with suppress(psycopg.Error):
        await world.sql(conflicts.BEGIN)
    await asyncio.sleep(3)
    await _try_until_done(world, conflicts.END)


async def _try_until_done(world: World, query: str) -> None:
    while True:
        with suppress(psycopg.Error):
            await world.sql(query)
            return
        await asyncio.sleep(0.2)


async def cut_the_network(world: World) -> None:
    world.proxy.cut()


async def swallow_the_network(world: World) -> None:
    await world.proxy.swallow(4.0)


async def fill_the_disk(world: World) -> None:
    """No API process can write a file of any size, for a while."""
    pids = [api.process.pid for api in world.apis if api.process]
    for pid in pids:
        _limit_files(pid, 1_000)
    await asyncio.sleep(2)
    for pid in pids:
        _limit_files(pid, resource.RLIM_INFINITY)


def _limit_files(pid: int, most: int) -> None:
    with suppress(psutil.Error, OSError, ValueError):
        psutil.Process(pid).rlimit(psutil.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))


FAULTS: tuple[Fault, ...] = (
    kill_a_worker,
    restart_the_database,
    end_listeners,
    freeze_a_worker,
    kill_an_api,
    cut_the_network,
    undo_transactions,
    fill_the_disk,
    end_connections,
    deploy,
    kill_the_database,
    swallow_the_network,
)


async def without_end(world: World, pause: float) -> None:
    """One after the other, with random pauses."""
    while True:
        for fault in FAULTS:
            await asyncio.sleep(random.uniform(0.3, 1.7) * pause)
            await fault(world)
            world.faults += 1
