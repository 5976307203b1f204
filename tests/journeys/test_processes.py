"""Processes: several of them, killed, refused, and ended."""

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import psutil
import pytest
from websockets.exceptions import ConnectionClosed

from tests.conftest import EXAMPLES
from tests.journeys.person import Person, receive_until
from tests.journeys.server import Process, serving


def servers_in(folder: Path) -> list[psutil.Process]:
    """Database servers whose data lies below the folder."""
    found = []
    for process in psutil.process_iter(["cmdline"]):
        line = " ".join(process.info["cmdline"] or [])
        if str(folder) in line and ("postgres" in line or "supervisor" in line):
            found.append(process)
    return found


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {k: v for k, v in os.environ.items() if not k.startswith("RESUME_TAILOR_")}
    return subprocess.run(
        [sys.executable, "-m", "resume_tailor", *arguments],
        env={**clean, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        stdin=subprocess.DEVNULL,
    )


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
async def test_it_ends_with_its_database_and_takes_up_its_data_again(
    folder: Path, how: signal.Signals
) -> None:
    data = folder / ("with spaces and a long name " + "x" * 150)
    with serving(data) as (process, address):
        person = await Person.arrive(address)
        session = await person.start()
        await person.finish(session)
        code, took = process.end(how)
        assert (code, took < 5) == (0, True)
        assert servers_in(data) == []
    with serving(data) as (_, address):
        person.http.base_url = address  # type: ignore[assignment]
        assert (await person.view(session))["status"] == "completed"
    await person.leave()


@pytest.mark.slow
async def test_it_survives_running_out_of_open_files(folder: Path) -> None:
    """Whoever comes then must wait; nobody who was there is sent away, and all goes on after."""
    with serving(folder / "data") as (process, address):
        person = await Person.arrive(address)
        session = await person.start()
        await person.finish(session)
        server = psutil.Process(process.process.pid)
        room = server.num_fds() + 10
        server.rlimit(psutil.RLIMIT_NOFILE, (room, room))
        port = int(address.rpartition(":")[2])
        crowd = []
        for _ in range(40):
            with suppress(TimeoutError, OSError):
                crowd.append(await asyncio.wait_for(asyncio.open_connection("127.0.0.1", port), 2))
        assert (await person.http.get("/health/live")).status_code == 200
        for _, writer in crowd:
            writer.close()
        async with asyncio.timeout(30):
            newcomer = await Person.arrive(address)
            await newcomer.finish(await newcomer.start())
        await newcomer.leave()
        await person.leave()


async def test_a_worker_killed_in_the_middle_loses_nothing(folder: Path) -> None:
    """An API process and workers of their own; one is killed while it reads, another goes on."""
    data = folder / "data"
    environment = {"RESUME_TAILOR_DATA_DIR": str(data)}
    with serving(data, "--no-worker") as (_, address):
        person = await Person.arrive(address)
        first = Process("worker", **environment)
        first.wait_for("Working")
        sessions = [await person.start() for _ in range(4)]
        await person.until(sessions[0], "reading", "matching", "awaiting_input", "tailoring")
        first.kill()
        second = Process("worker", **environment)
        try:
            for session in sessions:
                assert (await person.finish(session))["status"] == "completed"
                page = await person.get(f"/tailoring-sessions/{session}/events")
                numbers = [event["seq"] for event in page["events"]]
                assert numbers == list(range(1, len(numbers) + 1))
        finally:
            second.end()
        await person.leave()


async def test_a_stop_reaches_a_worker_in_another_process(
    folder: Path, record_property: Callable[[str, object], None]
) -> None:
    """The worker hangs on a page that never ends; its connection is cut by a notification (in some
    20 ms), not by the engine's polling every five seconds."""
    connected, cut = asyncio.Event(), asyncio.Event()

    async def never_answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connected.set()
        await reader.readuntil(b"\r\n\r\n")
        await reader.read()
        cut.set()
        writer.close()

    page = await asyncio.start_server(never_answer, "127.0.0.1", 0)
    url = f"http://127.0.0.1:{page.sockets[0].getsockname()[1]}/job"
    environment = {
        "RESUME_TAILOR_DATA_DIR": str(folder / "data"),
        "RESUME_TAILOR_ALLOW_PRIVATE_ADDRESSES": "true",
    }
    with serving(folder / "data", "--no-worker") as (_, address):
        worker = Process("worker", **environment)
        worker.wait_for("Working")
        person = await Person.arrive(address)
        session = await person.start(url, text="")
        await asyncio.wait_for(connected.wait(), 20)
        began = time.monotonic()
        await person.post(f"/tailoring-sessions/{session}/stop")
        await asyncio.wait_for(cut.wait(), 2.5)
        record_property("seconds_until_cut", round(time.monotonic() - began, 3))
        assert (await person.view(session))["status"] == "stopped"
        worker.end()
        await person.leave()
    page.close()


async def test_a_server_killed_in_the_middle_loses_nothing(folder: Path) -> None:
    data = folder / "data"
    with serving(data) as (process, address):
        person = await Person.arrive(address)
        session = await person.start()
        process.kill()
    with serving(data) as (_, address):
        person.http.base_url = address  # type: ignore[assignment]
        assert (await person.finish(session))["status"] == "completed"
    await person.leave()


async def test_a_server_that_is_replaced_says_so_and_nothing_is_lost(folder: Path) -> None:
    """1012 tells clients to come back; they are sent what they have missed."""
    data = folder / "data"
    with serving(data) as (process, address):
        person = await Person.arrive(address)
        session = await person.start()
        async with person.follow(session) as socket:
            seen = [json.loads(await socket.recv())["seq"]]
            ending = asyncio.create_task(asyncio.to_thread(process.end))
            with pytest.raises(ConnectionClosed) as closed:
                while True:
                    seen.append(json.loads(await socket.recv())["seq"])
            assert closed.value.rcvd
            assert closed.value.rcvd.code == 1012
            await ending
    with serving(data) as (_, address):
        person.http.base_url = person.address = address
        async with person.follow(session, seen[-1]) as socket:
            asking = await receive_until(socket, lambda m: m["type"] == "human_input_required")
            seen += [message["seq"] for message in asking]
        assert seen == list(range(1, len(seen) + 1))
        assert (await person.finish(session))["status"] == "completed"
    await person.leave()


async def test_the_database_may_die_under_it(folder: Path) -> None:
    data = folder / "data"
    with serving(data) as (_, address):
        person = await Person.arrive(address)
        pid = int((data / "postgres/postmaster.pid").read_text().splitlines()[0])
        os.kill(pid, signal.SIGKILL)
        deadline = time.monotonic() + 20
        while (await person.http.get("/health/ready")).status_code != 200:
            assert time.monotonic() < deadline, "the database did not come back"
            await asyncio.sleep(0.2)
        session = await person.start()
        assert (await person.finish(session))["status"] == "completed"
        await person.leave()


def test_a_port_in_use_is_one_line(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = run("serve", "--port", str(port), RESUME_TAILOR_DATA_DIR=str(tmp_path))
    assert done.returncode == 1
    assert "choose another: --port" in done.stderr.replace("\n", " ")
    assert "Traceback" not in done.stderr


def test_a_second_server_on_the_same_data_is_one_line(folder: Path) -> None:
    with serving(folder / "data"):
        done = run("serve", "--port", "0", RESUME_TAILOR_DATA_DIR=str(folder / "data"))
    assert done.returncode == 1
    assert "Another server already runs on" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_folder_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = run("serve", "--port", "0", RESUME_TAILOR_DATA_DIR=str(tmp_path / "file" / "data"))
    assert done.returncode == 1
    assert "cannot be written to" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("setting", "value", "text"),
    [
        ("RESUME_TAILOR_DATABASE_URL", "mysql://x", "postgresql://"),
        ("RESUME_TAILOR_DATABASE_URL", "postgresql://a:b@127.0.0.1:1/c", "cannot be used"),
        ("RESUME_TAILOR_JWT_SECRET", "short", "32 bytes"),
        ("RESUME_TAILOR_PORT", "many", "RESUME_TAILOR_PORT"),
    ],
)
def test_a_wrong_setting_is_one_line(tmp_path: Path, setting: str, value: str, text: str) -> None:
    environment = {"RESUME_TAILOR_DATA_DIR": str(tmp_path), setting: value}
    done = run("migrate", **environment)
    assert done.returncode == 1
    assert text in done.stderr
    assert "Traceback" not in done.stderr


async def test_an_outside_database_replaces_the_embedded_one(
    database_url: str, folder: Path
) -> None:
    data = folder / "data"
    with serving(data, RESUME_TAILOR_DATABASE_URL=database_url):
        assert not (data / "postgres").exists()


def test_the_command_line_tailors_without_a_server(tmp_path: Path) -> None:
    import json

    output = tmp_path / "out" / "resume.md"
    done = run(
        "tailor",
        str(EXAMPLES / "resume.pdf"),
        str(EXAMPLES / "posting.html"),
        "-o",
        str(output),
        "--json",
    )
    report = json.loads(done.stdout)
    assert done.returncode == 0
    assert report["status"] == "completed"
    assert "Kubernetes" in output.read_text("utf-8")
    assert "k8s" not in output.read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (["tailor", "none.pdf", str(EXAMPLES / "posting.html")], "none.pdf cannot be read"),
        (["tailor", str(EXAMPLES / "posting.html"), str(EXAMPLES / "posting.html")], "no resume"),
        (["tailor", str(EXAMPLES / "resume.pdf"), "http://127.0.0.1/job"], "POSTING_UNREADABLE"),
        (["read-resume", str(EXAMPLES / "posting.html")], "no resume"),
        (["read-posting", "http://127.0.0.1/job"], "not on the public internet"),
        (["read-posting", "none.html"], "none.html cannot be read"),
    ],
)
def test_the_command_line_says_what_is_wrong(arguments: list[str], text: str) -> None:
    done = run(*arguments)
    assert done.returncode == 1
    assert text in done.stderr.replace("\n", " ")
    assert "Traceback" not in done.stderr


