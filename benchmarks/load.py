"""Many sessions at once against real processes, over real HTTP and WebSockets.

    python benchmarks/load.py [--sessions 200] [--sockets 2000]

Four scenes, one after the other, on this machine alone, so that the clients take their share of it:

1. `quick`: sessions without a language model and without questions, as many as the machine takes:
   throughput, CPU a session.
2. `slow`: so many sessions at once that wait for a scripted language model (60 tokens a second, after
   28 seconds of silence each time): latency of each call, of each event from the transaction that wrote it to its receipt, and of
   jobs from their commit until a worker has begun; memory a running session.
3. `stops`: of fifty sessions that hang on the model, half are stopped one by one, half at once.
4. `idle`: so many idle WebSockets on one API process: memory a socket.

Prints one JSON object; times in milliseconds, memory in kB.
"""

import argparse
import asyncio
import json
import random
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import psutil
import psycopg
from scripting import EXAMPLES, scripted
from websockets.asyncio.client import connect

sys.path.insert(0, str(EXAMPLES))
from cluster import Cluster

RESUME = (EXAMPLES / "resume.pdf").read_bytes()
POSTING = (EXAMPLES / "posting.html").read_text("utf-8")
_BEHIND_SECONDS = 28.0
"""Of the scripted model, before it says anything."""
_SPREAD_SECONDS = 50.0
_CONCURRENCY = "120"
_NEVER = 1_000_000
"""The number of an event that will not come."""


class Times:
    """Milliseconds by what took them."""

    def __init__(self) -> None:
        self._all: dict[str, list[float]] = defaultdict(list)

    def add(self, name: str, seconds: float) -> None:
        """One more."""
        self._all[name].append(1_000 * seconds)

    @contextmanager
    def of(self, name: str) -> Iterator[None]:
        """Time what is done within."""
        began = time.perf_counter()
        yield
        self.add(name, time.perf_counter() - began)

    def report(self) -> dict[str, dict[str, float]]:
        """Quantiles by name."""
        return {name: quantiles(values) for name, values in sorted(self._all.items())}

    def every(self) -> list[float]:
        """All but events and pick-ups: the HTTP calls."""
        return [v for name, values in self._all.items() if " " in name for v in values]


def quantiles(values: list[float]) -> dict[str, float]:
    """Number, and the 50th, 95th and 99th percentile."""
    ordered = sorted(values)
    at = {p: ordered[min(len(ordered) - 1, int(p / 100 * len(ordered)))] for p in (50, 95, 99)}
    return {"n": len(ordered), **{f"p{p}": round(value, 1) for p, value in at.items()}}


class Client:
    """One person at one API process."""

    def __init__(self, address: str, times: Times) -> None:
        self.address = address
        self.times = times
        # Shorter than the server keeps an idle connection, so that no request meets its end.
        limits = httpx.Limits(keepalive_expiry=3)
        self.http = httpx.AsyncClient(base_url=address, trust_env=False, timeout=60, limits=limits)
        self.token = ""

    async def arrive(self) -> None:
        """Open an account and log in."""
        name = f"p{uuid4().hex[:12]}"
        account = {"username": name, "email": f"{name}@example.org", "password": "a long sentence"}
        await self.call("POST /auth/register", json=account)
        found = await self.call("POST /auth/login", json={**account})
        self.token = found["access_token"]
        self.http.headers["Authorization"] = f"Bearer {self.token}"

    async def call(self, name: str, path: str = "", **options: Any) -> Any:
        """A call, timed under its name: method and route."""
        method, _, route = name.partition(" ")
        with self.times.of(name):
            answer = await self.http.request(method, path or route, **options)
        answer.raise_for_status()
        return answer.json() if "json" in answer.headers["content-type"] else answer.content

    async def start(self) -> str:
        """Begin a session; its id."""
        found = await self.call(
            "POST /tailoring-sessions/",
            files={"resume": ("resume.pdf", RESUME)},
            data={"job_url": "https://example.org/job", "job_description": POSTING},
        )
        return str(found["id"])

    def socket(self, session: str, after: int = 0) -> Any:
        """A socket that follows a session."""
        url = self.address.replace("http", "ws") + f"/ws/tailoring/{session}?after={after}"
        headers = {"Authorization": f"Bearer {self.token}"}
        return connect(url, additional_headers=headers, proxy=None, open_timeout=60)

    async def whole_session(self) -> None:
        """From the upload to the document, followed on a socket."""
        session = await self.start()
        async with self.socket(session) as socket:
            async for text in socket:
                message = json.loads(text)
                at = datetime.fromisoformat(message["at"])
                if message["seq"] > 1:  # the first was written before this client had come
                    self.times.add("event", (datetime.now(UTC) - at).total_seconds())
                if message.get("status") in ("completed", "failed", "stopped"):
                    assert message["status"] == "completed", message
                    break
        path = f"/tailoring-sessions/{session}"
        await self.call("GET /tailoring-sessions/{id}", path)
        await self.call("GET .../changes", f"{path}/changes")
        await self.call("GET .../resume", f"{path}/resume?format=md")


