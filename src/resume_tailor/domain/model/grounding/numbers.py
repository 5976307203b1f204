"""Doubts on numbers: values, what they count, their bounds, and durations."""

import re
from collections.abc import Iterator

from resume_tailor.domain.model.dates import parse_range
from resume_tailor.domain.model.grounding.doubts import Doubt
from resume_tailor.domain.model.grounding.objects import doubt_on_object
from resume_tailor.domain.model.grounding.reading import Reading
from resume_tailor.domain.model.grounding.support import Support
from resume_tailor.domain.model.quantities import Measure, Quantity, ordinals_in

_TIMES = {
    "sec": "second", "min": "minute", "hour": "hour", "hr": "hour", "h": "hour", "day": "day", "week": "week",
    "wk": "week", "month": "month", "mo": "month", "mth": "month", "year": "year", "yr": "year", "quarter": "quarter",
    "qtr": "quarter", "term": "term", "season": "season", "tag": "day", "woche": "week", "monat": "month",
    "jahr": "year", "stunde": "hour", "jour": "day", "semaine": "week", "mois": "month", "an": "year", "ans": "year",
    "année": "year", "heure": "hour", "día": "day", "semana": "week", "mes": "month", "meses": "month", "año": "year", "hora": "hour",
}  # fmt: skip
_UNIT_AFTER = re.compile(r"[\s-]*(?:and a half |full |consecutive |whole |long )?([^\W\d_]+)")
_CALCULATED = re.compile(
    r"\b(by|total\w*|altogether|combined|difference|more|fewer|less|points?|increase|rise|gain|reduction|drop"
    r"|decrease|growth|saving|saved|above|below|under|inside|off|down|up|gained|ahead|quicker|faster|slower|higher|lower|longer|shorter|apiece|average\w*|year|yearly|annually|month|week|times|fold|double\w*|triple\w*"
    r"|insgesamt|zusammen|um|mehr|weniger|en tout|de plus|de moins|au total|en total|más|menos)\b"
)
_BY = frozenset(
    {
        "by",
        "above",
        "below",
        "off",
        "down",
        "up",
        "year",
        "week",
        "month",
        "more",
        "less",
        "fewer",
        "um",
        "mehr",
        "weniger",
        "más",
        "menos",
    }
)
_EACH = re.compile(r"\b(?:each|apiece|per (?:head|person|unit|item))\b", re.IGNORECASE)
_RANGE = re.compile(r"\s?(?:[-–]|to)\s?\d")
_NONE = re.compile(r"\b(?:none|nil|zero|nothing)\b", re.IGNORECASE)
_SMALL = 6
_MONTHS_OFF = 2.0


def doubts_on_numbers(reading: Reading, support: Support) -> Iterator[Doubt]:
    """One doubt for each number that is not said, or said of something else."""
    for quantity in reading.quantities:
        cause = _cause(quantity, reading, support)
        if cause:
            yield Doubt(cause, quantity.start, quantity.end)
    yield from _on_ordinals(reading, support)
    yield from _on_shares(reading, support)


def _on_ordinals(reading: Reading, support: Support) -> Iterator[Doubt]:
    """Places in an order (`second`, `3rd`) that the evidence does not name."""
    said = {place for there in support.readings for place, _, _ in ordinals_in(there.text)}
    for place, start, end in ordinals_in(reading.text):
        if said and place not in said:
            yield Doubt("ordinal instead", start, end)
        elif place > 1 and not said and not support.counts(place):
            yield Doubt("ordinal new", start, end)


def _on_shares(reading: Reading, support: Support) -> Iterator[Doubt]:
    """`each` and the like behind a number, which multiply it."""
    if any(_EACH.search(there.text) for there in support.readings):
        return
    for found in _EACH.finditer(reading.text):
        if any(0 <= found.start() - q.end <= 12 for q in reading.quantities):
            yield Doubt("number of each", found.start(), found.end())


def _cause(quantity: Quantity, reading: Reading, support: Support) -> str:
    if quantity.measure is Measure.YEAR:
        return "" if support.year(quantity.value) else "year new"
    unit = time_unit(quantity, reading.text)
    said = [(r, q) for r in support.readings for q in r.quantities if _same(q, quantity)]
    if unit:
        units = {time_unit(q, r.text) for r, q in said}
        if said and unit not in units and not any(u == "" for u in units):
            said = []
    if not said:
        return _unsaid(quantity, unit, reading, support)
    if not any(_fits(quantity, q) for _, q in said):
        return "number measured otherwise"
    return _bound_cause(quantity, reading, said) or doubt_on_object(quantity, reading, said)


