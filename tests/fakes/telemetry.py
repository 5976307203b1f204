from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from resume_tailor.domain.ports.telemetry import Counted, Level, Telemetry


class FakeTelemetry(Telemetry):
    """Remembers the names of spans as they end, counts and levels."""

    def __init__(self) -> None:
        self.spans: list[str] = []
        self.counts: Counter[tuple[str, ...]] = Counter()
        self.levels: Counter[Level] = Counter()

    @contextmanager
    def span(self, name: str, **ids: str) -> Iterator[None]:
        try:
            yield
        finally:
            self.spans.append(name)

    def count(self, what: Counted, amount: float = 1, **labels: str) -> None:
        self.counts[what, *labels.values()] += int(amount)

    def change(self, what: Level, by: int) -> None:
        self.levels[what] += by
