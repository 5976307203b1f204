"""What those see who run the service: metrics, logs, and doctor."""

import asyncio
import json
import subprocess
import sys
from pathlib import Path

import httpx
import psycopg

from tests.journeys.person import PASSWORD, Person, receive_until
from tests.journeys.server import Process, serving


async def test_logs_tell_what_happened_and_keep_what_is_private(folder: Path) -> None:
    options = {"RESUME_TAILOR_LOG_FORMAT": "json", "RESUME_TAILOR_LOG_LEVEL": "DEBUG"}
    with serving(folder / "data", **options) as (process, address):
        person = await Person.arrive(address)
        session = await person.start()
        await person.until(session, "awaiting_input")
        await person.say(session, "At Parcelwing I introduced Quuxotron.")
        await person.finish(session)
        broken = await person.http.get("/tailoring-sessions/x/resume?format=nothing")
        assert broken.status_code in (400, 404)
        await person.leave()
    text = "".join(process.output)
    for private in (PASSWORD, person.token, person.token.split(".")[2], "Quuxotron", "Parcelwing"):
        assert private not in text
    lines = [json.loads(line) for line in process.output if line.startswith("{")]
    assert lines
    assert {"at", "level", "logger", "message"} <= set.intersection(*(set(line) for line in lines))


async def test_metrics_follow_what_happens(folder: Path) -> None:
    with serving(folder / "data", "--no-worker") as (_, address):
        port = address.rsplit(":", 1)[1]
        person = await Person.arrive(address)
        session = await person.start()
        shown = (await person.http.get("/metrics")).text
        assert 'resume_tailor_sessions{status="queued"} 1' in shown
        assert "resume_tailor_jobs_waiting 1" in shown
        worker_port = str(_free_port())
        worker = Process(
            "worker",
            RESUME_TAILOR_DATA_DIR=str(folder / "data"),
            RESUME_TAILOR_METRICS_PORT=worker_port,
        )
        worker.wait_for("Working")
        async with person.follow(session) as socket:
            await receive_until(socket, lambda m: m["type"] == "human_input_required")
            shown = (await person.http.get("/metrics")).text
            assert "resume_tailor_sockets 1.0" in shown
            assert 'resume_tailor_sessions{status="awaiting_input"} 1' in shown
        await person.finish(session)
        shown = (await person.http.get("/metrics")).text
        assert "resume_tailor_jobs_waiting 0" in shown
        assert "resume_tailor_sessions_stuck 0" in shown
        route = 'method="POST",route="/tailoring-sessions/",status="200"'
        assert f"resume_tailor_requests_total{{{route}}} 1.0" in shown
        async with httpx.AsyncClient(trust_env=False) as http:
            of_worker = (await http.get(f"http://127.0.0.1:{worker_port}/metrics")).text
        assert 'resume_tailor_sessions_ended_total{status="completed"} 1.0' in of_worker
        assert 'resume_tailor_span_seconds_count{span="read_resume"} 1.0' in of_worker
        assert "resume_tailor_jobs_running 0.0" in of_worker
        assert port != worker_port
        worker.end()
        await person.leave()


async def test_doctor_sees_a_stuck_session(database_url: str, folder: Path) -> None:
    options = {"RESUME_TAILOR_DATABASE_URL": database_url}
    with serving(folder / "data", "--no-worker", **options) as (_, address):
        person = await Person.arrive(address)
        session = await person.start()
        await person.leave()
    async with await psycopg.AsyncConnection.connect(database_url) as connection:
        await connection.execute(
            "UPDATE tailoring_sessions SET updated_at = now() - interval '11 minutes'"
        )
    doctor = await asyncio.to_thread(
        subprocess.run,
        [sys.executable, "-m", "resume_tailor", "doctor", "--json"],
        env={**options, "RESUME_TAILOR_DATA_DIR": str(folder / "data"), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    found = {c["name"]: c for c in json.loads(doctor.stdout)["checks"]}
    assert doctor.returncode == 1
    assert session in str(found)


def _free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
