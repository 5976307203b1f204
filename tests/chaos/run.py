"""Let people use the service while everything is killed, frozen, cut and restarted; then count.

    python -m tests.chaos.run --sessions 20 --seconds 100
    python -m tests.chaos.run --sessions 500

The last line that is printed is one JSON object: `sessions`, `lost_sessions`, `doubled_effects`,
`sequence_gaps`, `late_writes`. All but the first should be nothing.
"""

import argparse
import asyncio
import json
import random
import shutil
import sys
import time
from pathlib import Path

from tests.adapters.llm.scripted import ScriptedModel
from tests.chaos.faults import without_end
from tests.chaos.judge import verdict, watch
from tests.chaos.people import Client, Seen
from tests.chaos.script import honest
from tests.chaos.world import World
from tests.conftest import reachable_folder

_PATIENCE_SECONDS = 120
_FAILURES = """
    SELECT body->'failure'->>'code', body->'failure'->>'message', count(*)
    FROM tailoring_sessions WHERE status = 'failed' GROUP BY 1, 2
"""


async def run(
    sessions: int, together: int, apis: int, workers: int, pause: float, logs: Path | None = None
) -> dict[str, object]:
    """The figures of one run; what processes said goes into the folder `logs`."""
    began = time.monotonic()
    with reachable_folder() as folder:
        async with (
            ScriptedModel(honest, tokens_per_second=60).running() as model,
            World(folder, apis, workers, model.base).running() as world,
        ):
            await watch(world)
            faults = asyncio.create_task(without_end(world, pause))
            people = People(world, sessions)
            crowd = [asyncio.create_task(people.one()) for _ in range(together)]
            await people.nearly_all()
            faults.cancel()
            await asyncio.gather(faults, return_exceptions=True)
            await asyncio.to_thread(_see_that_it_runs, world)
            world.calm()
            _, waiting = await asyncio.wait(crowd, timeout=_PATIENCE_SECONDS)
            for task in waiting:
                task.cancel()
            await asyncio.gather(*crowd, return_exceptions=True)
            if logs:
                await asyncio.to_thread(_keep_logs, folder, logs)
            found: dict[str, object] = {**await verdict(world, people.seen, sessions)}
            return found | {
                "failures": [list(row) for row in await world.sql(_FAILURES)],
                "server_errors": len(people.errors),
                "faults": world.faults,
                "deaths": sum(service.deaths for service in world.services),
                "seconds": round(time.monotonic() - began),
                "first_errors": people.errors[:3],
            }


def _keep_logs(folder: Path, logs: Path) -> None:
    logs.mkdir(exist_ok=True, parents=True)
    for log in folder.glob("*.log"):
        shutil.copy(log, logs)


def _see_that_it_runs(world: World) -> None:
    if not world.cluster.running():
        world.cluster.start(world.database_port)


class People:
    """So many sessions are started in all, by whoever is free."""

    def __init__(self, world: World, sessions: int) -> None:
        self._world = world
        self._left = sessions
        self._done = 0
        self._sessions = sessions
        self.seen: list[Seen] = []
        self.errors: list[str] = []

    async def one(self) -> None:
        client = Client(self._world.ports)
        while self._left > 0:
            self._left -= 1
            await client.arrive()  # anew each time: nobody is asked twice
            session = await client.start()
            self.seen.append(await client.use(session, stops=random.random() < 0.2))
            self._done += 1
            print(f"\r{self._done} of {self._sessions}", end="", file=sys.stderr)
        self.errors += client.server_errors
        await client.leave()

    async def nearly_all(self) -> None:
        """Wait until no session is still to be started."""
        while self._left > 0:
            await asyncio.sleep(0.2)


def main() -> None:
    """Run, print, and fail unless all is well."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--sessions", type=int, default=500)
    parser.add_argument("--together", type=int, default=20, help="sessions at once")
    parser.add_argument("--apis", type=int, default=2)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--pause", type=float, default=3.0, help="seconds between faults, about")
    parser.add_argument("--logs", type=Path, help="a folder for what the processes said")
    found = asyncio.run(run(**vars(parser.parse_args())))
    print(file=sys.stderr)
    print(json.dumps(found))
    bad = ("lost_sessions", "doubled_effects", "sequence_gaps", "late_writes")
    sys.exit(any(found[name] for name in bad))


if __name__ == "__main__":
    main()
