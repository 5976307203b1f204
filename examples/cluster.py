"""The service as it runs on many machines, as plain processes of this one.

    make cluster
    python examples/cluster.py --apis 2 --workers 2 --port 8000

One PostgreSQL, one S3-compatible store (if `moto` is installed, else a folder), API processes on ports
that follow each other, workers. They share nothing else: every call of a client may go to another port.
`deploy/` has the same for containers, with a reverse proxy before the API.
"""

import argparse
import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import httpx

from resume_tailor.adapters.persistence.embedded.attach import EmbeddedPostgres

_START_SECONDS = 90
_BUCKET = "resumes"


class Cluster:
    """The processes; `addresses` are those of the API."""

    def __init__(
        self, data_dir: Path, apis: int, workers: int, port: int = 0, **settings: str
    ) -> None:
        self._data_dir = data_dir
        self._counts = (apis, workers)
        self._port = port
        self._settings = {
            f"RESUME_TAILOR_{name.upper()}": value for name, value in settings.items()
        }
        self.addresses: list[str] = []
        self.apis: list[subprocess.Popen[str]] = []
        self.workers: list[subprocess.Popen[str]] = []
        self.url = ""

    @contextlib.contextmanager
    def running(self, *, s3: bool = True) -> Iterator["Cluster"]:
        """Run as long as the context lasts."""
        self._data_dir.mkdir(mode=0o711, parents=True, exist_ok=True)
        database = EmbeddedPostgres(self._data_dir)
        self.url = database.attach()
        try:
            with contextlib.ExitStack() as stack:
                environment = dict(os.environ)
                if s3:
                    environment |= stack.enter_context(s3_server())
                self._start(environment)
                yield self
        finally:
            self._end()
            database.detach()

    def _start(self, environment: dict[str, str]) -> None:
        environment |= {
            "RESUME_TAILOR_DATA_DIR": str(self._data_dir),
            "RESUME_TAILOR_DATABASE_URL": self.url,
            **self._settings,
        }
        apis, workers = self._counts
        for number in range(apis):
            port = self._port + number if self._port else 0
            command = ["serve", "--no-worker", "--port", str(port)]
            process = _start(command, environment)
            self.apis.append(process)
            self.addresses.append(_wait_for(process, "runs on ").split()[0])
        for _ in range(workers):
            process = _start(["worker"], environment)
            self.workers.append(process)
            _wait_for(process, "Working")

    def _end(self) -> None:
        processes = [*self.apis, *self.workers]
        for process in processes:
            process.send_signal(signal.SIGTERM)
        for process in processes:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(10)
            process.kill()
            process.wait()
            if process.stderr:
                process.stderr.close()


def _start(arguments: list[str], environment: dict[str, str]) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "resume_tailor", *arguments],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )


def _wait_for(process: "subprocess.Popen[str]", text: str) -> str:
    """What follows the text in what the process says; from then on its words are ours."""
    assert process.stderr, "asked for above"
    for line in process.stderr:
        if text in line:
            threading.Thread(
                target=shutil.copyfileobj, args=(process.stderr, sys.stderr), daemon=True
            ).start()
            return line.partition(text)[2]
        sys.stderr.write(line)
    raise SystemExit(f"A process ended before it said {text!r}.")


@contextlib.contextmanager
def s3_server() -> Iterator[dict[str, str]]:
    """An S3 server with a bucket, as settings; nothing where none is installed."""
    if not find_spec("moto"):
        yield {}
        return
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        sys.executable,
        "-W",
        "ignore",
        "-m",
        "moto.server",
        "-H",
        "127.0.0.1",
        "-p",
        str(port),
    ]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        _make_bucket(f"{address}/{_BUCKET}")
        yield {
            "RESUME_TAILOR_FILE_STORE": f"s3://{_BUCKET}",
            "RESUME_TAILOR_FILE_STORE_ENDPOINT": address,
            "AWS_ACCESS_KEY_ID": "local",
            "AWS_SECRET_ACCESS_KEY": "local",
            "AWS_REGION": "us-east-1",
        }
    finally:
        server.terminate()
        server.wait()


def _make_bucket(address: str) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while True:
        try:
            httpx.put(address, trust_env=False).raise_for_status()
        except httpx.HTTPError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
        else:
            return


def main() -> None:
    """Run until interrupted."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--apis", type=int, default=2)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--port", type=int, default=8000, help="of the first API process")
    parser.add_argument("--data-dir", type=Path, help="kept; a folder that is removed if left out")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="resume-tailor-") as name:
        Path(name).chmod(0o711)
        folder = options.data_dir or Path(name)
        cluster = Cluster(folder, options.apis, options.workers, options.port)
        with contextlib.suppress(KeyboardInterrupt), cluster.running():
            print(
                f"API: {', '.join(cluster.addresses)}; {options.workers} workers. Ctrl-C ends it."
            )
            signal.sigwait({signal.SIGINT, signal.SIGTERM})


if __name__ == "__main__":
    main()