def _unsaid(quantity: Quantity, unit: str, reading: Reading, support: Support) -> str:
    if unit in ("year", "month") and (spans := _spans(support)):
        months = quantity.value * (12 if unit == "year" else 1)
        return (
            ""
            if any(_spans_fit(months, span, quantity, reading) for span in spans)
            else "duration new"
        )
    none = (
        not quantity.value
        and not _NONE.search(reading.text)
        and any(_NONE.search(r.text) for r in support.readings)
    )
    how = "" if none else support.quantity(quantity)
    if how == "same" and unit:
        return "number in another unit"
    if none or how == "same":
        return ""
    if how == "derived":
        return (
            "number derived by a cue"
            if _is_announced(quantity, reading, support)
            else "number derived"
        )
    if quantity.spelled and quantity.value <= _SMALL:
        return "small number new"
    return "number new"


def _is_announced(quantity: Quantity, reading: Reading, support: Support) -> bool:
    """Whether the text says that it has calculated (`in total`, `by 43 minutes`, `a year`) in words
    that the evidence has not."""
    if quantity.measure is Measure.PERCENT and not any(
        q.measure is Measure.PERCENT for q in support.quantities
    ):
        return True
    beside = reading.text[max(0, quantity.start - 24) : quantity.end + 40].casefold()
    words = {found[1] for found in _CALCULATED.finditer(beside)}
    return any(word not in reading.idiom.small_words or word in _BY for word in words) and not any(
        word in there.all_words for word in words for there in support.readings
    )


def _spans(support: Support) -> list[float]:
    """Lengths in months of the date ranges in the evidence."""
    found = []
    for reading in support.readings:
        span = parse_range(reading.text, support.today)
        if span:
            found.append(float(span.last - span.first + 1))
    return found


def _spans_fit(months: float, span: float, quantity: Quantity, reading: Reading) -> bool:
    bounds = bounds_of(quantity, reading)
    if "above" in bounds:
        return months < span < months + 13
    if "near" in bounds:
        return months - 5 <= span <= months + 1
    return abs(span - months) <= max(_MONTHS_OFF, 0.09 * span) or (
        months % 12 == 0 and 24 <= months <= span < months + 12
    )


def _same(q: Quantity, other: Quantity) -> bool:
    return abs(q.value - other.value) <= 1e-6 * max(1.0, abs(q.value))


def time_unit(quantity: Quantity, text: str) -> str:
    """The unit of time that stands after a number; empty for none."""
    found = _UNIT_AFTER.match(text, quantity.end)
    word = found[1].casefold() if found else ""
    return _TIMES.get(word) or _TIMES.get(word.rstrip("sn")) or _TIMES.get(word.rstrip("e")) or ""


def _fits(quantity: Quantity, other: Quantity) -> bool:
    measures = {quantity.measure, other.measure}
    return len(measures) == 1 or Measure.COUNT in measures


def bounds_of(quantity: Quantity, reading: Reading) -> frozenset[str]:
    """The bounds (`above`, `below`, `near`) that stand beside a number."""
    return frozenset(
        cue.value
        for cue in reading.cues_of("bound")
        if 0 <= quantity.start - cue.end <= 3 or 0 <= cue.start - quantity.end <= 2
    )


def _bound_cause(quantity: Quantity, reading: Reading, said: list[tuple[Reading, Quantity]]) -> str:
    bounds = bounds_of(quantity, reading)
    plus = any(r.text[q.end : q.end + 1] == "+" for r, q in said)
    before = frozenset().union(*(bounds_of(q, r) for r, q in said))
    if "above" in bounds and "above" not in before and not plus:
        return "" if _is_no_bound(quantity, reading, said) else "bound raised"
    limits = {"below", "near"}
    if all(bounds_of(q, r) & limits for r, q in said) and not bounds & limits:
        return "bound lost"
    return ""


def _is_no_bound(
    quantity: Quantity, reading: Reading, said: list[tuple[Reading, Quantity]]
) -> bool:
    """Whether `over two years` is a length of time, or `at least 3` the lower end of `3-4`."""
    length = reading.text[: quantity.start].casefold().endswith("over ") and bool(
        time_unit(quantity, reading.text)
    )
    return length or any(_RANGE.match(r.text, q.end) for r, q in said)
