"""Use the embedded server from this process."""

import os
import subprocess
import sys
import time
from pathlib import Path

from resume_tailor.adapters.persistence.embedded import supervisor
from resume_tailor.adapters.persistence.embedded.cluster import Cluster
from resume_tailor.adapters.persistence.embedded.errors import EmbeddedPostgresError
from resume_tailor.adapters.persistence.embedded.locks import FileLock

_START_SECONDS = 90.0
_STOP_SECONDS = 4.5
_SUPERVISOR_SECONDS = 10.0


class EmbeddedPostgres:
    """Attach, use the URL, detach. The first to attach has the server started, the last to go has
    it stopped; who is killed is counted as gone."""

    def __init__(self, data_dir: Path) -> None:
        self._data_dir = data_dir
        self._users = FileLock(data_dir / supervisor.USERS_LOCK)
        self._supervisor = FileLock(data_dir / supervisor.SUPERVISOR_LOCK)
        self._error_file = data_dir / supervisor.ERROR_FILE

    def attach(self) -> str:
        """The server's URL, once it answers; raises `EmbeddedPostgresError`."""
        try:
            held = self._users.acquire(shared=True, timeout=_START_SECONDS)
        except OSError as error:
            message = f"{self._data_dir} cannot be written to: {error.strerror}."
            raise EmbeddedPostgresError(message) from error
        if not held:
            raise EmbeddedPostgresError("The database is being stopped and does not end.")
        try:
            return self._wait_for_server()
        except BaseException:
            self.detach()
            raise

    def detach(self) -> None:
        """Let go; if nobody else uses the server it has stopped when this returns."""
        self._users.release()
        deadline = time.monotonic() + _STOP_SECONDS
        while time.monotonic() < deadline and not self._supervisor.is_free():
            if self._is_used_by_others():
                return
            time.sleep(0.05)
        if self._supervisor.is_free() and self._users.is_free():
            # Somebody killed the supervisor: the server is left to us.
            Cluster(self._data_dir).stop()

    def _is_used_by_others(self) -> bool:
        """Whether another process holds its share; the supervisor, when it stops the server, holds
        the lock for itself alone, which is something else."""
        share = FileLock(self._data_dir / supervisor.USERS_LOCK)
        stopping = not share.acquire(shared=True)
        share.release()
        return not stopping and not self._users.is_free()

    def _wait_for_server(self) -> str:
        self._error_file.unlink(missing_ok=True)
        cluster = Cluster(self._data_dir)
        deadline = time.monotonic() + _START_SECONDS
        while time.monotonic() < deadline:
            if self._supervisor.is_free():
                self._raise_error()
                self._start_supervisor()
            server = cluster.running()
            if server and cluster.answers(server.port) and not self._supervisor.is_free():
                return cluster.url(server.port)
            time.sleep(0.05)
        self._raise_error()
        raise EmbeddedPostgresError(f"The database did not start in time; see {cluster.log_file}.")

    def _raise_error(self) -> None:
        if self._error_file.exists():
            raise EmbeddedPostgresError(self._error_file.read_text(encoding="utf-8"))

    def _start_supervisor(self) -> None:
        subprocess.run(
            [sys.executable, "-m", supervisor.__name__, str(self._data_dir)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd="/",
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            start_new_session=True,
            check=True,
        )
        deadline = time.monotonic() + _SUPERVISOR_SECONDS
        while time.monotonic() < deadline and self._supervisor.is_free():
            if self._error_file.exists():
                return
            time.sleep(0.02)
