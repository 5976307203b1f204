"""Dates and places that stand in a margin of their own, beside the entry that they belong to."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from resume_tailor.adapters.pdf.rows import Row
from resume_tailor.domain.model.dates import POINT

_PLACE = re.compile(r"[A-ZÀ-Ž][\w.' -]{1,28}, [A-ZÀ-Ž][\w.' -]{1,28}|Remote|Online")
_RIGHT, _LEFT = 0.6, 0.3
"""Shares of the page's width beyond which a margin can begin."""
_SHARE = 0.6
"""A margin holds little else; a column of the page does."""
_REACH = 60
"""Rows that a note and its row may be apart in the order of the document: a page at most."""
_STACK = 8
"""Rows that a header and a stack of notes may be apart."""


def with_margins(rows: Sequence[Row]) -> list[Row]:
    """The rows, each note in a margin made a cell of the row beside it."""
    notes = {i for i in _in_margins(rows) if _is_note(rows[i].text)}
    cells: dict[int, list[Row]] = {}
    for i in sorted(notes):
        beside = _beside(rows, i, notes)
        if beside is None:
            notes.discard(i)
        else:
            cells.setdefault(beside, []).append(rows[i])
    return [_joined(row, cells.get(i, [])) for i, row in enumerate(rows) if i not in notes]


def _in_margins(rows: Sequence[Row]) -> list[int]:
    width = max((row.x1 for row in rows), default=0.0)
    right = [i for i, row in enumerate(rows) if row.x0 > _RIGHT * width]
    left = [i for i, row in enumerate(rows) if row.x1 < _LEFT * width]
    return [i for side in (right, left) if _mostly_notes(rows, side) for i in side]


def _mostly_notes(rows: Sequence[Row], side: list[int]) -> bool:
    notes = sum(_is_note(rows[i].text) for i in side)
    return bool(side) and notes >= _SHARE * len(side)


def _is_note(text: str) -> bool:
    """Nothing but dates, or nothing but a place."""
    if _PLACE.fullmatch(text):
        return True
    rest = POINT.sub("", text)
    return len(rest) < len(text) and not re.search(r"[^\W\d_]{4}", rest)


def _beside(rows: Sequence[Row], index: int, notes: set[int]) -> int | None:
    """The nearest row in the order of the document that stands at the same height."""
    note = rows[index]
    for i in _outward(index, len(rows)):
        row = rows[i]
        overlap = min(row.y1, note.y1) - max(row.y0, note.y0)
        if i not in notes and row.page == note.page and overlap > 0.5 * (note.y1 - note.y0):
            return _header_above(rows, i, notes)
    return None


def _outward(index: int, size: int) -> Iterator[int]:
    """Indices near one, the nearest first."""
    for distance in range(1, _REACH):
        yield from (i for i in (index - distance, index + distance) if 0 <= i < size)


def _header_above(rows: Sequence[Row], index: int, notes: set[int]) -> int:
    """A stack of notes reaches down beside the bullets, but speaks of the entry's header."""
    for i in range(index, max(-1, index - _STACK), -1):
        if i not in notes and not rows[i].bulleted:
            return i
    return index


def _joined(row: Row, notes: list[Row]) -> Row:
    return replace(row, cells=(*row.cells, *(note.text for note in notes))) if notes else row
