"""Notes: dates, places and spans of time that stand beside what they speak of."""

import re
from functools import lru_cache

from resume_tailor.adapters.reading.layout.vocabulary import ORGANISATION, TITLE
from resume_tailor.domain.model.dates import POINT

_TO = r"\s*(?:-|–|—|−|‒|/|\||to|until|till|through|bis|à|au|a|al|hasta|do|t/m|tot|–to–)\s*"
_OPEN = POINT.pattern.replace("?P<", "?P<a_")
_CLOSE = POINT.pattern.replace("?P<", "?P<b_")
DATES = re.compile(
    rf"[(\[]?(?:\b(?:since|seit|depuis|desde|od|from|von|ab)\s+)?(?:{_OPEN})(?:{_TO}(?:{_CLOSE}))?"
    rf"(?:{_TO}(?=[\s)\]]*$))?[)\]]?",
    re.IGNORECASE,
)
"""A date or a range of dates, as printed; a dash at the end leaves the range open."""
_REMEMBERED = 4096
"""Texts; each is looked at many times while a page is taken apart."""
_OLD_YEARS = re.compile(r"(?:since\s+)?1[5-9]\d\d(?:\s*[-–—]\s*1[5-9]\d\d)?")
_PLACE = re.compile(
    r"[(]?(?:[^\W\d_a-z][\w.'’-]*(?:[ -][\w.'’-]+){0,3},\s?[^\W\d_a-z][\w.'’ -]{1,28}(?:\s\d{4,6})?"
    r"|remote|hybrid|online|on-?site)[)]?"
)
_LONE_PLACE = re.compile(r"remote|hybrid|online|on-?site|télétravail|homeoffice", re.IGNORECASE)
_SPAN = re.compile(
    r"(?:\d+(?:\.\d+)?\s*(?:years?|yrs?|months?|mos?|jahre?|monate?n?|ans?|mois|años?|meses|let|roky?"
    r"|měsíc\w*)[\s,]*(?:and|und|et|y|a)?\s*){1,2}",
    re.IGNORECASE,
)


@lru_cache(_REMEMBERED)
def is_dates(text: str) -> bool:
    """Nothing but dates. A number of four digits that stands alone is a year, however long ago."""
    if _OLD_YEARS.fullmatch(text.strip(" ()")):
        return True
    rest = DATES.sub("", text)
    return len(rest) < len(text) and not re.search(r"[^\W_]{2}", rest)


@lru_cache(_REMEMBERED)
def is_place(text: str) -> bool:
    """Nothing but a place, as far as its form tells: two names with a comma between them."""
    plain = text.strip(" ()")
    if TITLE.search(plain) or ORGANISATION.search(plain):
        return False
    return bool(_LONE_PLACE.fullmatch(plain) or _PLACE.fullmatch(plain))


@lru_cache(_REMEMBERED)
def is_span(text: str) -> bool:
    """Nothing but how long something was."""
    return bool(_SPAN.fullmatch(text.strip(" ()")))


def is_note(text: str) -> bool:
    """Nothing but dates, a place, or a span of time."""
    return is_dates(text) or is_place(text) or is_span(text)


def is_half_of_dates(text: str) -> bool:
    """One end of a range, whose other end may be printed below it."""
    found = DATES.fullmatch(text.strip())
    return bool(found) and len(POINT.findall(text)) == 1


@lru_cache(_REMEMBERED)
def dates_in(text: str) -> str:
    """The first dates in a text, as printed; empty where there are none."""
    if _OLD_YEARS.fullmatch(text.strip(" ()")):
        return text.strip(" ()")
    found = DATES.search(text)
    return found[0].strip("()[] ,|") if found else ""
