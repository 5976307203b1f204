"""Numbers in a sentence as values: digits, words, percent, money, years, and how exact they are."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from itertools import combinations

_SMALL = {
    "en": "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen",
    "de": "null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn",
    "fr": "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize",
    "es": "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve",
}
_TENS = {
    "en": "twenty thirty forty fifty sixty seventy eighty ninety",
    "de": "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig",
    "fr": "vingt trente quarante cinquante soixante",
    "es": "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa",
}
_LARGE = {
    "hundred": 100.0,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "hundert": 100.0,
    "tausend": 1e3,
    "millionen": 1e6,
    "mio": 1e6,
    "milliarden": 1e9,
    "cent": 100.0,
    "mille": 1e3,
    "millions": 1e6,
    "cien": 100.0,
    "ciento": 100.0,
    "mil": 1e3,
    "millón": 1e6,
    "millones": 1e6,
    "lakh": 1e5,
    "crore": 1e7,
}
_OTHER = {"en": {"dozen": 12.0, "couple": 2.0, "twice": 2.0, "pair": 2.0, "thrice": 3.0}}
_FRACTIONS = {
    "half": 0.5,
    "halves": 0.5,
    "third": 1 / 3,
    "quarter": 0.25,
    "hälfte": 0.5,
    "moitié": 0.5,
    "mitad": 0.5,
}
_ONE = frozenset({"one", "eins", "un", "uno"})
"""Also articles and pronouns, which count nothing."""
_SCALES = {
    "k": 1e3,
    "m": 1e6,
    "mm": 1e6,
    "mn": 1e6,
    "mio": 1e6,
    "million": 1e6,
    "millions": 1e6,
    "bn": 1e9,
    "b": 1e9,
    "billion": 1e9,
    "thousand": 1e3,
    "lakh": 1e5,
    "lakhs": 1e5,
    "cr": 1e7,
    "crore": 1e7,
    "crores": 1e7,
    "hundred": 100.0,
    "grand": 1e3,
    "tsd": 1e3,
    "millones": 1e6,
    "mille": 1e3,
    "万": 1e4,
    "億": 1e8,
    "亿": 1e8,
}
_NUMBER = re.compile(
    r"(?P<currency>[£$€¥₹₦]|\b(?:USD|EUR|GBP|CHF|INR|AUD|CAD|NZD|KES|NGN|ZAR|SGD|PLN|CZK|Rs\.?|R)\s?)?"
    r"(?<![\w.])(?P<digits>\d{1,3}(?:[ \u00a0\u202f'’]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)*)"
    r"\s?(?P<scale>(?:k|m|mm|mn|mio|bn|b|cr|lakhs?|crores?|million|millions|billion|thousand|hundred|grand|tsd|millones|mille)\b\.?|[万億亿]|(?-i:[kKM](?=[A-Z]{3}\b)))?"
    r"\s?(?P<unit>%|percent\b|per cent\b|prozent\b|pour ?cent\b|por ciento\b|pct\b|p\.p\.|pp\b|percentage points?\b|points?\b|[€£]|euros?\b|EUR\b|USD\b|dollars?\b|pounds?\b)?",
    re.IGNORECASE,
)
_PLACES = "first second third fourth fifth sixth seventh eighth ninth tenth"
_ORDINALS = {word: place for place, word in enumerate(_PLACES.split(), start=1)}
_ORDINAL = re.compile(
    rf"\b(?:(?P<digits>\d{{1,3}})(?:st|nd|rd|th)|{'|'.join(_ORDINALS)})\b", re.IGNORECASE
)
_AND_A_HALF = re.compile(r"\s+and a half\b")
_PER = re.compile(r"\bper\s+$|/\s?$", re.IGNORECASE)
_CLOCK = re.compile(r"(?<![\d:])(\d{1,2}):(\d{2})(?![\d:])")
_LENGTH = re.compile(r"(\d+(?:\.\d+)?)[ -]?(h|hrs?|hours?|min|mins|minutes?)\b", re.IGNORECASE)
_PART_BEFORE = re.compile(r"\b(?:a|one|two)[ -]$", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_PERCENT = frozenset({"%", "percent", "per cent", "prozent", "pct", "pourcent", "pour cent"})
_FIRST_YEAR, _LAST_YEAR = 1900, 2100


class Measure(StrEnum):
    """What a number counts, as far as it says so itself."""

    COUNT = "count"
    PERCENT = "percent"
    MONEY = "money"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its span."""

    value: float
    measure: Measure
    start: int
    end: int
    spelled: bool = False
    """In words, and so perhaps no number at all."""


