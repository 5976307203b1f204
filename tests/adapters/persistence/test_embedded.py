"""The embedded server: as this user and as an ordinary one, by many at once, after kill -9."""

import os
import pwd
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from resume_tailor.adapters.persistence.embedded.attach import EmbeddedPostgres
from resume_tailor.adapters.persistence.embedded.cluster import Cluster
from resume_tailor.adapters.persistence.embedded.locks import FileLock

_ATTACH = """
import sys, time
from pathlib import Path
from resume_tailor.adapters.persistence.embedded.attach import EmbeddedPostgres
server = EmbeddedPostgres(Path(sys.argv[1]))
print(server.attach(), flush=True)
sys.stdin.read()
server.detach()
"""


def attach_elsewhere(folder: Path) -> subprocess.Popen[str]:
    """Another process that uses the server until its input ends."""
    return subprocess.Popen(
        [sys.executable, "-c", _ATTACH, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def url_of(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def let_go(process: subprocess.Popen[str]) -> None:
    process.communicate(timeout=20)


def is_running(folder: Path) -> bool:
    return Cluster(folder).running() is not None


def wait_until_stopped(folder: Path) -> None:
    deadline = time.monotonic() + 10
    while is_running(folder):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_many_attach_at_once_and_the_last_one_stops_it(folder: Path) -> None:
    others = [attach_elsewhere(folder) for _ in range(4)]
    assert len({url_of(process) for process in others}) == 1
    for process in others[:-1]:
        let_go(process)
        assert is_running(folder)
    let_go(others[-1])
    assert not is_running(folder)


def test_who_is_killed_is_counted_as_gone(folder: Path) -> None:
    process = attach_elsewhere(folder)
    assert url_of(process).startswith("postgresql://")
    process.kill()
    process.communicate()
    wait_until_stopped(folder)


def test_data_outlives_the_server(folder: Path) -> None:
    for expected in (0, 1):
        server = EmbeddedPostgres(folder)
        with psycopg.connect(server.attach(), autocommit=True) as connection:
            connection.execute("CREATE TABLE IF NOT EXISTS kept (a int)")
            row = connection.execute("SELECT count(*) FROM kept").fetchone()
            assert row == (expected,)
            connection.execute("INSERT INTO kept VALUES (1)")
        server.detach()
        assert not is_running(folder)


def test_a_stale_pid_file_does_no_harm_to_a_foreign_process(folder: Path) -> None:
    server = EmbeddedPostgres(folder)
    server.attach()
    server.detach()
    foreign = subprocess.Popen(["sleep", "60"])
    try:
        pid_file = Cluster(folder).data / "postmaster.pid"
        pid_file.write_text(f"{foreign.pid}\n{folder}\n0\n1\n\n127.0.0.1\n")
        assert server.attach()
        server.detach()
        assert foreign.poll() is None
    finally:
        foreign.kill()
        foreign.wait()


def test_long_paths_and_spaces(folder: Path) -> None:
    deep = folder / ("a long name with spaces " * 5) / ("and 'quotes' " * 8)
    deep.mkdir(parents=True)
    server = EmbeddedPostgres(deep)
    with psycopg.connect(server.attach()) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    server.detach()


def test_only_who_knows_the_password_gets_in(folder: Path) -> None:
    server = EmbeddedPostgres(folder)
    url = server.attach()
    password = url.split(":")[2].split("@")[0]
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url.replace(password, "guess"))
    assert (Cluster(folder).home / "postgres.password").stat().st_mode & 0o077 == 0
    server.detach()


def test_a_lock_is_freed_by_the_death_of_its_holder(tmp_path: Path) -> None:
    lock = FileLock(tmp_path / "lock")
    code = (
        "import sys, pathlib; from resume_tailor.adapters.persistence.embedded.locks import FileLock;"
        "FileLock(pathlib.Path(sys.argv[1])).acquire(); print('held', flush=True); sys.stdin.read()"
    )
    # The lock object must live as long as the process: keep it in a name.
    code = code.replace(
        "FileLock(pathlib.Path(sys.argv[1])).acquire()",
        "a = FileLock(pathlib.Path(sys.argv[1])); a.acquire()",
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path / "lock")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert url_of(holder) == "held"
    assert not lock.is_free()
    holder.kill()
    holder.communicate()
    assert lock.is_free()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_as_root_it_runs_as_somebody_else_even_where_nobody_may_go(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    server = EmbeddedPostgres(tmp_path)
    try:
        server.attach()
        home = Cluster(tmp_path).home
        assert home != tmp_path
        assert Cluster(tmp_path).data.stat().st_uid != 0
    finally:
        server.detach()
    import shutil

    shutil.rmtree(home)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_an_ordinary_user_can_run_it(folder: Path) -> None:
    user = pwd.getpwnam("nobody")
    os.chown(folder, user.pw_uid, user.pw_gid)
    try:
        done = subprocess.run(
            [sys.executable, "-c", _ATTACH, str(folder)],
            user=user.pw_uid,
            group=user.pw_gid,
            extra_groups=[],
            cwd="/",
            env={"PATH": os.environ["PATH"], "HOME": str(folder)},
            capture_output=True,
            text=True,
            check=False,
            stdin=subprocess.DEVNULL,
        )
    except PermissionError:
        pytest.skip("an ordinary user cannot run this machine's Python")
    if "Permission denied" in done.stderr or "No module named" in done.stderr:
        pytest.skip("an ordinary user cannot read this checkout")
    assert done.stdout.startswith("postgresql://"), done.stderr
    assert not is_running(folder)
