"""Telemetry as Prometheus metrics, with ids for the log and spans for a tracer."""

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from resume_tailor.adapters.telemetry.bound_ids import binding
from resume_tailor.domain.ports.telemetry import Counted, Level, Telemetry

PREFIX = "resume_tailor_"
_SECONDS = (0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 120.0)
_COUNTERS: dict[Counted, tuple[str, tuple[str, ...]]] = {
    Counted.SESSIONS_ENDED: ("Sessions that a worker brought to an end", ("status",)),
    Counted.EVENTS_SENT: ("Events sent over WebSockets", ()),
    Counted.MODEL_CALLS: ("Requests to language models", ("outcome",)),
    Counted.MODEL_RETRIES: ("Requests to language models that were made anew", ()),
    Counted.MODEL_TOKENS: ("Tokens of language models", ("direction",)),
    Counted.MODEL_DOLLARS: ("What language models have cost, as far as prices are known", ()),
    Counted.REQUESTS: ("HTTP requests", ("method", "route", "status")),
}
_GAUGES: dict[Level, str] = {
    Level.SOCKETS: "Open WebSockets of this process",
    Level.JOBS_RUNNING: "Sessions that this process is advancing",
}
Tracer = Callable[[str, dict[str, str]], AbstractContextManager[Any]]


def _untraced(_name: str, _ids: dict[str, str]) -> AbstractContextManager[Any]:
    return nullcontext()


class PrometheusTelemetry(Telemetry):
    """One registry for the whole process; `text` is what a scrape gets."""

    def __init__(self, tracer: Tracer | None = None) -> None:
        self.registry = CollectorRegistry()
        self._tracer = tracer or _untraced
        self._spans = Histogram(
            f"{PREFIX}span_seconds",
            "How long pieces of work take",
            ("span",),
            buckets=_SECONDS,
            registry=self.registry,
        )
        self._counters = {
            what: Counter(f"{PREFIX}{what}", text, labels, registry=self.registry)
            for what, (text, labels) in _COUNTERS.items()
        }
        self._gauges = {
            what: Gauge(f"{PREFIX}{what}", text, registry=self.registry)
            for what, text in _GAUGES.items()
        }

    @contextmanager
    def span(self, name: str, **ids: str) -> Iterator[None]:
        """Times it, binds its ids, and traces it if there is a tracer."""
        began = time.perf_counter()
        with binding(ids), self._tracer(name, ids):
            try:
                yield
            finally:
                self._spans.labels(name).observe(time.perf_counter() - began)

    def count(self, what: Counted, amount: float = 1, **labels: str) -> None:
        """Add to a counter."""
        counter = self._counters[what]
        (counter.labels(**labels) if labels else counter).inc(amount)

    def change(self, what: Level, by: int) -> None:
        """Raise or lower a gauge."""
        self._gauges[what].inc(by)

    def text(self) -> str:
        """All metrics, in Prometheus' text form."""
        return generate_latest(self.registry).decode()
