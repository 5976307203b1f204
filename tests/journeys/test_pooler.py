"""Behind PgBouncer in transaction mode: everything but listening, migrations and the queue's engine."""

import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.journeys.person import Person, receive_until
from tests.journeys.server import Process, serving

_CONFIGURATION = """
[databases]
* = host=127.0.0.1 port={port} user={user} password={password}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {listen}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 4
max_client_conn = 200
logfile = {folder}/pgbouncer.log
"""


@pytest.fixture
def pooler(database_url: str, folder: Path) -> Iterator[str]:
    program = shutil.which("pgbouncer") or shutil.which("/usr/sbin/pgbouncer")
    if not program:
        pytest.skip("needs pgbouncer (Debian: apt install pgbouncer)")
    found = re.match(
        r"postgresql://(?P<user>[^:]+):(?P<password>[^@]+)@[^:]+:(?P<port>\d+)/(?P<name>\w+)",
        database_url,
    )
    assert found
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        listen = probe.getsockname()[1]
    file = folder / "pgbouncer.ini"
    file.write_text(_CONFIGURATION.format(**found.groupdict(), listen=listen, folder=folder))
    shutil.chown(folder, "nobody")
    process = subprocess.Popen(
        [program, "-q", "-u", "nobody", str(file)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    for _ in range(100):
        with suppress(OSError), socket.create_connection(("127.0.0.1", listen), 1):
            break
        time.sleep(0.05)
    yield f"postgresql://{found['user']}@127.0.0.1:{listen}/{found['name']}"
    process.terminate()
    process.wait()


async def test_sessions_run_behind_a_pooler(pooler: str, database_url: str, folder: Path) -> None:
    options = {
        "RESUME_TAILOR_DATABASE_URL": pooler,
        "RESUME_TAILOR_DATABASE_DIRECT_URL": database_url,
        "RESUME_TAILOR_DATABASE_CONNECTIONS": "20",
    }
    with serving(folder / "data", "--no-worker", **options) as (_, address):
        worker = Process("worker", RESUME_TAILOR_DATA_DIR=str(folder / "data"), **options)
        worker.wait_for("Working")
        for _ in range(8):  # more than a statement must be seen to be prepared
            person = await Person.arrive(address)
            session = await person.start()
            async with person.follow(session) as socket_:
                await receive_until(socket_, lambda m: m["type"] == "human_input_required")
                assert (await person.finish(session))["status"] == "completed"
                await receive_until(socket_, lambda m: m.get("status") == "completed")
            await person.leave()
        worker.end()
