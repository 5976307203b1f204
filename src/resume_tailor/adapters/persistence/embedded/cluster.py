"""One PostgreSQL cluster on the disk: make it, start it, find it, stop it."""

import contextlib
import os
import secrets
import shutil
import signal
import socket
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psutil
import psycopg

from resume_tailor.adapters.persistence.embedded.binaries import (
    Account,
    find_binaries,
    home_for,
    server_account,
)
from resume_tailor.adapters.persistence.embedded.errors import EmbeddedPostgresError

_START_SECONDS = 60.0
_DATABASE = "postgres"
_USER = "resume_tailor"
_SETTINGS = {
    "listen_addresses": "127.0.0.1",
    # No socket file: its path may be at most 107 bytes long, and a folder of its own is one more
    # thing that others could reach. A password over TCP works anywhere.
    "unix_socket_directories": "",
    "max_connections": "100",
    "shared_buffers": "64MB",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "logging_collector": "off",
}


@dataclass(frozen=True, slots=True)
class Postmaster:
    """A server that runs: its process and its port."""

    pid: int
    port: int


class Cluster:
    """The cluster of a data folder. Whoever calls `make`, `start` or `stop` is the only one to do
    so at the time (the supervisor's lock sees to that)."""

    def __init__(self, data_dir: Path) -> None:
        self._account: Account = server_account()
        self.home = home_for(data_dir, self._account)
        self.data = self.home / "postgres"
        self.log_file = self.home / "postgres.log"
        self._password_file = self.home / "postgres.password"

    def url(self, port: int) -> str:
        """How to connect to the server on that port."""
        password = quote(self._password_file.read_text(encoding="ascii"))
        return f"postgresql://{_USER}:{password}@127.0.0.1:{port}/{_DATABASE}"

    def make(self) -> None:
        """Make the cluster if there is none; a crash on the way leaves nothing behind."""
        if (self.data / "PG_VERSION").exists():
            return
        draft = self.home / "postgres.draft"
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700)
        self._account.give(draft)
        password = secrets.token_urlsafe(24)
        _write_secret(self._password_file, password)
        for_initdb = self.home / "postgres.pwfile"
        _write_secret(for_initdb, password)
        self._account.give(for_initdb)
        try:
            self._initdb(draft, for_initdb)
        finally:
            for_initdb.unlink()
        draft.rename(self.data)

    def start(self, port: int | None = None) -> Postmaster:
        """Start the server, on the given port or on any, and wait until it answers. Those who use
        the server know its port, so after a crash it must be the same."""
        self._remove_foreign_pid_file()
        port = port or _free_port()
        settings = [f"--{key}={value}" for key, value in {**_SETTINGS, "port": str(port)}.items()]
        with self.log_file.open("ab") as log:
            process = subprocess.Popen(
                [str(self._binaries() / "postgres"), "-D", str(self.data), *settings],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd="/",
                start_new_session=True,
                **self._account.popen_options,  # type: ignore[call-overload]
            )
        deadline = time.monotonic() + _START_SECONDS
        while time.monotonic() < deadline and process.poll() is None:
            if self.answers(port):
                return Postmaster(process.pid, port)
            time.sleep(0.03)
        process.kill()
        raise EmbeddedPostgresError(
            f"The database did not start; the last lines of {self.log_file} say why."
        )

    def running(self) -> Postmaster | None:
        """The server of this cluster, if its process lives; it may be too busy to answer.

        The file with its process id is not believed: the process must be a server in our folder.
        """
        found = self._read_pid_file()
        return found if found and _serves(found.pid, self.data) else None

    def stop(self) -> None:
        """Stop the server, cutting its connections; at once if it takes longer than 3 s."""
        found = self.running()
        if found is None:
            return
        for how in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
            with contextlib.suppress(ProcessLookupError):
                os.kill(found.pid, how)
            if _wait_for_end(found.pid, 3.0):
                return

    def _initdb(self, folder: Path, password_file: Path) -> None:
        options = ["--pgdata", str(folder), "--username", _USER, "--pwfile", str(password_file)]
        options += ["--auth", "scram-sha-256", "--encoding", "UTF8", "--locale-provider", "builtin"]
        options += ["--builtin-locale", "C.UTF-8", "--locale", "C", "--no-instructions"]
        done = subprocess.run(
            [str(self._binaries() / "initdb"), *options],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            cwd="/",
            **self._account.popen_options,  # type: ignore[call-overload]
        )
        if done.returncode:
            reason = done.stderr.decode(errors="replace").strip().splitlines()[-1:]
            raise EmbeddedPostgresError(f"The database could not be made: {''.join(reason)}")

    def answers(self, port: int) -> bool:
        """Whether the server on that port is ours: it knows our password and serves our folder."""
        try:
            with psycopg.connect(self.url(port), connect_timeout=2) as connection:
                row = connection.execute("SHOW data_directory").fetchone()
        except (psycopg.Error, OSError):
            return False
        return row is not None and Path(row[0]).resolve() == self.data.resolve()

    def _read_pid_file(self) -> Postmaster | None:
        try:
            lines = (self.data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
            return Postmaster(int(lines[0]), int(lines[3]))
        except (OSError, ValueError, IndexError):
            return None

    def _remove_foreign_pid_file(self) -> None:
        """After a crash of the machine the process id may be anybody's. PostgreSQL then refuses to
        start; nobody is signalled, only the file of a process that is no server is removed."""
        path = self.data / "postmaster.pid"
        with contextlib.suppress(OSError, ValueError, IndexError):
            pid = int(path.read_text(encoding="utf-8").splitlines()[0])
            if not _serves(pid, self.data):
                path.unlink()

    def _binaries(self) -> Path:
        return find_binaries(self._account, self.home)


def _write_secret(path: Path, secret: str) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secret)


def _serves(pid: int, folder: Path) -> bool:
    """Whether a process lives that is the server of a folder: PostgreSQL works in its folder."""
    try:
        process = psutil.Process(pid)
        if process.status() == psutil.STATUS_ZOMBIE:
            return False
        return Path(process.cwd()).resolve() == folder.resolve()
    except psutil.Error:
        return False


def _wait_for_end(pid: int, seconds: float) -> bool:
    """Whether the process ends in time; a dead child is reaped on the way."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        reap()
        if not psutil.pid_exists(pid):
            return True
        time.sleep(0.02)
    return False


def reap() -> None:
    """Let children of ours that have ended go; as zombies they would look alive."""
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
