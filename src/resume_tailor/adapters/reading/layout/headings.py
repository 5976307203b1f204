"""Which runs are headings: by the names of sections, and by a look that sets them apart."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from resume_tailor.adapters.reading.layout.bullets import body_color, body_size
from resume_tailor.adapters.reading.layout.contact import is_contact
from resume_tailor.adapters.reading.layout.notes import has_dates
from resume_tailor.adapters.reading.layout.page import Box, Piece, Run, Sheet, around
from resume_tailor.adapters.reading.layout.section_names import (
    is_document_title,
    kind_of,
    likely_kind,
)
from resume_tailor.domain.model.resume import SectionKind

_MAX_WORDS, _MAX_LETTERS = 7, 50
_PURE = 0.34
"""Share of the runs with one look that must name sections for all of them to be headings."""
_SMALLEST = 0.6
"""Headings are at least so large, measured by the largest ones: a smaller look is a subheading."""
_APART = 1.6
"""In ems of the smaller print: a heading has nothing beside it so near, but for another heading."""
_LABELLED = 20.0
_CERTAIN = 0.8
"""Above this share, a look is one of headings wherever it stands; below, its left edge counts."""
_COMES_BACK = 3
_LARGE = 1.15
"""Times the size of the body; so large a look needs no such doubt."""
_SAME_EDGE = 3.0


@dataclass(frozen=True, slots=True)
class Look:
    """What headings of one document have in common."""

    size: float
    bold: bool
    italic: bool
    capitals: bool
    color: int
    ruled: bool
    colon: bool


def find_headings(
    runs: Sequence[Run], sheets: Sequence[Sheet]
) -> tuple[list[Run], dict[int, SectionKind]]:
    """The order numbers of runs that are headings, with the kinds of their sections; and all runs,
    headings over two lines made one.

    Runs that are named like sections show which looks headings have here; then each run with such
    a look is one, whatever it says. Where no look is set apart, names alone decide.
    """
    body = body_size(runs)
    groups: defaultdict[Look, list[Run]] = defaultdict(list)
    rules = {sheet.number: sheet.rules for sheet in sheets}
    for run in _candidates(runs):
        groups[_look(run, rules.get(run.page, ()))].append(run)
    color = body_color(runs)
    chosen = [look for look, group in groups.items() if _is_heading_look(look, group, body, color)]
    largest = max((look.size for look in chosen if _named(groups[look]) > 1), default=0.0)
    chosen = [look for look in chosen if look.size >= _SMALLEST * largest]
    headings = [
        run
        for look in chosen
        for run in (groups[look] if look.size > _LARGE * body else _at_edges(groups[look]))
    ]
    headings += [
        run
        for look, group in groups.items()
        if look not in chosen and (not chosen or any(_alike(look, other) for other in chosen))
        for run in group
        if kind_of(run.text)
    ]
    if not headings:
        headings = _by_shape(groups, body, color)
    else:
        taken = {run.order for run in headings}
        edges = {round(run.box.x0 / _SAME_EDGE) for run in headings}
        headings += [
            run
            for run in runs
            if run.order not in taken
            and could_be_heading(run)
            and kind_of(run.text)
            and _look(run, rules.get(run.page, ())) in chosen
            and (run.size > _LARGE * body or round(run.box.x0 / _SAME_EDGE) in edges)
        ]
    joined, gone = _joined(headings)
    found = {run.order: likely_kind(run.text) for run in joined}
    names = _above_contact(joined, found, runs)
    by_order = {run.order: run for run in joined}
    kept = [by_order.get(run.order, run) for run in runs if run.order not in gone]
    kinds = {order: kind or SectionKind.OTHER for order, kind in found.items()}
    return kept, {order: kind for order, kind in kinds.items() if order not in names}


def _by_shape(groups: dict[Look, list[Run]], body: float, color: int) -> list[Run]:
    """Headings in a language that is not known: a look that is set apart, comes back at one edge,
    and is neither that of the largest print nor of all the text."""
    largest = max((look.size for look in groups), default=0.0)
    fitting = [
        group
        for look, group in groups.items()
        if len(group) >= _COMES_BACK
        and look.size < largest
        and (look.size > 1.05 * body or look.capitals or look.ruled)
        and _at_one_edge(group)
        and (look.bold or look.capitals or look.ruled or look.color != color)
    ]
    return max(fitting, key=lambda group: (group[0].size, -len(group)), default=[])


def _at_one_edge(group: list[Run]) -> bool:
    lefts = {round(run.box.x0 / _SAME_EDGE) for run in group}
    middles = {round((run.box.x0 + run.box.x1) / 2 / _SAME_EDGE) for run in group}
    return min(len(lefts), len(middles)) == 1


def _joined(headings: list[Run]) -> tuple[list[Run], set[int]]:
    """Headings that are printed on two rows made one; and the order numbers of the second rows."""
    joined: list[Run] = []
    gone: set[int] = set()
    for run in sorted(headings, key=lambda r: (r.page, r.box.y0)):
        upper = next((r for r in reversed(joined) if _goes_on(r, run)), None)
        if upper is None:
            joined.append(run)
            continue
        blank = Piece(" ", upper.style)
        box = around([upper.box, run.box])
        joined.remove(upper)
        joined.append(replace(upper, pieces=(*upper.pieces, blank, *run.pieces), box=box))
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
    alike = upper.style == lower.style and min(map(abs, edges)) < _SAME_EDGE
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
    by_page: defaultdict[int, list[Run]] = defaultdict(list)
    for run in runs:
        by_page[run.page].append(run)
    return [run for run in runs if could_be_heading(run) and _alone(run, by_page[run.page])]


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


def _look(run: Run, rules: Sequence[Box]) -> Look:
    style = run.style
    letters = [c for c in run.text if c.isalpha()]
    capitals = sum(c.isupper() for c in letters) > 0.8 * len(letters)
    size = round(2 * style.size) / 2
    ruled = any(_underlines(rule, run) for rule in rules)
    colon = run.text.endswith(":")
    return Look(size, style.bold, style.italic, capitals, style.color, ruled, colon)


def _underlines(rule: Box, run: Run) -> bool:
    """A rule under the run that is longer than it, or beside it at its height."""
    box = run.box
    if rule.width < rule.height:
        return False
    longer = rule.width >= 1.3 * box.width and rule.x0 < box.x1 and rule.x1 > box.x0
    under = longer and -2 < rule.y0 - box.y1 < 0.7 * run.size
    at_height = box.y0 < rule.middle < box.y1 + 1
    near = min(abs(rule.x0 - box.x1), abs(rule.x1 - box.x0)) < 3 * run.size
    return under or (at_height and near)


def _is_heading_look(look: Look, group: list[Run], body: float, color: int) -> bool:
    named = _named(group)
    stands_out = look.size > 1.05 * body or look.bold or look.capitals or look.ruled
    stands_out = stands_out or look.colon
    if not named or not (stands_out or look.color != color):
        return False
    likely = named + 0.5 * sum(
        likely_kind(run.text) is not None and kind_of(run.text) is None for run in group
    )
    return likely >= _PURE * len(group)


def _at_edges(group: list[Run]) -> list[Run]:
    """All runs of a look; where neither their size nor their names make it certain that it is one
    of headings, those that stand at a left edge at which headings stand: bold words further right
    are something else."""
    if _named(group) >= _CERTAIN * len(group):
        return group
    edges: defaultdict[int, list[Run]] = defaultdict(list)
    for run in group:
        edges[round(run.box.x0 / _SAME_EDGE)].append(run)
    pure = [at for at in edges.values() if _named(at) >= max(2.0, 0.5 * len(at))]
    return [run for at in pure for run in at] if pure else group


def _alike(one: Look, other: Look) -> bool:
    """Near enough for a run that is named like a section."""
    same = (one.color, one.bold) == (other.color, other.bold)
    return same and abs(one.size - other.size) <= 0.5


def _named(group: list[Run]) -> int:
    return sum(kind_of(run.text) is not None for run in group)