def quantities_in(text: str, language: str = "en") -> tuple[Quantity, ...]:
    """All numbers of a text in order; those inside of names (`KS3`, `EC2`) are none."""
    found = [*_in_digits(text), *_in_words(text, language)]
    return tuple(_with_half(q, text) for q in sorted(found, key=lambda quantity: quantity.start))


def _with_half(quantity: Quantity, text: str) -> Quantity:
    half = _AND_A_HALF.match(text, quantity.end)
    return replace(quantity, value=quantity.value + 0.5, end=half.end()) if half else quantity


def _in_digits(text: str) -> Iterator[Quantity]:
    for match in _NUMBER.finditer(text):
        value = value_of(match["digits"])
        scale = (match["scale"] or "").casefold().rstrip(".")
        end = match.start() + len(match[0].rstrip())
        if scale in ("m", "b", "mm") and not match["currency"] and match["scale"].islower():
            scale, end = "", match.end("digits")  # metres and the like
        value *= _SCALES.get(scale, 1.0)
        measure = _measure(match, value, scaled=bool(scale))
        yield Quantity(value, measure, match.start(), end)


def _measure(match: re.Match[str], value: float, *, scaled: bool) -> Measure:
    unit = (match["unit"] or "").casefold()
    if unit in _PERCENT or unit.startswith(("percentage", "pp", "p.p", "point", "por c")):
        return Measure.PERCENT
    if match["currency"] or unit:
        return Measure.MONEY
    digits = match["digits"]
    if len(digits) == 4 and digits.isdigit() and not scaled and _FIRST_YEAR <= value <= _LAST_YEAR:
        return Measure.YEAR
    return Measure.COUNT


def value_of(digits: str) -> float:
    """The value of digits with separators of either custom: `1.234,5`, `1,234.5`, `12 000`."""
    plain = re.sub(r"[ \u00a0\u202f'’]", "", digits)
    separators = re.findall(r"[.,]", plain)
    if not separators:
        return float(plain)
    last = separators[-1]
    tail = plain.rsplit(last, 1)[1]
    if len(set(separators)) == 2:
        other = "," if last == "." else "."
        return float(plain.replace(other, "").replace(last, "."))
    if len(tail) == 3 and not plain.startswith("0"):
        return float(plain.replace(last, ""))
    if len(separators) > 1:
        return float(plain.replace(last, ""))
    return float(plain.replace(last, "."))


def _in_words(text: str, language: str) -> Iterator[Quantity]:
    numbers = _number_words(language)
    words = list(_WORD.finditer(text))
    at = 0
    while at < len(words):
        used, value = _spelled(words, at, numbers, text)
        if not used:
            at += 1
            continue
        start, end = words[at].start(), words[at + used - 1].end()
        following = text[end:].lstrip().casefold()
        percent = following.startswith(("percent", "per cent", "%", "prozent"))
        yield Quantity(
            value, Measure.PERCENT if percent else Measure.COUNT, start, end, spelled=True
        )
        at += used


@cache
def _number_words(language: str) -> dict[str, float]:
    small = {word: float(n) for n, word in enumerate(_SMALL.get(language, "").split())}
    tens = {word: 20.0 + 10 * n for n, word in enumerate(_TENS.get(language, "").split())}
    known = {**small, **tens, **_OTHER.get(language, {})}
    return {word: value for word, value in known.items() if word not in _ONE}