def test_what_is_read_can_be_seen() -> None:
    import json

    resume = json.loads(run("read-resume", str(EXAMPLES / "resume.pdf"), "--json").stdout)
    assert resume["name"] == "Nadia Ferrow"
    assert resume["sections"][1]["entries"][0]["organisation"] == "Parcelwing"
    assert "Parcelwing" in run("read-resume", str(EXAMPLES / "resume.pdf")).stdout
    posting = json.loads(run("read-posting", str(EXAMPLES / "posting.html"), "--json").stdout)
    assert posting["title"] == "Platform Engineer (Python)"
    assert posting["origins"]["title"] == "JSON-LD"
    assert "Kafka" in run("read-posting", str(EXAMPLES / "posting.html")).stdout


def test_many_postings_are_written_to_a_folder(tmp_path: Path) -> None:
    import json

    wall = tmp_path / "wall.html"
    wall.write_text("<h1>Sign in</h1><form><input type='password'></form>")
    example = str(EXAMPLES / "posting.html")
    done = run("read-posting", example, str(wall), example, "--out", str(tmp_path / "out"))
    assert done.returncode == 0, "that a page holds no posting is an answer"
    written = {
        file.name: json.loads(file.read_text("utf-8")) for file in (tmp_path / "out").iterdir()
    }
    assert set(written) == {"posting.json", "posting-2.json", "wall.json"}
    assert written["posting.json"]["status"] == "open"
    assert written["posting.json"]["requirements"][0]["kind"]
    assert written["wall.json"]["status"] == "no_posting"
    assert written["wall.json"]["reason"]["code"] == "POSTING_BEHIND_LOGIN"


def test_a_saved_page_can_say_where_it_came_from() -> None:
    import json

    saved, url = str(EXAMPLES / "posting.html"), "https://jobs.example.org/42"
    assert json.loads(run("read-posting", saved, "--url", url, "--json").stdout)["url"] == url
    refused = run("read-posting", saved, saved, "--url", url)
    assert refused.returncode == 1
    assert "one saved page" in refused.stderr


def test_doctor_finds_all_well(folder: Path) -> None:
    import json

    secret = folder / "secret"
    secret.write_text("a secret that is long enough for anybody\n")
    environment = {
        "RESUME_TAILOR_DATA_DIR": str(folder / "data"),
        "RESUME_TAILOR_JWT_SECRET_FILE": str(secret),
    }
    done = run("doctor", "--json", **environment)
    report = json.loads(done.stdout)
    assert done.returncode == 0, report
    settings = {row["name"]: row for row in report["settings"]}
    assert settings["RESUME_TAILOR_JWT_SECRET"]["value"] == "(hidden)"
    assert settings["RESUME_TAILOR_JWT_SECRET"]["from"] == "RESUME_TAILOR_JWT_SECRET_FILE"
    assert "long enough" not in done.stdout
