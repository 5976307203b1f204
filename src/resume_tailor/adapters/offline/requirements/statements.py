"""Does a sentence ask for something, say what the work is, or speak of the employer?"""

import re
from enum import Enum

from resume_tailor.adapters.offline.requirements.parts import Part, Placed
from resume_tailor.adapters.offline.requirements.words import vocabulary
from resume_tailor.domain.model.job_posting import RequirementKind

_KINDS = tuple(f"kind.{kind.value}" for kind in RequirementKind if kind is not RequirementKind.DUTY)
_PRIOR = 2.0
_MONEY = re.compile(
    r"[€£$]\s?\d|\d[\d.,\s]{0,20}\s?(?:€|£|\$|EUR|Euro|USD|GBP|CHF|CAD|Kč|CZK|PLN|zł)(?!\w)"
)
_FEWEST = 1.5
_NAME = re.compile(
    r"(?:(?:the|die|der|das|le|la|les|l'|el|los|las|il|lo|gli|de|het)\s+)?[^\s,]{3,}"
)
"""How a company is called for short, with its article."""
_CONTACT = re.compile(
    r"https?://|\bwww\.|[\w.]+ ?(?:@|[(\[] ?at ?[)\]]|\[a-t\]) ?[\w-]+\.\w{2,}|(?:\+|\b00?)\d[\d ()/-]{7,}\d",
    re.IGNORECASE,
)
"""Where to write, to call or to read on."""


class Statement(Enum):
    """What a sentence does."""

    ASKS = "asks"
    DUTY = "duty"
    OTHER = "other"


_ITEMS = {
    Part.REQUIREMENTS: Statement.ASKS,
    Part.NICE: Statement.ASKS,
    Part.DUTIES: Statement.DUTY,
    Part.OTHER: Statement.OTHER,
}
"""What the items of a list do, whatever they say."""


def statement_of(text: str, placed: Placed, company: str = "") -> Statement:
    """By the part it stands in and its own words; `company` is the employer's name."""
    if _is_fact_of_a_form(text):
        return Statement.OTHER
    if placed.is_item and placed.part in _ITEMS:
        return _ITEMS[placed.part]
    if _CONTACT.search(text) or _denies(text) or _is_of_the_employer(text, company):
        return Statement.OTHER
    return _by_points(text, placed)


def _by_points(text: str, placed: Placed) -> Statement:
    part = placed.part
    asks, does, offers = points(text)
    if not placed.is_after_list:
        asks += _PRIOR if part in (Part.REQUIREMENTS, Part.NICE) else 0
        does += _PRIOR if part is Part.DUTIES and does else 0
    offers += 2 * _PRIOR if part is Part.OTHER else 0
    offers += 1 if (placed.is_intro or placed.is_after_list) and not placed.is_item else 0
    best = max(asks, does, offers)
    if best < _FEWEST or best == offers:
        return Statement.OTHER
    return Statement.ASKS if asks >= does else Statement.DUTY


def _denies(text: str) -> bool:
    """`No degree is needed` asks for nothing."""
    return vocabulary().finds("denies", text)


def _is_of_the_employer(text: str, company: str) -> bool:
    """Begins with us or the employer, and says nothing to the reader: `Acme has become a brand`, but not
    `We look for somebody` or `We expect that you travel`."""
    words = vocabulary()
    name = _NAME.match(company.casefold())
    named = name and re.match(rf"{re.escape(name[0])}\b", text.casefold())
    if not (named or words.opens("ours", text)):
        return False
    return not (words.finds("you", text) or words.finds("seeks", text))


def _is_fact_of_a_form(text: str) -> bool:
    """`Company size: 50`."""
    label = vocabulary().opens("facts", text)
    return label is not None and text[label.end() :].lstrip().startswith(":")


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
