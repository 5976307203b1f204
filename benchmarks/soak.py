"""Does anything grow while people use the service for long?

    python benchmarks/soak.py [--minutes N] [--together N]

So many people start one session after the other, with a scripted model that takes its time, follow it on a
socket and fetch the document. Prints one JSON object: sessions done, HTTP quantiles, and for API processes,
workers and database what grew from the end of the warm-up (a fifth of the time) to the end: memory in percent
an hour by a straight line through all samples, open files, and connections.
"""

import argparse
import asyncio
import json
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import linear_regression, mean
from typing import Any

import psutil
import psycopg
from load import Client, Cluster, Times, quantiles, service_folder
from scripting import scripted

_WARM_UP = 0.2
_EVERY_SECONDS = 5.0
_BEHIND_SECONDS = 4.0
Sample = dict[str, float]


async def main() -> None:
    """Use it, look, and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--together", type=int, default=20, help="people at once")
    options = parser.parse_args()
    with service_folder() as folder:
        print(json.dumps(await soak(folder, options.minutes * 60, options.together)))


async def soak(folder: Path, seconds: float, together: int) -> dict[str, Any]:
    """All of it."""
    times, samples = Times(), []

    def late(messages: Any) -> Any:
        return scripted.Answer(scripted.dull(messages).text, delay=_BEHIND_SECONDS)

    async with scripted.ScriptedModel(late, tokens_per_second=60).running() as model:
        settings = {
            "max_questions": "0",
            "model": "openai/scripted",
            "model_api_base": model.base,
            "worker_concurrency": "40",
        }
        with Cluster(folder, 1, 2, **settings).running(s3=False) as cluster:
            ends = time.monotonic() + seconds
            people = [asyncio.create_task(person(cluster, times, ends)) for _ in range(together)]
            while time.monotonic() < ends:
                await asyncio.sleep(_EVERY_SECONDS)
                samples.append(await sample(cluster))
            done = sum(await asyncio.gather(*people))
    return {
        "minutes": round(seconds / 60, 1),
        "sessions": done,
        "http": quantiles(times.every()),
        **growth(samples[int(_WARM_UP * len(samples)) :]),
    }


async def person(cluster: Any, times: Times, ends: float) -> int:
    """One session after the other; how many."""
    client = Client(cluster.addresses[0], times)
    await client.arrive()
    done = 0
    while time.monotonic() < ends:
        await client.whole_session()
        done += 1
    await client.http.aclose()
    return done


async def sample(cluster: Any) -> Sample:
    """How much of everything there is."""
    async with await psycopg.AsyncConnection.connect(cluster.url) as connection:
        query = "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'"
        row = await (await connection.execute(query)).fetchone()
    return {
        "at": time.monotonic() / 3_600,
        "connections": row[0] - 1 if row else 0,
        **{f"api_{name}": value for name, value in of(cluster.apis).items()},
        **{f"worker_{name}": value for name, value in of(cluster.workers).items()},
    }


def of(processes: Sequence[Any]) -> Sample:
    """Megabytes and open files of processes and what they started."""
    trees = [psutil.Process(process.pid) for process in processes]
    memory = sum(tree.memory_info().rss for tree in trees) / 1_000_000
    return {"mb": memory, "files": sum(tree.num_fds() for tree in trees)}


def growth(samples: Sequence[Sample]) -> dict[str, Any]:
    """First and last of each, and for memory its slope."""
    hours = [found["at"] for found in samples]
    report: dict[str, Any] = {}
    for name in samples[0].keys() - {"at"}:
        values = [found[name] for found in samples]
        report[name] = {"first": round(values[0], 1), "last": round(values[-1], 1)}
        if name.endswith("_mb"):
            slope = linear_regression(hours, values).slope
            report[name]["percent_an_hour"] = round(100 * slope / mean(values), 1)
    return report


if __name__ == "__main__":
    asyncio.run(main())
