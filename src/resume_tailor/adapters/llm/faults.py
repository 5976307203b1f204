"""What can go wrong with a model's provider, as far as it makes a difference."""

from dataclasses import dataclass
from enum import Enum


class FaultKind(Enum):
    """A kind of fault, with the sentence that a person is told."""

    BUSY = "is busy"
    """Too many requests; `retry_after` may say for how long."""
    FAILED = "did not answer"
    """Whatever may pass: an error of the server, a broken connection, an answer that is none."""
    KEY = "refused the key"
    QUOTA = "has no quota left for this key"
    GONE = "does not know the model that is set"
    TOO_LONG = "cannot take so long a text"
    REFUSED = "refused the request"
    SPENT = "has been used as much as a session may"
    UNREADABLE = "answered with nothing that could be used"

    @property
    def may_pass(self) -> bool:
        """Whether trying again can help."""
        return self in (FaultKind.BUSY, FaultKind.FAILED)

    @property
    def is_of_the_model(self) -> bool:
        """Whether another model may do better at once."""
        return self in (FaultKind.KEY, FaultKind.QUOTA, FaultKind.GONE, FaultKind.TOO_LONG)


@dataclass
class ModelFault(Exception):
    """A call failed. Never holds a word of what the provider said: that may repeat the key."""

    kind: FaultKind
    retry_after: float | None = None

    @property
    def message(self) -> str:
        """For the person."""
        return f"The language model {self.kind.value}."


_BY_STATUS = {
    400: FaultKind.REFUSED,
    401: FaultKind.KEY,
    402: FaultKind.QUOTA,
    403: FaultKind.KEY,
    404: FaultKind.GONE,
    413: FaultKind.TOO_LONG,
    422: FaultKind.REFUSED,
    429: FaultKind.BUSY,
}


def fault_of(status: int | None, said: str, retry_after: float | None = None) -> ModelFault:
    """The fault that a status and the provider's words mean; the words are looked at and not kept."""
    said = said.casefold()
    kind = _BY_STATUS.get(status or 0, FaultKind.FAILED)
    if "insufficient_quota" in said or "exceeded your current quota" in said:
        kind = FaultKind.QUOTA
    elif "context_length_exceeded" in said or "maximum context length" in said:
        kind = FaultKind.TOO_LONG
    return ModelFault(kind, retry_after)