def _spelled(
    words: list[re.Match[str]], at: int, numbers: dict[str, float], text: str
) -> tuple[int, float]:
    """How many words from `at` on make a number, and which."""
    total, current, used = 0.0, 0.0, 0
    while at + used < len(words):
        word = words[at + used][0].casefold()
        if used and not _joined(text, words[at + used - 1], words[at + used]):
            break
        if word in numbers:
            if current and (numbers[word] >= 10 or current % 10):
                break
            current += numbers[word]
        elif word in _LARGE and current:
            total, current = _scaled(total, current, _LARGE[word])
        elif word == "and" and used and _goes_on(words, at + used, numbers):
            pass
        else:
            break
        used += 1
    if used and words[at + used - 1][0].casefold() == "and":
        used -= 1
    return used, total + current


def _scaled(total: float, current: float, scale: float) -> tuple[float, float]:
    return (total, current * scale) if scale == 100.0 else (total + current * scale, 0.0)


def _goes_on(words: list[re.Match[str]], at: int, numbers: dict[str, float]) -> bool:
    before = words[at - 1][0].casefold()
    return before in _LARGE and at + 1 < len(words) and words[at + 1][0].casefold() in numbers


def _joined(text: str, left: re.Match[str], right: re.Match[str]) -> bool:
    return text[left.end() : right.start()] in (" ", "-", "\u00a0")


def fractions_in(text: str) -> tuple[Quantity, ...]:
    """Parts of a whole in words (`half`, `a quarter`), as shares from 0 to 1."""
    return tuple(
        Quantity(_FRACTIONS[word], Measure.COUNT, found.start(), found.end(), spelled=True)
        for found in _WORD.finditer(text)
        if (word := found[0].casefold()) in _FRACTIONS
    )


def ordinals_in(text: str) -> tuple[tuple[int, int, int], ...]:
    """Places in an order (`first`, `2nd`) with their spans; of thirds and quarters none."""
    found = []
    for match in _ORDINAL.finditer(text):
        word = match[0].casefold()
        if _PER.search(text[: match.start()]):
            continue
        place = int(match["digits"]) if match["digits"] else _ORDINALS[word]
        if not (word == "third" and _PART_BEFORE.search(text[: match.start()])):
            found.append((place, match.start(), match.end()))
    return tuple(found)


def differences_of_times(text: str) -> frozenset[float]:
    """What lies between two times or lengths of a text (`6:10` and `7:00`, `4 hrs` and `20 min`), as the
    whole and as the two parts in which it is said (3 hours 40 minutes)."""
    clocks = [60.0 * int(m[1]) + int(m[2]) for m in _CLOCK.finditer(text)]
    lengths = [float(m[1]) * (60 if m[2][0] in "hH" else 1) for m in _LENGTH.finditer(text)]
    out: set[float] = set()
    for times in (clocks, lengths):
        for a, b in combinations(times, 2):
            out |= {abs(a - b), abs(a - b) // 60, abs(a - b) % 60}
    return frozenset(value for value in out if value > 0)


def derived_from(values: list[float]) -> frozenset[float]:
    """What follows from values by one step: sums, differences, changes in percent, shares, and what
    a year holds of what is done each month or week. Rounded to three digits."""
    out: set[float] = set()
    few = values[:8]
    for i, a in enumerate(few):
        out |= {a * 12, a * 52, a * 4, a * 2, a / 2, a / 12, 100 - a}
        for b in few[i + 1 :]:
            out |= {a + b, abs(a - b), a * b}
            for low, high in ((a, b), (b, a)):
                if low:
                    out |= {high / low, 100 * (high - low) / low, 100 * high / low}
                    out |= {-100 * (high - low) / low}
    if len(few) > 2:
        out.add(sum(few))
    return frozenset(value for value in out if value > 0)
