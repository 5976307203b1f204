"""What a session costs, with few and many at once, more workers, and an old database.

    python benchmarks/scale.py [--old 100000]

Each point runs sessions without a language model on a cluster of this machine and takes the CPU of API,
workers and database a session; `growth` is that of the dearest point of a series over the first. It should
stay flat: within 1.3. Prints one JSON object.
"""

import argparse
import asyncio
from pathlib import Path
from typing import Any

import psutil
import psycopg
from load import Cluster, Times, crowd, print_scenes

_EACH = 60
"""Sessions at each point."""
_OLD_SESSIONS = """
    INSERT INTO tailoring_sessions (id, user_id, status, resume_path, job_url, created_at, updated_at,
                                    progress, attempt, version, last_seq, body)
    SELECT gen_random_uuid(), user_id, 'completed', NULL, job_url, created_at - n * interval '1 minute',
           updated_at - n * interval '1 minute', progress, attempt, version, last_seq, body
    FROM (SELECT * FROM tailoring_sessions WHERE status = 'completed' LIMIT 1) AS one,
         generate_series(1, %s) AS n
"""
_OLD_EVENTS = """
    INSERT INTO session_events (session_id, seq, at, payload)
    SELECT session.id, event.seq, event.at, event.payload
    FROM tailoring_sessions AS session,
         (SELECT * FROM session_events WHERE session_id =
             (SELECT id FROM tailoring_sessions WHERE resume_path IS NOT NULL LIMIT 1)) AS event
    WHERE session.resume_path IS NULL
"""

_CLEANING = "SELECT 1 FROM pg_stat_activity WHERE backend_type = 'autovacuum worker' LIMIT 1"


def cpu_of_database(cluster: Any) -> float:
    """CPU seconds of the server and of its backends, those that have ended too."""
    total = 0.0
    for process in psutil.process_iter(["name", "cmdline"]):
        if "postgres" in (process.info["name"] or "") and str(cluster.folder) in " ".join(
            process.info["cmdline"] or []
        ):
            used = process.cpu_times()
            total += used.user + used.system + used.children_user + used.children_system
            for child in process.children(recursive=True):
                used = child.cpu_times()
                total += used.user + used.system
    return total


async def cost(cluster: Any, at_once: int, sessions: int = _EACH) -> dict[str, float]:
    """CPU milliseconds a session: so many in rounds of `at_once`."""
    before, used, took = cpu_of_database(cluster), 0.0, 0.0
    for _ in range(max(1, sessions // at_once)):
        seconds, cpu = await crowd(cluster, Times(), at_once, 0)
        used, took = used + cpu, took + seconds
    number = at_once * max(1, sessions // at_once)
    database = cpu_of_database(cluster) - before
    return {
        "sessions": number,
        "cpu_ms": round(1_000 * used / number, 1),
        "database_ms": round(1_000 * database / number, 1),
        "sessions_per_second": round(number / took, 2),
    }


def with_growth(points: dict[str, dict[str, float]]) -> dict[str, Any]:
    """The points, and how much dearer the dearest is than the first."""
    costs = [point["cpu_ms"] + point["database_ms"] for point in points.values()]
    return {**points, "growth": round(max(costs) / costs[0], 2)}


def a_cluster(folder: Path, workers: int) -> Any:
    """One API process and so many workers."""
    cluster = Cluster(folder, 1, workers, max_questions="0")
    cluster.folder = folder
    return cluster


async def by_crowd(folder: Path) -> dict[str, Any]:
    """From one session at a time to 200 at once."""
    points = {}
    with a_cluster(folder, 2).running(s3=False) as cluster:
        await crowd(cluster, Times(), 10, 0)
        for at_once in (1, 10, 50, 200):
            points[f"{at_once} at once"] = await cost(cluster, at_once)
    return with_growth(points)


async def by_workers(folder: Path) -> dict[str, Any]:
    """With one, two and four workers."""
    points = {}
    for workers in (1, 2, 4):
        with a_cluster(folder, workers).running(s3=False) as cluster:
            await crowd(cluster, Times(), 10, 0)
            points[f"{workers} workers"] = await cost(cluster, 30)
    return with_growth(points)


async def by_age(folder: Path, old: int) -> dict[str, Any]:
    """In an empty database, and in one with many old sessions and their events."""
    with a_cluster(folder, 2).running(s3=False) as cluster:
        await crowd(cluster, Times(), 10, 0)
        points = {"empty": await cost(cluster, 20)}
        with psycopg.connect(cluster.url, autocommit=True) as connection:
            connection.execute(_OLD_SESSIONS, [old])  # type: ignore[arg-type]
            connection.execute(_OLD_EVENTS)  # type: ignore[arg-type]
            connection.execute("VACUUM ANALYZE")
            connection.execute("CHECKPOINT")
            while connection.execute(_CLEANING).fetchone():
                await asyncio.sleep(1)
        await asyncio.sleep(2)  # until the work of the connection that filled it is booked
        points[f"{old} old sessions"] = await cost(cluster, 20)
        size = "SELECT pg_database_size(current_database())"
        with psycopg.connect(cluster.url) as connection:
            row = connection.execute(size).fetchone()
    return with_growth(points) | {"database_mb": round(row[0] / 1e6) if row else 0}


async def main() -> None:
    """All series."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--old", type=int, default=100_000, help="old sessions")
    parser.add_argument("--only", choices=("crowd", "workers", "age"))
    options = parser.parse_args()
    series = {
        "crowd": by_crowd,
        "workers": by_workers,
        "age": lambda folder: by_age(folder, options.old),
    }
    await print_scenes(series, options.only)


if __name__ == "__main__":
    asyncio.run(main())
