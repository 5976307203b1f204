"""Rows: what a person sees as one line of print."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from resume_tailor.adapters.reading.layout.notes import (
    has_dates,
    is_dates,
    is_month,
    is_note,
    is_range,
    is_span,
)
from resume_tailor.adapters.reading.layout.page import Box, Mark, Piece, Run, Style, around

_SAME_EDGE = 3.0
_LOOSE = 0.25
"""Share of a column's width that a line may leave free before a small letter."""


@dataclass(frozen=True)
class Row:
    """One line of print. `cells` are its runs from left to right; `notes` stand in a margin and
    belong to the whole entry."""

    cells: tuple[Run, ...]
    notes: tuple[Run, ...] = ()
    left: float = 0.0
    right: float = float("inf")
    """The edges of its column."""

    def has_room_for(self, row: "Row") -> bool:
        """Whether the first word of another row would have fitted on this one: then that row was
        not wrapped. Centred rows have room on both sides; and where a sentence plainly goes on,
        the line may have been broken early, as TeX and Typst do for the good of the paragraph."""
        first = row.cells[0]
        word = first.text.split()[0]
        wide = first.box.width * len(word) / max(1, len(first.text)) + 0.3 * self.size
        centred = abs(self.box.x0 + self.box.x1 - self.left - self.right) < self.size
        room = self.right - self.left - self.box.width if centred else self.right - self.box.x1
        goes_on = first.text[:1].islower() and self.text[-1:] not in ".:!?"
        return wide < room - (_LOOSE * (self.right - self.left) if goes_on else 0)

    @property
    def page(self) -> int:
        """From 0."""
        return self.cells[0].page

    @cached_property
    def box(self) -> Box:
        """Around the cells; notes left out."""
        return around([cell.box for cell in self.cells])

    @property
    def mark(self) -> Mark | None:
        """The bullet that it begins with; dates in a margin may stand before it."""
        first, *others = self.cells
        if first.mark or not others or not is_dates(first.text):
            return first.mark
        mark = others[0].mark
        return mark if mark and mark.is_sign else None

    @cached_property
    def text(self) -> str:
        """The whole row without its notes; a wide gap is a blank."""
        return " ".join(cell.text for cell in self.cells)

    @cached_property
    def style(self) -> Style:
        """Of its first cell."""
        return self.cells[0].style

    @property
    def size(self) -> float:
        """Of the print of its first cell, in points."""
        return self.style.size


def to_rows(runs: Iterable[Run], right: float) -> list[Row]:
    """Rows from top to bottom, in a column that ends at `right`. Notes in a margin are taken to the
    row that they belong to."""
    upright = _stacked([run for run in runs if not run.turned])
    groups: list[list[Run]] = []
    for run in sorted(upright, key=lambda r: (r.box.middle, r.box.x0)):
        group = next((g for g in reversed(groups[-3:]) if _on_one_line(g, run)), None)
        if group is None:
            groups.append([run])
        else:
            group.append(run)
    left = min((run.box.x0 for run in upright), default=0.0)
    rows = [Row(tuple(sorted(group, key=lambda r: r.box.x0)), (), left, right) for group in groups]
    return _with_margins(rows)


def _on_one_line(group: Sequence[Run], run: Run) -> bool:
    """Half of the height is shared with what stands there, and no place."""
    near = max(group, key=lambda r: r.box.x1)
    clash = any(r.box.x0 < run.box.x1 - 1 and run.box.x0 < r.box.x1 - 1 for r in group)
    return near.box.beside(run.box) and not clash


def _stacked(runs: list[Run]) -> list[Run]:
    """Ranges whose two ends are printed one below the other are made one run."""
    halves = [run for run in runs if _may_be_half(run)]
    joined: dict[int, Run] = {}
    used: set[int] = set()
    for upper in sorted(halves, key=lambda r: r.box.y0):
        lower = next((run for run in halves if _continues(upper, run, used)), None)
        if upper.order not in used and lower is not None and not _own_rows(upper, lower, runs):
            used |= {upper.order, lower.order}
            joined[upper.order] = _joined(upper, lower)
    kept = [run for run in runs if run.order not in used]
    return [*kept, *joined.values()]


