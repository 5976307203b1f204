"""For tests of crashes: the process dies, as by `kill -9`, where a span begins or ends.

Off unless `RESUME_TAILOR_FAIL_AT` names a place, such as `record:end:3`: when the third span of that
name ends. Every span is such a place, so there is nothing in the code that only tests use.
"""

import os
import signal
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from resume_tailor.domain.ports.telemetry import Counted, Level, Telemetry


def die() -> None:
    """No handler runs, nothing is flushed."""
    os.kill(os.getpid(), signal.SIGKILL)


class FailPoints(Telemetry):
    """Telemetry that ends the process at one place, and hands on everything else."""

    def __init__(self, inner: Telemetry, place: str, end: Callable[[], None] = die) -> None:
        name, _, rest = place.partition(":")
        edge, _, times = rest.partition(":")
        self._place = (name, edge or "begin")
        self._times = int(times or 1)
        self._inner = inner
        self._end = end
        self._passed: Counter[tuple[str, str]] = Counter()

    @contextmanager
    def span(self, name: str, **ids: str) -> Iterator[None]:
        """Perhaps the last one."""
        self._pass(name, "begin")
        with self._inner.span(name, **ids):
            yield
        self._pass(name, "end")

    def count(self, what: Counted, amount: float = 1, **labels: str) -> None:
        """As usual."""
        self._inner.count(what, amount, **labels)

    def change(self, what: Level, by: int) -> None:
        """As usual."""
        self._inner.change(what, by)

    def _pass(self, name: str, edge: str) -> None:
        self._passed[name, edge] += 1
        if (name, edge) == self._place and self._passed[name, edge] == self._times:
            self._end()
