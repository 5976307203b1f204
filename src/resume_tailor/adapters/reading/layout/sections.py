"""What belongs to which heading, on all pages and in all columns."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from resume_tailor.adapters.reading.layout.columns import inner_columns, page_columns
from resume_tailor.adapters.reading.layout.page import Box, Run, Sheet, around_runs
from resume_tailor.adapters.reading.layout.rows import Row, to_rows
from resume_tailor.adapters.reading.layout.section_names import is_contact_heading
from resume_tailor.domain.model.resume import SectionKind

_EDGE = 0.15
"""Share of the page's height at its top and bottom where running heads stand."""
_PAGE_NUMBER = re.compile(
    r"(?:page|seite|página|pagina|strana|str\.|s\.|p\.)?\s*\d{1,3}\s*(?:(?:/|of|von|sur|de|di|z)\s*\d{1,3})?",
    re.IGNORECASE,
)


@dataclass
class Part:
    """A section in the making."""

    heading: Run | None
    """None for text that begins without one."""
    kind: SectionKind
    rows: list[Row] = field(default_factory=list)

    @property
    def about_contact(self) -> bool:
        """Whether its heading announces how to reach the person."""
        return self.heading is not None and is_contact_heading(self.heading.text)


@dataclass
class Outline:
    """The whole resume, sorted: what stands before the sections, the sections, and what repeats on
    every page."""

    top: list[Row]
    parts: list[Part]
    repeated: list[Run]


def outline(
    runs: Sequence[Run], headings: dict[int, SectionKind], sheets: Sequence[Sheet]
) -> Outline:
    """Sections in reading order. A piece of a column without a heading goes on with the section
    above it, be it on the page before."""
    repeated = _repeated(runs, sheets)
    result = Outline([], [], repeated)
    gone = {run.order for run in repeated}
    for sheet in sheets:
        on_page = [run for run in runs if run.page == sheet.number and run.order not in gone]
        for column in page_columns(on_page, set(headings), sheet.rules):
            _read_column(result, column, headings, sheet)
    return result


def _read_column(
    result: Outline, column: list[Run], headings: dict[int, SectionKind], sheet: Sheet
) -> None:
    heads = sorted((r for r in column if r.order in headings), key=lambda r: (r.box.y0, r.box.x0))
    body = [run for run in column if run.order not in headings]
    right = max((run.box.x1 for run in column), default=0.0)
    tops = [_top(head, heads, body) for head in heads]
    before = [run for run in body if not tops or run.box.middle < tops[0]]
    if before:
        _rows_above(result, before).extend(_rows(before, sheet, right))
    for number, (head, top) in enumerate(zip(heads, tops, strict=True), start=1):
        end = tops[number] if number < len(tops) else float("inf")
        inside = [run for run in body if top <= run.box.middle < end]
        part = Part(head, headings[head.order], _rows(inside, sheet, right))
        result.parts.append(part)


def _rows(runs: list[Run], sheet: Sheet, right: float) -> list[Row]:
    """The rows of a section in a column of the page that ends at `right`."""
    columns = inner_columns(runs, sheet.rules)
    if len(columns) == 1:
        return to_rows(runs, right)
    return [row for column in columns for row in to_rows(column, around_runs(column).x1)]


def _top(head: Run, heads: list[Run], body: list[Run]) -> float:
    """Where the section of a heading begins: at the heading, unless that is turned and stands
    beside the whole of its section."""
    if not head.turned:
        return head.box.y0
    before = [h.box.y1 for h in heads if h.box.y1 <= head.box.y0]
    above = max(before, default=0.0)
    rows = sorted({run.box.y0 for run in body if above - 2 <= run.box.y0 <= head.box.y1})
    if len(rows) < 2:
        return min([*rows, head.box.y0])
    gaps = [b - a for a, b in pairwise(rows)]
    if before and rows[0] - above > max(gaps):
        return rows[0] - 1
    return rows[gaps.index(max(gaps)) + 1] - 1


def _rows_above(result: Outline, runs: list[Run]) -> list[Row]:
    """Where rows without a heading belong: to the section above them in their column, on this page
    or the last; else before all sections."""
    box = around_runs(runs)
    page = runs[0].page
    heads = [(part.heading, part) for part in result.parts if part.heading]
    above = [
        (head.box.y0, number)
        for number, (head, part) in enumerate(heads)
        if head.page == page and head.box.y0 < box.y0 and _share_column(head, part, box)
    ]
    if above:
        return heads[max(above)[1]][1].rows
    if page == 0 or not heads:
        return result.top
    before = [(head, part) for head, part in heads if head.page < page]
    beside = [(head, part) for head, part in before if _share_column(head, part, box)]
    return (beside or before or heads)[-1][1].rows


def _share_column(head: Run, part: Part, box: Box) -> bool:
    """Whether a section reaches over what lies in the box."""
    boxes = [head.box, *(row.box for row in part.rows if row.page == head.page)]
    return min(max(b.x1 for b in boxes), box.x1) - max(min(b.x0 for b in boxes), box.x0) > 0


def _repeated(runs: Sequence[Run], sheets: Sequence[Sheet]) -> list[Run]:
    """Running heads and page numbers. What repeats at the top of the first page stays, since it
    may be the only place where the name stands."""
    heights = {sheet.number: sheet.height for sheet in sheets}
    places: Counter[tuple[str, int]] = Counter()
    for run in runs:
        if _at_edge(run, heights[run.page]):
            places[_place(run)] += 1
    most = max(2.0, 0.6 * len(sheets))
    return [
        run
        for run in runs
        if (edge := _at_edge(run, heights[run.page]))
        and (
            (places[_place(run)] >= most and (run.page > 0 or edge == "bottom"))
            or (_PAGE_NUMBER.fullmatch(run.text) and (edge == "bottom" or run.page > 0))
        )
    ]


def _at_edge(run: Run, height: float) -> str:
    if run.box.y1 < _EDGE * height:
        return "top"
    return "bottom" if run.box.y0 > (1 - _EDGE) * height else ""


def _place(run: Run) -> tuple[str, int]:
    return re.sub(r"\d+", "#", run.text.casefold()), round(run.box.y0 / 6)
