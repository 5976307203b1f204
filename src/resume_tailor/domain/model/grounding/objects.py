"""What a number counts, by the words around it."""

import re

from resume_tailor.domain.model.grounding.reading import Reading, Word
from resume_tailor.domain.model.quantities import Quantity

_ENDS = re.compile(r"\d|\bof\b", re.IGNORECASE)


def doubt_on_object(
    quantity: Quantity, reading: Reading, said: list[tuple[Reading, Quantity]]
) -> str:
    """Whether one of the words around the number stands around it in the evidence too."""
    said = [(r, q) for r, q in said if r.idiom.code == reading.idiom.code]
    if said and not any(_same_object(quantity, reading, q, r) for r, q in said):
        return "number moved"
    return "number of another" if _is_of_another(quantity, reading, said) else ""


def _is_of_another(q: Quantity, reading: Reading, said: list[tuple[Reading, Quantity]]) -> bool:
    """Whether all words beside the number stand in the evidence beside other numbers."""
    beside = _beside(q, reading)
    return any(
        all(homes <= _parts_of_others(own, there) for homes in homes_of)
        for there, own in said
        if (homes_of := list(filter(None, (_homes(word, reading, there) for word in beside))))
    )


def _homes(word: Word, reading: Reading, there: Reading) -> set[int]:
    return {w.part for w in there.words if reading.idiom.are_alike(w.stem, word.stem)}


def _parts_of_others(own: Quantity, there: Reading) -> set[int]:
    others = {there.part_at(other.start) for other in there.quantities if other is not own}
    return others - {there.part_at(own.start)}


def _beside(quantity: Quantity, reading: Reading) -> list[Word]:
    """The words right behind a number, up to the next sign or number; none of `five of the nine`."""
    part = reading.part_at(quantity.start)
    behind = [w for w in reading.words if w.start >= quantity.end and w.part == part][:2]
    return [w for w in behind if not _ENDS.search(reading.text, quantity.end, w.start)]


def _same_object(q: Quantity, reading: Reading, other: Quantity, there: Reading) -> bool:
    new, old = _around(q, reading, 3), _around(other, there, 4)
    if not new or not old:
        return True
    alike = reading.idiom.are_alike
    return any(alike(a, b) or a[:4] == b[:4] for a in new for b in old)


def _around(quantity: Quantity, reading: Reading, reach: int) -> list[str]:
    after = [w.stem for w in reading.words if w.start >= quantity.end][:reach]
    before = [w.stem for w in reading.words if w.end <= quantity.start][-reach:]
    return after + before
