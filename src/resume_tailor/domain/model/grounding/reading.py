"""A sentence as the check reads it: words, clauses, names, numbers and cues, each with its span."""

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from resume_tailor.domain.model.idiom import Idiom
from resume_tailor.domain.model.quantities import Quantity, quantities_in

_WORD = re.compile(r"[^\W_]*\d[^\W_]*|[^\W\d_]+(?:['’](?!s\b)[^\W\d_]+)?")
_PLURAL_ACRONYM = re.compile(r"^([A-Z]{2,})s$")
_CLAUSE = re.compile(
    r"[;:|•()\[\]/]|,(?!\d)|\.(?=\s|$)|\s[–—-]\s|\s->\s|→|\b(?:and|or|plus|by|with|using|through|via|while|which|that|who|to|for|from"
    r"|und|sowie|durch|mit|et|par|avec|pour|y|con|por|para)\b",
    re.IGNORECASE,
)
_RATE = re.compile(
    r"/ ?(day|d|shift|week|wk|month|mo|mth|quarter|qtr|term|year|yr)\b", re.IGNORECASE
)
_RATES = {
    "day": "daily", "d": "daily", "shift": "daily", "week": "weekly", "wk": "weekly", "month": "monthly",
    "mo": "monthly", "mth": "monthly", "quarter": "quarterly", "qtr": "quarterly", "term": "termly",
    "year": "yearly", "yr": "yearly",
}  # fmt: skip
_PART = re.compile(r"[;|•?]|,(?!\d)|\.(?=\s|$)|\sbut\b|\sthough\b|\salthough\b")
"""What ends the reach of a marker."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word that carries content. `clause` and `part` number the stretches that it stands in."""

    text: str
    stem: str
    start: int
    end: int
    clause: int
    part: int

    @property
    def folded(self) -> str:
        """In small letters."""
        return self.text.casefold()

    @property
    def is_name(self) -> bool:
        """Whether its letters are those of a name or an acronym, wherever it stands."""
        return bool(re.search(r"\d", self.text)) or (
            not self.text[1:].islower() and len(self.text) > 1
        )


@dataclass(frozen=True, slots=True)
class Cue:
    """A phrase that says something of rank, time, extent or certainty."""

    kind: str
    value: str
    start: int
    end: int
    text: str


class Reading:
    """A text and what stands in it."""

    def __init__(self, text: str, idiom: Idiom) -> None:
        self.text = text
        self.idiom = idiom

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The words that carry content, in order; numbers are none."""
        clauses = [found.start() for found in _CLAUSE.finditer(self.text)]
        numbers = {at for q in self.quantities for at in range(q.start, q.end)}
        return tuple(
            Word(
                found[0],
                self.idiom.stem(_PLURAL_ACRONYM.sub(r"\1", found[0]).casefold()),
                found.start(),
                found.end(),
                bisect_right(clauses, found.start()),
                self.part_at(found.start()),
            )
            for found in _WORD.finditer(self.text)
            if found.start() not in numbers
            and (found[0].casefold() not in self.idiom.small_words or _is_acronym(found[0]))
            and (len(found[0]) > 1 or found[0].isupper())
        )

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """Its numbers."""
        return quantities_in(self.text, self.idiom.code)

    @cached_property
    def cues(self) -> tuple[Cue, ...]:
        """Its cues of all kinds, in no order."""
        return self._rates + tuple(
            Cue(kind, value, found.start(), found.end(), found[0])
            for name in sorted(self.idiom.cues.names)
            for kind, _, value in [name.partition(" ")]
            for found in self.idiom.cues.all(name, self.text)
        )

    @cached_property
    def _rates(self) -> tuple[Cue, ...]:
        """`80 invoices/day` and the like, which stand right behind a letter."""
        return tuple(
            Cue("frequency", _RATES[found[1].casefold()], found.start(), found.end(), found[0])
            for found in _RATE.finditer(self.text)
        )

    def cues_of(self, kind: str) -> tuple[Cue, ...]:
        """Its cues of one kind."""
        return tuple(cue for cue in self.cues if cue.kind == kind)

    @cached_property
    def all_words(self) -> tuple[str, ...]:
        """Every word in small letters, those too that carry nothing."""
        return tuple(found[0].casefold() for found in _WORD.finditer(self.text))

    @cached_property
    def asked(self) -> frozenset[int]:
        """The parts that are questions, and so assert nothing."""
        ends = list(_PART.finditer(self.text))
        return frozenset(number for number, found in enumerate(ends) if found[0] == "?")

    def part_at(self, at: int) -> int:
        """The number of the part that a place stands in."""
        return bisect_right(self._parts, at)

    @cached_property
    def _parts(self) -> list[int]:
        return [found.start() for found in _PART.finditer(self.text)]


class Readings:
    """Texts that are read once, however often they are asked for: a resume and a posting are looked at
    again for each change."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], Reading] = {}

    def of(self, text: str, idiom: Idiom) -> Reading:
        """The text as a language reads it."""
        key = (text, idiom.code)
        if key not in self._known:
            self._known[key] = Reading(text, idiom)
        return self._known[key]

    def stems(self, texts: Iterable[str], idiom: Idiom) -> frozenset[str]:
        """The stems of all words of the texts."""
        return frozenset(word.stem for text in texts for word in self.of(text, idiom).words)


def _is_acronym(word: str) -> bool:
    """Whether a small word is written as a name is: US is not us."""
    return len(word) > 1 and word.isupper()
