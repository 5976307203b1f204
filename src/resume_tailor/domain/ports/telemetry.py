"""What those who run the service see of it: times, counts, and what belongs together."""

from abc import abstractmethod
from contextlib import AbstractContextManager, nullcontext
from enum import StrEnum
from typing import Protocol


class Counted(StrEnum):
    """What is counted, with the labels that it takes."""

    SESSIONS_ENDED = "sessions_ended"
    """`status`."""
    EVENTS_SENT = "events_sent"
    """To clients, over WebSockets."""
    MODEL_CALLS = "model_calls"
    """`outcome`: answered, failed."""
    MODEL_RETRIES = "model_retries"
    MODEL_TOKENS = "model_tokens"
    """`direction`: in, out."""
    MODEL_DOLLARS = "model_dollars"
    """As far as prices are known."""
    REQUESTS = "requests"
    """`method`, `route`, `status`."""


class Level(StrEnum):
    """What goes up and down."""

    SOCKETS = "sockets"
    JOBS_RUNNING = "jobs_running"


class Telemetry(Protocol):
    """Never raises, never waits, and is never told a token, a password or a word of a resume."""

    @abstractmethod
    def span(self, name: str, **ids: str) -> AbstractContextManager[None]:
        """Around a piece of work: how long it takes; what is logged within carries the ids."""

    @abstractmethod
    def count(self, what: Counted, amount: float = 1, **labels: str) -> None:
        """Something happened."""

    @abstractmethod
    def change(self, what: Level, by: int) -> None:
        """A level has risen or fallen."""


class NoTelemetry(Telemetry):
    """Nobody watches: the command line, and tests."""

    def span(self, name: str, **ids: str) -> AbstractContextManager[None]:  # noqa: ARG002
        """Nothing."""
        return nullcontext()

    def count(self, what: Counted, amount: float = 1, **labels: str) -> None:
        """Nothing."""

    def change(self, what: Level, by: int) -> None:
        """Nothing."""
