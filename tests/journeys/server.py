"""Real processes: `resume-tailor serve` and `worker`, their addresses, and how they end."""

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, Queue

_START_SECONDS = 60
_WITHOUT_CHILDREN = (
    "import os, runpy; del os.environ['LD_PRELOAD'];"
    " runpy.run_module('resume_tailor', run_name='__main__')"
)
"""What is preloaded is for the process itself: its children share semaphores, whose time is the kernel's."""


class Process:
    """A process of ours whose stderr is read line by line."""

    def __init__(self, *arguments: str, **environment: str) -> None:
        clean = {k: v for k, v in os.environ.items() if not k.startswith("RESUME_TAILOR_")}
        how = ["-c", _WITHOUT_CHILDREN] if "LD_PRELOAD" in environment else ["-m", "resume_tailor"]
        self.process = subprocess.Popen(
            [sys.executable, *how, *arguments],
            env={**clean, **environment},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.output: list[str] = []
        self._lines: Queue[str] = Queue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def wait_for(self, pattern: str) -> re.Match[str]:
        """The first line that matches."""
        deadline = time.monotonic() + _START_SECONDS
        while time.monotonic() < deadline:
            try:
                line = self._lines.get(timeout=0.1)
            except Empty:
                if self.process.poll() is not None and self._lines.empty():
                    break
                continue
            found = re.search(pattern, line)
            if found:
                return found
        raise AssertionError(f"no {pattern!r} in:\n{''.join(self.output)}")

    def end(self, how: signal.Signals = signal.SIGTERM) -> tuple[int, float]:
        """Exit code, and seconds until it had ended."""
        began = time.monotonic()
        self.process.send_signal(how)
        try:
            code = self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.kill()
            raise
        took = time.monotonic() - began
        self._close()
        return code, took

    def kill(self) -> None:
        """End it without a word."""
        self.process.kill()
        self.process.wait()
        self._close()

    def _close(self) -> None:
        self._reader.join(5)
        if self.process.stderr:
            self.process.stderr.close()

    def _read(self) -> None:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self.output.append(line)
            self._lines.put(line)


@contextmanager
def serving(data_dir: Path, *arguments: str, **environment: str) -> Iterator[tuple[Process, str]]:
    """A server on a port of its own, and its address."""
    data_dir.mkdir(mode=0o711, exist_ok=True, parents=True)
    given = {
        "RESUME_TAILOR_DATA_DIR": str(data_dir),
        "RESUME_TAILOR_ALLOW_PRIVATE_ADDRESSES": "true",
        **environment,
    }
    process = Process("serve", "--port", "0", *arguments, **given)
    try:
        yield process, process.wait_for(r"runs on (http://\S+)")[1]
    finally:
        if process.process.poll() is None:
            process.end()
