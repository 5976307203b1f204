"""What a sentence asserts that can be checked for certain: its numbers and its terms."""

import re
from dataclasses import dataclass
from enum import StrEnum

from resume_tailor.domain.model.lexicon import Lexicon

_NUMBER = re.compile(r"\d+(?:[.,'\u00a0\u202f]\d+)*")


class ClaimKind(StrEnum):
    """What kind of assertion it is."""

    QUANTITY = "quantity"
    TERM = "term"


@dataclass(frozen=True, slots=True)
class Claim:
    """One assertion. `value` is comparable; `start` and `end` are its span in the text."""

    kind: ClaimKind
    value: str
    start: int
    end: int


def claims_of(text: str, lexicon: Lexicon) -> tuple[Claim, ...]:
    """The quantities and the terms of a text, in order of appearance."""
    quantities = [
        Claim(ClaimKind.QUANTITY, re.sub(r"\D", "", found[0]), *found.span())
        for found in _NUMBER.finditer(text)
    ]
    terms = [
        Claim(ClaimKind.TERM, mention.term, mention.start, mention.end)
        for mention in lexicon.terms(text)
    ]
    return tuple(sorted([*quantities, *terms], key=lambda claim: claim.start))
