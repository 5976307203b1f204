"""What the evidence gives support to."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property
from itertools import pairwise

from resume_tailor.domain.model.grounding.reading import Reading, Word
from resume_tailor.domain.model.lexicon import Lexicon
from resume_tailor.domain.model.quantities import Measure, Quantity, derived_from, fractions_in

_SAME = 1e-6
_NEAR = 0.012
"""Relative; derived values are rounded by those who write them."""
_SHORTEST_ROOT = 5
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
                for form in _long_forms(word, reading):
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
    def words_exactly(self) -> frozenset[str]:
        """Its words in small letters, and its phrases of two."""
        found: set[str] = set()
        for reading in self.readings:
            words = reading.all_words
            found.update(words)
            found.update(f"{a} {b}" for a, b in pairwise(words))
            for word in reading.words:
                for form in _long_forms(word, reading):
                    found.add(" ".join(form))
        return frozenset(found)

    @cached_property
    def folded(self) -> str:
        """All of it, in small letters without blanks and hyphens."""
        return _squeezed(" ".join(r.text for r in self.readings))

    def spells(self, text: str) -> bool:
        """Whether the letters of a text stand in it, whatever blanks and hyphens are between."""
        return _squeezed(text) in self.folded

    def word(self, word: Word, reading: Reading) -> str:
        """How a word is supported: `same`, `alike`, `part` of another, `short` for it; or empty."""
        forms = _long_forms(word, reading)
        groups = reading.idiom.groups.get(word.stem)
        if any(_is_same_case(word.text, other.text) for other in self.stems.get(word.stem, ())):
            return "same"
        if _is_mixed(word.text) and word.stem in self.stems:
            return ""
        if any(set(form) <= self.stems.keys() for form in forms):
            return "short"
        if groups and any(not groups.isdisjoint(theirs) for theirs in self._groups):
            return "alike"
        if any(_share_root(word.stem, stem) for stem in self.stems) or self._is_inside(word):
            return "part"
        is_short = any(_is_short_for(stem, word.folded) for stem in self.stems)
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
        if any(word.folded in spelled for spelled in _spelled_out(self.initials, reading)):
            return True
        letters = _letters_of(word.text)
        return bool(letters) and any(_spelled_out({letters}, r) for r in self.readings)

    @cached_property
    def initials(self) -> frozenset[str]:
        """The acronyms of the evidence, in small letters."""
        found = (m for r in self.readings for m in _INITIALS.findall(r.text))
        return frozenset(filter(None, map(_letters_of, found)))

    def places(self, word: Word, reading: Reading) -> list[tuple[int, int]]:
        """Where the evidence says a word: the number of the piece, and of the word in it."""
        return [
            (number, index)
            for number, there in enumerate(self.readings)
            for index, other in enumerate(there.words)
            if reading.idiom.are_alike(word.stem, other.stem)
            or _is_short_for(other.stem, word.folded)
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

    @cached_property
    def _inside_names(self) -> frozenset[float]:
        """The numbers in names such as T2, p95 and 8x60."""
        found = (re.findall(r"\d+", word.text) for r in self.readings for word in r.words)
        return frozenset(float(digits) for numbers in found for digits in numbers)

    @cached_property
    def _derived(self) -> frozenset[float]:
        values = [q.value for q in self.quantities]
        shares = {f * v for f in self.fractions for v in values}
        scales = {1e3, 1e6, 1e9} if any(value >= 1_000 for value in values) else set[float]()
        return derived_from(values) | shares | {v * s for v in values if v < 1_000 for s in scales}


def _squeezed(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())


def _long_forms(word: Word, reading: Reading) -> tuple[tuple[str, ...], ...]:
    """What a short form stands for; one for several words is written in capitals (ml is no ML)."""
    forms = reading.idiom.short_forms.get(word.folded, ())
    return tuple(form for form in forms if len(form) == 1 or word.text.isupper())


def _is_mixed(text: str) -> bool:
    """Whether the case of its letters is part of what it says, as in mW and MW."""
    return len(text) <= _SHORT and text[1:] != text[1:].lower() and text != text.upper()


def _is_same_case(text: str, other: str) -> bool:
    return text == other or not (_is_mixed(text) or _is_mixed(other))


def _letters_of(text: str) -> str:
    """The letters of an acronym (`PBMs`, `F&B`, `gDNA`) in small; empty for other words."""
    found = re.fullmatch(r"[a-z]*([A-Z](?:&?[A-Z])+)s?", text)
    return found[1].replace("&", "").casefold() if found else ""


def _spelled_out(initials: Iterable[str], reading: Reading) -> list[tuple[str, ...]]:
    """Runs of words that begin with the letters of one of the acronyms, words that carry nothing
    counted or not."""
    found = []
    carrying = tuple(word.folded for word in reading.words)
    for letters in initials:
        for words in (carrying, reading.all_words):
            size = len(letters)
            for start in range(len(words) - size + 1):
                run = words[start : start + size]
                if all(w[0] == letter for w, letter in zip(run, letters, strict=True)):
                    found.append(run)
    return found


def _is_close(value: float, other: float, within: float) -> bool:
    return abs(value - other) <= within * max(abs(value), abs(other))


def _share_root(stem: str, other: str) -> bool:
    size = min(len(stem), len(other))
    if size < _SHORTEST_ROOT:
        return False
    return stem[:_SHORTEST_ROOT] == other[:_SHORTEST_ROOT] and (
        stem.startswith(other) or other.startswith(stem) or stem[: size - 2] == other[: size - 2]
    )


def _is_short_for(short: str, word: str) -> bool:
    """`mgr` for `manager`: the first letter, and the others in their order, hardly a vowel."""
    if not 2 <= len(short) <= 5 or len(word) < len(short) + 2 or short[0] != word[0]:
        return False
    if word.startswith(short) and len(short) >= 3:
        return True
    if sum(letter in "aeiou" for letter in short[1:]) > 0:
        return False
    rest = iter(word)
    return all(letter in rest for letter in short)
