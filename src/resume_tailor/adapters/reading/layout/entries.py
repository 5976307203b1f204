"""From the rows of a section to entries: a header with its dates, then items."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from resume_tailor.adapters.reading.layout.notes import dates_in, has_dates, is_dates, is_span
from resume_tailor.adapters.reading.layout.page import Run
from resume_tailor.adapters.reading.layout.rows import Row

_PROSE_LENGTH = 75
"""Letters; a longer row without dates is no header."""
_MAX_HEADER_ROWS = 5
_SENTENCE = 8
"""Words of a row that says more than a header."""
_LABELLED = re.compile(r"[^\W\d_][\w ]{2,25}: ")
_FEW = 4
"""Words of a row that may be an item of a list by itself."""
_SAME_EDGE = 4.0

Look = tuple[float, bool, bool, int, str]


@dataclass
class Draft:
    """An entry in the making; `items` are its lines, each with the rows that it was printed on."""

    header: list[Row] = field(default_factory=list)
    items: list[list[Row]] = field(default_factory=list)

    @property
    def has_only_dates(self) -> bool:
        """Whether what they date is still to come."""
        return all(header_look(row) is None for row in self.header)

    def is_full(self, row: Row) -> bool:
        """Whether the header has all that a header has, so that a longer or labelled row below it is
        no part of it."""
        if len(self.header) >= _MAX_HEADER_ROWS:
            return True
        long = len(row.text.split()) >= _SENTENCE and len(row.cells) == 1 and not _bold(row)
        return bool(self.dates) and (long or bool(_LABELLED.match(row.text)))

    def extend_header(self, row: Row) -> None:
        """Another row of the header; a name that was wrapped is put together."""
        last = self.header[-1]
        single = len(last.cells) == len(row.cells) == 1 and header_look(last) == header_look(row)
        if single and header_look(row) and continues([last], row, may_be_list=False):
            joined = last.cells[0].joined_with(row.cells[0])
            self.header[-1] = replace(last, cells=(joined,), notes=(*last.notes, *row.notes))
        else:
            self.header.append(row)

    def numbered_cells(self) -> list[tuple[int, Run]]:
        """All parts of the header with the number of their row; notes last."""
        cells = [(number, cell) for number, row in enumerate(self.header) for cell in row.cells]
        return cells + [(-2, note) for row in self.header for note in row.notes]

    @property
    def dates(self) -> str:
        """The dates of the header, as printed: what stands alone before what stands in a text."""
        texts = [cell.text for _, cell in self.numbered_cells()]
        alone = [text for text in texts if is_dates(text)]
        return next((found for text in (*alone, *texts) if (found := dates_in(text))), "")


def split_entries(rows: Sequence[Row], body: float) -> list[Draft]:
    """The entries of a section, in order. Rows before the first header belong to an entry without
    one, so that no row is lost.

    The first row of the section shows how headers look in it; another row with that look begins
    another entry, and so do dates where the entry has some already.
    """
    prose = _prose(rows)
    pattern = _Pattern.of([row for n, row in enumerate(rows) if n not in prose], body)
    drafts: list[Draft] = []
    for number, row in enumerate(rows):
        current = drafts[-1] if drafts else None
        before = rows[number - 1] if number else None
        if row.mark:
            _items(drafts).append([row])
        elif current and current.items and continues(current.items[-1], row):
            current.items[-1].append(row)
        elif current is None:
            drafts.append(Draft(items=[[row]]) if number in prose else Draft([row]))
        elif not current.items and current.has_only_dates:
            current.extend_header(row)
        elif number not in prose and pattern.begins(current, row, before):
            drafts.append(Draft([row]))
        elif current.items or number in prose or current.is_full(row):
            current.items.append([row])
        else:
            current.extend_header(row)
    return drafts


def _prose(rows: Sequence[Row]) -> set[int]:
    """Numbers of rows that are sentences: long, or wrapped at the edge of their column."""
    found = {number for number, row in enumerate(rows) if not row.mark and is_prose(row)}
    for number, (row, after) in enumerate(pairwise(rows)):
        wrapped = len(row.text.split()) > 3 and after.text[:1].islower()
        if wrapped and not row.mark and not _bold(row) and continues([row], after):
            found.add(number)
    return found


def header_look(row: Row) -> Look | None:
    """How the first cell of a row that holds no dates looks; None where all do."""
    cell = next((c for c in row.cells if not (is_dates(c.text) or is_span(c.text))), None)
    if cell is None:
        return None
    style = cell.pieces[0].style
    return round(2 * style.size) / 2, style.bold, style.italic, style.color, style.font


def is_prose(row: Row) -> bool:
    """Too long for a header, or the end of a sentence."""
    text = row.text
    sentence = text.endswith(".") and len(text.split()) > 6
    return (len(text) > _PROSE_LENGTH or sentence) and not has_dates(text) and not _bold(row)


def continues(item: Sequence[Row], row: Row, *, may_be_list: bool = True) -> bool:
    """Whether the row is a wrapped part of the item above it."""
    first, last = item[0], item[-1]
    if abs(row.size - last.size) > 0.6 or row.mark:
        return False
    if row.page != last.page or row.box.y0 < last.box.y0 - last.size:
        return row.text[:1].islower() and not _bold(row)
    if row.box.y0 - last.box.y1 > 0.95 * last.size:
        return False
    left = row.cells[0].box.x0
    if first.mark:
        return left > first.mark.box.x1 - 1 and left >= first.cells[0].box.x0 - 0.6 * first.size
    aligned = any(abs(left - cell.box.x0) < 0.6 * first.size for cell in first.cells)
    centred = abs(row.box.x0 + row.box.x1 - last.box.x0 - last.box.x1) < 6
    table = len(row.cells) > 1 and not is_prose(row)
    wrapped = not last.has_room_for(row) and not (may_be_list and _is_list(last, row))
    return (aligned or centred) and not table and wrapped and _flows(last, row)


def _is_list(last: Row, row: Row) -> bool:
    """Short rows that each begin anew, in a narrow column: languages, skills."""
    anew = not row.text[:1].islower() and last.text[-1:] not in ",-–&/(:"
    return anew and len(last.text.split()) <= _FEW and len(row.text.split()) <= _FEW


def _flows(last: Row, row: Row) -> bool:
    """Whether a row goes on in the look in which the one above it ends, without dates."""
    end, start = last.cells[-1].pieces[-1].style, row.cells[0].pieces[0].style
    alike = (end.bold, end.italic) == (start.bold, start.italic) or last.style == row.style
    return alike and not any(is_dates(cell.text) for cell in (*last.cells, *row.cells))


@dataclass(frozen=True, slots=True)
class _Pattern:
    """How the headers of a section look."""

    look: Look | None
    body: float
    apart: bool
    """Dates stand in cells of their own, so that those inside a text begin nothing."""
    dates_first: bool
    """A header begins with a row of dates."""

    @classmethod
    def of(cls, rows: Sequence[Row], body: float) -> "_Pattern":
        """From the rows of a section that are no prose."""
        plain = [row for row in rows if not row.mark]
        look = next((found for row in plain if (found := header_look(row))), None)
        apart = any(is_dates(cell.text) for row in rows for cell in (*row.cells, *row.notes))
        return cls(look, body, apart, bool(plain) and header_look(plain[0]) is None)

    def begins(self, current: Draft, row: Row, before: Row | None) -> bool:
        """Whether a row is the first of another entry."""
        dated = self._is_dated(row)
        again = dated and bool(current.dates)
        look = header_look(row)
        if look is None:
            return again or (bool(current.items) and self.dates_first)
        if look == self.look and self._stands_out():
            gap = before is not None and row.box.y0 - before.box.y1 > 0.7 * row.size
            more = any(header_look(r) not in (self.look, None) for r in current.header)
            return bool(current.items) or again or more or gap
        return dated if current.items else again

    def _is_dated(self, row: Row) -> bool:
        texts = [cell.text for cell in (*row.cells, *row.notes)]
        return any(is_dates(t) or (not self.apart and dates_in(t)) for t in texts)

    def _stands_out(self) -> bool:
        if self.look is None:
            return False
        size, bold, italic, color, _ = self.look
        return bold or italic or size > 1.04 * self.body or color != 0


def _items(drafts: list[Draft]) -> list[list[Row]]:
    if not drafts:
        drafts.append(Draft())
    return drafts[-1].items


def _bold(row: Row) -> bool:
    return row.cells[0].pieces[0].style.bold


def depth_of(row: Row, edges: Iterable[float]) -> int:
    """How deep the bullet of a row is nested, given the left edges of all bullets beside it."""
    if row.mark is None:
        return 0
    further_out = sorted(x for x in edges if x < row.mark.box.x0 - _SAME_EDGE)
    steps = [b for a, b in pairwise([float("-inf"), *further_out]) if b - a > _SAME_EDGE]
    return len(steps)
