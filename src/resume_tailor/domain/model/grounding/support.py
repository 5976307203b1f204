"""What the evidence gives support to."""

import re
from collections.abc import Sequence
from datetime import date
from functools import cached_property
from itertools import pairwise

from resume_tailor.domain.model.grounding.reading import Reading, Word
from resume_tailor.domain.model.grounding.spellings import (
    is_mixed,
    is_same_case,
    is_short_for,
    letters_of,
    long_forms,
    share_root,
    spelled_out,
    squeezed,
)
from resume_tailor.domain.model.lexicon import Lexicon
from resume_tailor.domain.model.quantities import (
    Measure,
    Quantity,
    derived_from,
    differences_of_times,
    fractions_in,
)

_SAME = 1e-6
_NEAR = 0.012
"""Relative; derived values are rounded by those who write them."""
_SHORT = 3
_INITIALS = re.compile(r"\b[A-Za-z]*[A-Z](?:&?[A-Z])+s?\b")


class Support:
    """All evidence that a change cites, and what may be said on the ground of it."""

    def __init__(self, readings: Sequence[Reading], lexicon: Lexicon, today: date) -> None:
        self.readings = readings
        self.lexicon = lexicon
        self.today = today

    @cached_property
    def stems(self) -> dict[str, list[Word]]:
        """The words by stem."""
        found: dict[str, list[Word]] = {}
        for reading in self.readings:
            for word in reading.words:
                found.setdefault(word.stem, []).append(word)
                for form in long_forms(word, reading):
                    for stem in form:
                        found.setdefault(stem, []).append(word)
        return found

    @cached_property
    def terms(self) -> frozenset[str]:
        """The terms of the lexicon that are proved."""
        return frozenset().union(
            *(self.lexicon.supported(r.text, hints=False) for r in self.readings)
        )

    @cached_property
    def terms_hinted(self) -> frozenset[str]:
        """Those too that it may only seem to name."""
        return frozenset().union(
            *(self.lexicon.supported(r.text, hints=True) for r in self.readings)
        )

    @cached_property
    def words_exactly(self) -> frozenset[str]:
        """Its words in small letters, and its phrases of two."""
        found: set[str] = set()
        for reading in self.readings:
            words = reading.all_words
            found.update(words)
            found.update(f"{a} {b}" for a, b in pairwise(words))
            for word in reading.words:
                for form in long_forms(word, reading):
                    found.add(" ".join(form))
        return frozenset(found)

    @cached_property
    def _text(self) -> str:
        return " ".join(r.text for r in self.readings)

    @cached_property
    def folded(self) -> str:
        """All of it, in small letters without blanks and hyphens."""
        return squeezed(self._text)

    def spells(self, text: str) -> bool:
        """Whether the letters of a text stand in it, whatever blanks and hyphens are between."""
        return squeezed(text) in self.folded

    def word(self, word: Word, reading: Reading) -> str:
        """How a word is supported: `same`, `alike`, `part` of another, `short` for it; or empty."""
        forms = long_forms(word, reading)
        groups = reading.idiom.groups.get(word.stem)
        if any(is_same_case(word.text, other.text) for other in self.stems.get(word.stem, ())):
            return "same"
        if is_mixed(word.text) and word.stem in self.stems:
            return ""
        if any(set(form) <= self.stems.keys() for form in forms):
            return "short"
        if groups and any(not groups.isdisjoint(theirs) for theirs in self._groups):
            return "alike"
        if any(share_root(word.stem, stem) for stem in self.stems) or self._is_inside(word):
            return "part"
        is_short = any(is_short_for(stem, word.folded) for stem in self.stems)
        return "short" if is_short or self._in_initials(word, reading) else ""

    @cached_property
    def _groups(self) -> list[frozenset[int]]:
        """The groups of words for the same that its words are in."""
        idioms = {reading.idiom.code: reading.idiom for reading in self.readings}.values()
        found = (idiom.groups.get(stem) for idiom in idioms for stem in self.stems)
        return [groups for groups in found if groups]

    def _is_inside(self, word: Word) -> bool:
        return len(word.folded) > _SHORT and self.spells(word.folded)

    def _in_initials(self, word: Word, reading: Reading) -> bool:
        """Whether it is spelled out what the evidence has in initials, or the other way."""
        if any(word.folded in spelled for spelled in spelled_out(self.initials, reading)):
            return True
        letters = letters_of(word.text)
        return bool(letters) and any(spelled_out({letters}, r) for r in self.readings)

    @cached_property
    def initials(self) -> frozenset[str]:
        """The acronyms of the evidence, in small letters."""
        found = (m for r in self.readings for m in _INITIALS.findall(r.text))
        return frozenset(filter(None, map(letters_of, found)))

    def places(self, word: Word, reading: Reading) -> list[tuple[int, int]]:
        """Where the evidence says a word: the number of the piece, and of the word in it."""
        return [
            (number, index)
            for number, there in enumerate(self.readings)
            for index, other in enumerate(there.words)
            if reading.idiom.are_alike(word.stem, other.stem)
            or is_short_for(other.stem, word.folded)
        ]

    def unsaid_words(self, reading: Reading) -> list[tuple[int, int]]:
        """The places of weighty words of the evidence that the text says in no way."""
        mine = {word.stem for word in reading.words}
        return [
            (number, index)
            for number, there in enumerate(self.readings)
            for index, word in enumerate(there.words)
            if word.folded not in there.idiom.light_words
            and not any(there.idiom.are_alike(word.stem, stem) for stem in mine)
        ]

    def year(self, year: float) -> bool:
        """Whether a year is said, in four digits or in two."""
        return any(
            q.value == year or (q.measure is Measure.COUNT and q.value == year % 100)
            for q in self.quantities
        )

    def quantity(self, quantity: Quantity) -> str:
        """How a number is supported: `same`, `derived`, or empty."""
        if any(_is_close(quantity.value, q.value, _SAME) for q in self.quantities):
            return "same"
        if any(
            _is_close(quantity.value, part, _SAME) or _is_close(quantity.value, part * 100, _SAME)
            for part in self.fractions
        ):
            return "same"
        if quantity.value in self._inside_names:
            return "same"
        if any(
            _is_close(quantity.value, value, _NEAR)
            or (quantity.measure is Measure.PERCENT and abs(quantity.value - value) <= 0.6)
            for value in self._derived
        ):
            return "derived"
        return ""

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """All numbers of the evidence."""
        return tuple(q for r in self.readings for q in r.quantities)

    @cached_property
    def fractions(self) -> tuple[float, ...]:
        """Parts of a whole, in words."""
        return tuple(f.value for r in self.readings for f in fractions_in(r.text))

    def counts(self, value: float) -> bool:
        """Whether a number is said, also one inside of a name (`p95`)."""
        return value in self._inside_names or any(q.value == value for q in self.quantities)

    @cached_property
    def _inside_names(self) -> frozenset[float]:
        """The numbers in names such as T2, p95 and 8x60."""
        found = (re.findall(r"\d+", word.text) for r in self.readings for word in r.words)
        return frozenset(float(digits) for numbers in found for digits in numbers)

    @cached_property
    def _in_one_unit(self) -> list[float]:
        """The numbers, seconds as milliseconds where the evidence has both."""
        both = bool(re.search(r"\d ?ms\b", self._text))
        return [
            q.value * 1_000 if both and re.match(r" ?s\b", r.text[q.end :]) else q.value
            for r in self.readings
            for q in r.quantities
        ]

    @cached_property
    def _derived(self) -> frozenset[float]:
        values = [*self._in_one_unit, *self.fractions]
        shares = {f * v for f in self.fractions for v in values}
        scales = {1e3, 1e6, 1e9} if any(value >= 1_000 for value in values) else set[float]()
        clocks = differences_of_times(self._text)
        return (
            derived_from(values)
            | clocks
            | shares
            | {v * s for v in values if v < 1_000 for s in scales}
        )


def _is_close(value: float, other: float, within: float) -> bool:
    return abs(value - other) <= within * max(abs(value), abs(other))
