"""Notes: dates, places and spans of time that stand beside what they speak of."""

import re
from functools import cache, lru_cache
from importlib.resources import files

from resume_tailor.adapters.reading.layout.vocabulary import ORGANISATION, TITLE
from resume_tailor.domain.model.dates import POINT

_TO = (
    r"\s*(?:-|–|—|−|/|\||→|to|until|till|through|thru|bis|à|au|a|al|hasta|do|t/m|tot|até|fino a|til"
    r"|till och med|–to–)\s*"
)
_OPEN = POINT.pattern.replace("?P<", "?P<a_")
_CLOSE = POINT.pattern.replace("?P<", "?P<b_")
_SINCE = (
    r"since|seit|depuis|desde|od|from|von|ab|dal|sedan|siden|sinds|expected|anticipated|graduating"
    r"|voraussichtlich|prévu|previsto|expected in"
)
DATES = re.compile(
    rf"[(\[]?(?:\b(?:{_SINCE})[:.]?\s+)?(?:{_OPEN})"
    rf"(?:{_TO}(?:{_CLOSE}|\d\d(?!\d)|date\b))?(?:{_TO}(?=[\s)\]]*$))?[)\]]?",
    re.IGNORECASE,
)
"""A date or a range of dates, as printed; a dash at the end leaves the range open."""
_REMEMBERED = 4096
"""Texts; each is looked at many times while a page is taken apart."""
_LONGEST, _LONGEST_NOTE = 600, 120
"""Letters of a text that are searched for dates, and of one that may be a note: patterns take time
that grows with more than the length of a text made to be slow."""
_SHORT = 25
"""Letters; a longer text without a digit has no dates, though it may have the word `now`."""
_OLD_YEARS = re.compile(r"(?:since\s+)?1[5-9]\d\d(?:\s*[-–—]\s*1[5-9]\d\d)?")
_PLACE = re.compile(
    r"[(]?(?:[^\W\d_a-z][\w.'’-]*(?:[ -][\w.'’-]+){0,3},\s?[^\W\d_a-z][\w.'’ -]{1,28}(?:\s\d{4,6})?"
    r"|remote|hybrid|online|on-?site)[)]?"
)
_NAME = re.compile(r"[^\W\d_][\w.'’-]*(?:[ -][\w.'’-]+){0,3}")
_LONE_PLACE = re.compile(r"remote|hybrid|online|on-?site|télétravail|homeoffice", re.IGNORECASE)
_SPAN = re.compile(
    r"(?:\d+(?:\.\d+)?\s*(?:years?|yrs?|months?|mos?|jahre?|monate?n?|ans?|mois|años?|meses|let|roky?"
    r"|měsíc\w*)[\s,]*(?:and|und|et|y|a)?\s*){1,2}",
    re.IGNORECASE,
)


@lru_cache(_REMEMBERED)
def has_dates(text: str) -> bool:
    """Whether there are dates in it somewhere."""
    text = text[:_LONGEST]
    digits = any(c.isdigit() for c in text)
    return (digits or len(text) < _SHORT) and bool(DATES.search(text))


@lru_cache(_REMEMBERED)
def is_dates(text: str) -> bool:
    """Nothing but dates. A number of four digits that stands alone is a year, however long ago."""
    if len(text) > _LONGEST_NOTE:
        return False
    if _OLD_YEARS.fullmatch(text.strip(" ()")):
        return True
    if not has_dates(text):
        return False
    rest = DATES.sub("", text)
    return len(rest) < len(text) and not re.search(r"[^\W_]{2}", rest)


@lru_cache(_REMEMBERED)
def is_place(text: str) -> bool:
    """Whether it could be nothing but a place, as far as its form tells: two names with a comma
    between them. Where it stands must say the rest, since `Siemens, Munich` looks the same."""
    plain = text.strip(" ()")
    if len(plain) > _LONGEST_NOTE:
        return False
    if is_surely_place(plain):
        return True
    if TITLE.search(plain) or ORGANISATION.search(plain):
        return False
    return bool(_PLACE.fullmatch(plain))


@lru_cache(_REMEMBERED)
def is_surely_place(text: str) -> bool:
    """A place wherever it stands: `Denver, CO`, `Brno, Czechia`, `Remote`, `France`."""
    plain = text.strip(" ()")
    if len(plain) > _LONGEST_NOTE:
        return False
    if _LONE_PLACE.fullmatch(plain) or plain.casefold() in _countries():
        return True
    before, comma, last = plain.rpartition(",")
    name = bool(_NAME.fullmatch(before.strip())) and not TITLE.search(before)
    return bool(comma) and name and not ORGANISATION.search(before) and is_region(last)


def is_region(text: str) -> bool:
    """A country, or two capitals that stand for a state, perhaps with a code."""
    plain = re.sub(r"\s+\d{4,6}$", "", text.strip(" ()."))
    return bool(re.fullmatch(r"[A-Z]{2}", plain)) or plain.casefold() in _countries()


@cache
def _countries() -> frozenset[str]:
    text = (files(__package__) / "countries.txt").read_text("utf-8")
    return frozenset(line.casefold() for line in text.splitlines() if not line.startswith("#"))


@lru_cache(_REMEMBERED)
def is_span(text: str) -> bool:
    """Nothing but how long something was."""
    return len(text) <= _LONGEST_NOTE and bool(_SPAN.fullmatch(text.strip(" ()")))


def is_note(text: str) -> bool:
    """Nothing but dates, a place, or a span of time."""
    return is_dates(text) or is_place(text) or is_span(text)


def is_range(text: str) -> bool:
    """Dates with both ends."""
    return is_dates(text) and len(POINT.findall(text)) > 1


def is_month(text: str) -> bool:
    """A month or a season without its year, or only a year."""
    return bool(POINT.fullmatch(f"{text.strip(' –—-')} 2000"))


@lru_cache(_REMEMBERED)
def dates_in(text: str) -> str:
    """The first dates in a text, as printed; empty where there are none."""
    if _OLD_YEARS.fullmatch(text.strip(" ()")):
        return text.strip(" ()")
    if not has_dates(text):
        return ""
    matches = (found[0].strip("()[] ,|") for found in DATES.finditer(text[:_LONGEST]))
    dated = (found for found in matches if found == text or any(c.isdigit() for c in found))
    return next(dated, "")
