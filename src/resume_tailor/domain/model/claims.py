"""What a sentence asserts that can be checked."""

from dataclasses import dataclass
from enum import StrEnum


class ClaimKind(StrEnum):
    """What kind of assertion it is."""

    QUANTITY = "quantity"
    DATE = "date"
    TERM = "term"
    """A tool, skill, method or standard that the lexicon knows."""
    NAME = "name"
    """A name or an acronym that it does not know."""
    ROLE = "role"
    TITLE = "title"
    SCOPE = "scope"
    AUDIENCE = "audience"
    FREQUENCY = "frequency"
    STATUS = "status"
    CERTAINTY = "certainty"
    """How well something is known: exposure, working knowledge, expert; levels of languages."""
    QUALITY = "quality"
    OUTCOME = "outcome"
    METHOD = "method"
    LIMIT = "limit"
    """A negation, an exception or a bound that the evidence has."""
    WORDING = "wording"
    """What words say besides."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One assertion. `value` is what it says; `start` and `end` are its span in the text, equal for a
    limit that the text leaves out."""

    kind: ClaimKind
    value: str
    start: int
    end: int