async def crowd(cluster: Any, times: Times, number: int, spread: float) -> tuple[float, float]:
    """So many sessions, each of a client of its own, begun within so many seconds; how long all took,
    and how much CPU of the service."""
    clients = [Client(random.choice(cluster.addresses), times) for _ in range(number)]
    for client in clients:
        await client.arrive()
    began, cpu = time.perf_counter(), cpu_of(cluster)

    async def one(client: Client) -> None:
        await asyncio.sleep(random.uniform(0, spread))
        await client.whole_session()
        await client.http.aclose()

    await asyncio.gather(*map(one, clients))
    return time.perf_counter() - began, cpu_of(cluster) - cpu


async def pickups(url: str, times: Times, since: datetime) -> None:
    """From the commit of each session until a worker has begun it."""
    query = """
        SELECT extract(epoch FROM min(event.at) - session.created_at)::float
        FROM tailoring_sessions AS session JOIN session_events AS event
            ON event.session_id = session.id AND event.seq > 1
        WHERE session.created_at > %s
        GROUP BY session.id
    """
    async with await psycopg.AsyncConnection.connect(url) as connection:
        for (seconds,) in await (await connection.execute(query, [since])).fetchall():
            times.add("pick-up", seconds)


async def running_in(url: str) -> int:
    """How many sessions are under way."""
    query = "SELECT count(*) FROM tailoring_sessions WHERE status NOT IN ('completed', 'failed')"
    async with await psycopg.AsyncConnection.connect(url) as connection:
        row = await (await connection.execute(query)).fetchone()
        return int(row[0]) if row else 0


def cpu_of(cluster: Any) -> float:
    """CPU seconds of API, workers and what they started."""
    total = 0.0
    for process in (*cluster.apis, *cluster.workers):
        for one in (
            psutil.Process(process.pid),
            *psutil.Process(process.pid).children(recursive=True),
        ):
            used = one.cpu_times()
            total += used.user + used.system
    return total


def memory_of(processes: list[Any]) -> float:
    """Kilobytes."""
    return sum(psutil.Process(process.pid).memory_info().rss for process in processes) / 1_024


async def quick(folder: Path, sessions: int) -> dict[str, Any]:
    """Scene 1."""
    times = Times()
    with Cluster(folder, 1, 2, max_questions="0").running(s3=False) as cluster:
        await crowd(cluster, Times(), 10, 0)  # what is done only once is done
        took, cpu = await crowd(cluster, times, sessions, 0)
    return {
        "sessions": sessions,
        "sessions_per_second": round(sessions / took, 2),
        "cpu_ms_per_session": round(1_000 * cpu / sessions, 1),
        "calls": times.report(),
    }


async def slow(folder: Path, sessions: int) -> dict[str, Any]:
    """Scene 2."""
    times = Times()

    def late(messages: Any) -> Any:
        answer = scripted.dull(messages)
        return scripted.Answer(answer.text, delay=_BEHIND_SECONDS)

    async with scripted.ScriptedModel(late, tokens_per_second=60).running() as model:
        settings = {
            "max_questions": "0",
            "model": "openai/scripted",
            "model_api_base": model.base,
            "worker_concurrency": _CONCURRENCY,
        }
        with Cluster(folder, 1, 2, **settings).running(s3=False) as cluster:
            await crowd(cluster, Times(), 4, 0)
            before, warm = memory_of(cluster.workers), datetime.now(UTC)
            work = asyncio.create_task(crowd(cluster, times, sessions, _SPREAD_SECONDS))
            peak, at_once = 0.0, 0
            while not work.done():
                await asyncio.sleep(0.5)
                peak = max(peak, memory_of(cluster.workers))
                at_once = max(at_once, await running_in(cluster.url))
            took, cpu = await work
            await pickups(cluster.url, times, warm)
    return {
        "sessions": sessions,
        "at_once": at_once,
        "seconds": round(took, 1),
        "http": quantiles(times.every()),
        "memory_kb_per_running_session": round((peak - before) / at_once, 1),
        "cpu_ms_per_session": round(1_000 * cpu / sessions, 1),
        "calls": times.report(),
    }