def _continues(upper: Run, lower: Run, used: set[int]) -> bool:
    down = lower.box.y0 - upper.box.y1
    edges = (
        upper.box.x0 - lower.box.x0,
        upper.box.x1 - lower.box.x1,
        (upper.box.x0 + upper.box.x1 - lower.box.x0 - lower.box.x1) / 2,
    )
    aligned = min(abs(edge) for edge in edges) < _SAME_EDGE
    fresh = lower.order not in used and lower is not upper
    near = fresh and aligned and -1 < down < 1.6 * upper.size
    return near and is_dates(_joint(upper, lower)) and not is_range(upper.text)


def _own_rows(upper: Run, lower: Run, runs: list[Run]) -> bool:
    """Two whole years that each stand before a text of their own are two rows of a table."""
    if not (is_dates(upper.text) and lower.text.strip().isdigit()) or upper.text[-1:] in "-–—":
        return False
    styles = [
        next((r.style for r in runs if r.box.x0 > half.box.x1 and r.box.beside(half.box)), None)
        for half in (upper, lower)
    ]
    return styles[0] is not None and styles[0] == styles[1]


def _joined(upper: Run, lower: Run) -> Run:
    return replace(upper, pieces=(Piece(_joint(upper, lower), upper.style),))


def _may_be_half(run: Run) -> bool:
    """Few words, one of them a year or a month or such: `March 2013 - December`."""
    return len(run.text.split()) <= 5 and (has_dates(run.text) or is_month(run.text))


def _joint(upper: Run, lower: Run) -> str:
    """`2015` over `2017` is a range; `March 2013 - December` goes on."""
    halves = is_dates(upper.text) and is_dates(lower.text)
    dash = " –" if halves and not upper.text.rstrip().endswith(("-", "–", "—")) else ""
    return f"{upper.text}{dash} {lower.text.lstrip('|–— ')}"


def _with_margins(rows: list[Row]) -> list[Row]:
    """Notes beside bullets belong to the header above them; rows that hold nothing but notes are
    gone, where they stand beside the text and not in it."""
    block = _block(rows)
    placed: list[Row] = []
    waiting: tuple[Run, ...] = ()
    for number, row in enumerate(rows):
        notes = tuple(c for c in row.cells if _in_margin(c, block) and is_note(c.text))
        rest = tuple(cell for cell in row.cells if cell not in notes)
        following = rows[number + 1] if number + 1 < len(rows) else None
        if not rest and following and _nearer_to_next(placed, row, following):
            waiting += notes
        elif notes and (not rest or _is_item(placed, row, rest)) and _give(placed, notes):
            placed += [replace(row, cells=rest, notes=waiting)] if rest else []
            waiting = () if rest else waiting
        else:
            placed.append(replace(row, notes=waiting))
            waiting = ()
    if waiting:
        placed[-1] = replace(placed[-1], notes=(*placed[-1].notes, *waiting))
    return placed


def _block(rows: list[Row]) -> tuple[float, float]:
    """From where to where the text itself stands."""
    main = [
        cell.box
        for row in rows
        for number, cell in enumerate(row.cells)
        if not (is_note(cell.text) if number else is_dates(cell.text) or is_span(cell.text))
    ]
    if not main:
        return 0.0, float("inf")
    lefts = sorted(box.x0 for box in main)
    return lefts[len(lefts) // 10], max(box.x1 for box in main)


def _in_margin(cell: Run, block: tuple[float, float]) -> bool:
    left, right = block
    return cell.box.x1 <= left + 1 or cell.box.x0 > left + 0.6 * (right - left)


def _nearer_to_next(placed: list[Row], row: Row, following: Row) -> bool:
    """Notes that stand a little higher than the header that they belong to."""
    above = row.box.y0 - placed[-1].box.y1 if placed else float("inf")
    below = following.box.y0 - row.box.y1
    return following.mark is None and below < min(0.0, above)


def _is_item(placed: list[Row], row: Row, rest: tuple[Run, ...]) -> bool:
    """A bullet, or the rest of one."""
    if row.mark:
        return True
    for above in reversed(placed):
        if abs(above.cells[0].box.x0 - rest[0].box.x0) > _SAME_EDGE:
            return False
        if above.mark:
            return True
    return False


def _give(placed: list[Row], notes: tuple[Run, ...]) -> bool:
    """The notes to the nearest row above that is no item."""
    for index in range(len(placed) - 1, -1, -1):
        above = placed[index]
        if above.mark is None and not _is_item(placed[:index], above, above.cells):
            placed[index] = replace(above, notes=(*above.notes, *notes))
            return True
    return False
