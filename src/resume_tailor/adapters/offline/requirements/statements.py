"""Does a sentence ask for something, say what the work is, or speak of the employer?"""

import re
from enum import Enum

from resume_tailor.adapters.offline.requirements.parts import Part, Placed
from resume_tailor.adapters.offline.requirements.words import vocabulary
from resume_tailor.domain.model.job_posting import RequirementKind

_KINDS = tuple(f"kind.{kind.value}" for kind in RequirementKind if kind is not RequirementKind.DUTY)
_PRIOR = 2.0
_MONEY = re.compile(
    r"[€£$]\s?\d|\d[\d.,\s]*\s?(?:€|£|\$|EUR|Euro|USD|GBP|CHF|CAD|Kč|CZK|PLN|zł)(?!\w)"
)
_FEWEST = 1.5


class Statement(Enum):
    """What a sentence does."""

    ASKS = "asks"
    DUTY = "duty"
    OTHER = "other"


def statement_of(text: str, placed: Placed) -> Statement:
    """By the part it stands in and its own words."""
    part = placed.part
    if placed.is_item and part in (Part.REQUIREMENTS, Part.NICE):
        return Statement.ASKS
    if placed.is_item and part is Part.DUTIES:
        return Statement.DUTY
    if (placed.is_item and part is Part.OTHER) or _denies(text):
        return Statement.OTHER
    asks, does, offers = points(text)
    asks += _PRIOR if part in (Part.REQUIREMENTS, Part.NICE) else 0
    does += _PRIOR if part is Part.DUTIES and does else 0
    offers += 2 * _PRIOR if part is Part.OTHER else 0
    offers += 1 if placed.is_intro and not placed.is_item else 0
    best = max(asks, does, offers)
    if best < _FEWEST or best == offers:
        return Statement.OTHER
    return Statement.ASKS if asks >= does else Statement.DUTY


def _denies(text: str) -> bool:
    """`No degree is needed` asks for nothing."""
    return vocabulary().finds("denies", text)


def points(text: str) -> tuple[float, float, float]:
    """How much a text asks, says what is done, and offers."""
    words = vocabulary()
    asked = words.all("asks", text)
    done = [
        found
        for found in words.all("does", text)
        if not any(
            a.start() <= found.start() and len(a[0]) > len(found[0])
            for a in asked
            if a.start() == found.start()
        )
    ]
    kinds = sum(words.finds(name, text) for name in _KINDS)
    asks = len({found[0].casefold() for found in asked}) + 0.5 * min(kinds, 2)
    if words.finds("cue.must", text) or words.finds("cue.nice", text):
        asks += 0.5
    does = 0.0 if words.opens("ours", text) else 1.5 * len({found[0].casefold() for found in done})
    offers = 1.2 * words.count("offers", text) + (_PRIOR if _MONEY.search(text) else 0.0)
    return asks, does, offers