async def stops(folder: Path, sessions: int = 50) -> dict[str, Any]:
    """Scene 3."""
    times = Times()

    def hang(_: Any) -> Any:
        return scripted.Answer("", delay=3_600)

    async with scripted.ScriptedModel(hang).running() as model:
        settings = {"max_questions": "0", "model": "openai/scripted", "model_api_base": model.base}
        cluster = Cluster(folder, 2, 2, worker_concurrency=_CONCURRENCY, **settings)
        with cluster.running(s3=False):
            clients = [Client(random.choice(cluster.addresses), times) for _ in range(sessions)]
            for client in clients:
                await client.arrive()
            begun = await asyncio.gather(*(client.start() for client in clients))
            while len(model.asked) < sessions:
                await asyncio.sleep(0.1)
            waiting = list(zip(clients, begun, strict=True))
            for client, session in waiting[: sessions // 2]:
                await client.call("POST one by one", f"/tailoring-sessions/{session}/stop")
            await asyncio.gather(
                *(
                    client.call("POST all at once", f"/tailoring-sessions/{session}/stop")
                    for client, session in waiting[sessions // 2 :]
                )
            )
            began = time.perf_counter()
            while len(model.closed_early) < sessions:
                await asyncio.sleep(0.005)
            left = time.perf_counter() - began
    return {
        "sessions": sessions,
        "stop": {
            n: q for n, q in times.report().items() if n in ("POST one by one", "POST all at once")
        },
        "model_let_go_after_last_answer_ms": round(1_000 * left, 1),
    }


async def idle(folder: Path, sockets: int) -> dict[str, Any]:
    """Scene 4: the sockets of some finished sessions, which wait for what never comes."""
    times = Times()
    with Cluster(folder, 1, 1, max_questions="0").running(s3=False) as cluster:
        client = Client(cluster.addresses[0], times)
        await client.arrive()
        session = await client.start()
        await asyncio.sleep(3)
        warm = [await client.socket(session, _NEVER) for _ in range(20)]
        before = memory_of(cluster.apis)
        opened = list(warm)
        began = time.perf_counter()
        while len(opened) < sockets:
            opened += await asyncio.gather(*(client.socket(session, _NEVER) for _ in range(50)))
        took = time.perf_counter() - began
        await asyncio.sleep(2)
        after = memory_of(cluster.apis)
        for _ in range(50):
            await client.call("GET /tailoring-sessions/{id}", f"/tailoring-sessions/{session}")
            await asyncio.sleep(0.1)
        await asyncio.gather(*(socket.close() for socket in opened))
    return {
        "sockets": len(opened),
        "kb_per_socket": round((after - before) / (len(opened) - len(warm)), 1),
        "opened_per_second": round((len(opened) - len(warm)) / took),
        "calls": times.report(),
    }


@contextmanager
def service_folder() -> Iterator[Path]:
    """Where a cluster keeps its data, for its database server to enter too."""
    with tempfile.TemporaryDirectory(prefix="resume-tailor-") as folder:
        Path(folder).chmod(0o711)
        yield Path(folder)


async def print_scenes(scenes: Mapping[str, Callable[[Path], Any]], only: str | None) -> None:
    """One JSON object of what each gives, or the one that is wanted."""
    report = {}
    for name, scene in scenes.items():
        if only in (None, name):
            with service_folder() as folder:
                report[name] = await scene(folder)
    print(json.dumps(report, indent=1))


async def main() -> None:
    """All scenes."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--sessions", type=int, default=200)
    parser.add_argument("--sockets", type=int, default=2_000)
    parser.add_argument("--only", choices=("quick", "slow", "stops", "idle"))
    options = parser.parse_args()
    scenes: dict[str, Callable[[Path], Any]] = {
        "quick": lambda folder: quick(folder, options.sessions),
        "slow": lambda folder: slow(folder, options.sessions),
        "stops": stops,
        "idle": lambda folder: idle(folder, options.sockets),
    }
    await print_scenes(scenes, options.only)


if __name__ == "__main__":
    asyncio.run(main())
