"""Which runs are headings: by the names of sections, and by a look that sets them apart."""

import re
from collections import defaultdict
from collections.abc import Sequence

from resume_tailor.adapters.reading.layout.body import Body
from resume_tailor.adapters.reading.layout.contact import is_contact
from resume_tailor.adapters.reading.layout.looks import (
    SAME_EDGE,
    Look,
    heading_looks,
    headings_by_look,
    headings_by_shape,
    look_of,
)
from resume_tailor.adapters.reading.layout.notes import has_dates
from resume_tailor.adapters.reading.layout.page import Run, Sheet
from resume_tailor.adapters.reading.layout.section_names import (
    is_document_title,
    kind_of,
    likely_kind,
)
from resume_tailor.domain.model.resume import SectionKind

_MAX_WORDS, _MAX_LETTERS = 7, 50
_APART = 1.6
"""In ems of the smaller print: a heading has nothing beside it so near, but for another heading."""
_BAND = 20.0
"""Points."""
_LABELLED = 20.0
"""The same after a colon."""


def find_headings(
    runs: Sequence[Run], sheets: Sequence[Sheet]
) -> tuple[list[Run], dict[int, SectionKind]]:
    """All runs, headings over two lines made one; and the order numbers of those that are headings,
    with the kinds of their sections.

    Runs that are named like sections show which looks headings have here; then each run with such
    a look is one, whatever it says. Where no look is set apart, names alone decide.
    """
    body = Body.of(runs)
    rules = {sheet.number: sheet.rules for sheet in sheets}
    groups: defaultdict[Look, list[Run]] = defaultdict(list)
    for run in _candidates(runs):
        groups[look_of(run, rules.get(run.page, ()))].append(run)
    chosen = heading_looks(groups, body)
    headings = headings_by_look(groups, chosen, body)
    if not headings:
        headings = headings_by_shape(groups, body)
    taken = {run.order for run in headings}
    edges = {_edge(run) for run in headings}
    headings += [
        run
        for run in runs
        if run.order not in taken
        and could_be_heading(run)
        and kind_of(run.text)
        and look_of(run, rules.get(run.page, ())) in chosen
        and (body.is_large(run.size) or _edge(run) in edges)
    ]
    return _with_kinds(headings, runs)


def _with_kinds(
    headings: list[Run], runs: Sequence[Run]
) -> tuple[list[Run], dict[int, SectionKind]]:
    joined, gone = _joined(headings)
    found = {run.order: likely_kind(run.text) for run in joined}
    names = _above_contact(joined, found, runs)
    by_order = {run.order: run for run in joined}
    kept = [by_order.get(run.order, run) for run in runs if run.order not in gone]
    kinds = {order: kind or SectionKind.OTHER for order, kind in found.items()}
    return kept, {order: kind for order, kind in kinds.items() if order not in names}


def _edge(run: Run) -> int:
    return round(run.box.x0 / SAME_EDGE)


def _joined(headings: list[Run]) -> tuple[list[Run], set[int]]:
    """Headings that are printed on two rows made one; and the order numbers of the second rows."""
    joined: list[Run] = []
    gone: set[int] = set()
    for run in sorted(headings, key=lambda r: (r.page, r.box.y0)):
        upper = next((r for r in reversed(joined) if _goes_on(r, run)), None)
        if upper is None:
            joined.append(run)
            continue
        joined.remove(upper)
        joined.append(upper.joined_with(run))
        gone.add(run.order)
    return joined, gone


def _goes_on(upper: Run, lower: Run) -> bool:
    """Whether two rows of one look and edge, close to each other, name one section together."""
    gap = lower.box.y0 - upper.box.y1
    edges = (
        upper.box.x0 - lower.box.x0,
        upper.box.x1 - lower.box.x1,
        upper.box.x0 + upper.box.x1 - lower.box.x0 - lower.box.x1,
    )
    close = upper.page == lower.page and -1 < gap < 0.6 * upper.size
    alike = upper.style == lower.style and min(map(abs, edges)) < SAME_EDGE
    return (
        close
        and alike
        and (kind_of(f"{upper.text} {lower.text}") is not None or kind_of(lower.text) is None)
    )


def _above_contact(
    headings: list[Run], found: dict[int, SectionKind | None], runs: Sequence[Run]
) -> set[int]:
    """Runs at the top of the first page that look like headings, but stand above the contact and
    name no section: the name of the person, or a headline."""
    contact = [run.box.y0 for run in runs if run.page == 0 and is_contact(run.text)]
    named = [run.box.y0 for run in headings if run.page == 0 and found[run.order]]
    if not contact or not named:
        return set()
    end = min(*contact, *named) + 1
    return {r.order for r in headings if r.page == 0 and not found[r.order] and r.box.y0 < end}


def _candidates(runs: Sequence[Run]) -> list[Run]:
    bands: defaultdict[tuple[int, int], list[Run]] = defaultdict(list)
    for run in runs:
        for band in _bands(run):
            bands[band].append(run)
    return [
        run
        for run in runs
        if could_be_heading(run) and all(_alone(run, bands[band]) for band in _bands(run))
    ]


def _bands(run: Run) -> list[tuple[int, int]]:
    """The strips across its page that a run touches, so that each is compared with few others."""
    first, last = int(run.box.y0 // _BAND), int(run.box.y1 // _BAND)
    return [(run.page, band) for band in range(first, min(last, first + 60) + 1)]


def could_be_heading(run: Run) -> bool:
    """Whether the words of a run, wherever it stands, could head a section."""
    text = run.text
    return (
        run.mark is None
        and len(text) <= _MAX_LETTERS
        and len(text.split()) <= _MAX_WORDS
        and not has_dates(text)
        and "@" not in text
        and not text.endswith((".", ",", ";"))
        and ": " not in text
        and bool(re.search(r"[^\W\d_]{2}", text))
        and not is_document_title(text)
    )


def _alone(run: Run, page: Sequence[Run]) -> bool:
    """Nothing stands beside it, or far away in another column; a label with a colon stands before
    what it names, be that far away."""
    after = _LABELLED if run.text.endswith(":") else _APART
    return run.turned or not any(
        other is not run
        and other.box.x0 < run.box.x1 + after * min(run.size, other.size)
        and other.box.x1 > run.box.x0 - _APART * min(run.size, other.size)
        and other.box.beside(run.box)
        and not (other.style == run.style and could_be_heading(other))
        for other in page
    )
