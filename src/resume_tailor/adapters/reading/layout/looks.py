"""How headings look in a document, told from the looks of all short lines that stand alone."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from resume_tailor.adapters.reading.layout.body import Body
from resume_tailor.adapters.reading.layout.page import Box, Run
from resume_tailor.adapters.reading.layout.section_names import kind_of, likely_kind

_PURE = 0.34
"""Share of the runs with one look that must name sections for all of them to be headings."""
_SMALLEST = 0.6
"""Headings are at least so large, measured by the largest ones: a smaller look is a subheading."""
_CERTAIN = 0.8
"""Above this share, a look is one of headings wherever it stands; below, its left edge counts."""
_COMES_BACK = 3
SAME_EDGE = 3.0
"""Points that edges of headings may differ."""


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


Groups = dict[Look, list[Run]]


def look_of(run: Run, rules: Sequence[Box]) -> Look:
    """How a run looks, the rules around it included."""
    style = run.style
    letters = [c for c in run.text if c.isalpha()]
    capitals = sum(c.isupper() for c in letters) > 0.8 * len(letters)
    size = round(2 * style.size) / 2
    ruled = any(_underlines(rule, run) for rule in rules)
    colon = run.text.endswith(":")
    return Look(size, style.bold, style.italic, capitals, style.color, ruled, colon)


def heading_looks(groups: Groups, body: Body) -> list[Look]:
    """The looks that headings have here: those in which sections are named, where they are set
    apart from the text; without those of subheadings."""
    chosen = [look for look, group in groups.items() if _is_heading_look(look, group, body)]
    largest = max((look.size for look in chosen if _named(groups[look]) > 1), default=0.0)
    return [look for look in chosen if look.size >= _SMALLEST * largest]


def headings_by_look(groups: Groups, chosen: Sequence[Look], body: Body) -> list[Run]:
    """All runs with a look of headings, and those that are named like sections and look much the
    same; names alone decide where no look is set apart."""
    headings = [
        run
        for look in chosen
        for run in (groups[look] if body.is_large(look.size) else _at_edges(groups[look]))
    ]
    return headings + [
        run
        for look, group in groups.items()
        if look not in chosen and (not chosen or any(_alike(look, other) for other in chosen))
        for run in group
        if kind_of(run.text)
    ]


def headings_by_shape(groups: Groups, body: Body) -> list[Run]:
    """Headings in a language that is not known: a look that is set apart, comes back at one edge,
    and is neither that of the largest print nor of all the text."""
    largest = max((look.size for look in groups), default=0.0)
    fitting = [
        group
        for look, group in groups.items()
        if len(group) >= _COMES_BACK
        and look.size < largest
        and (look.size > 1.05 * body.size or look.capitals or look.ruled)
        and _at_one_edge(group)
        and (look.bold or look.capitals or look.ruled or look.color != body.color)
    ]
    return max(fitting, key=lambda group: (group[0].size, -len(group)), default=[])


def _at_one_edge(group: list[Run]) -> bool:
    lefts = {round(run.box.x0 / SAME_EDGE) for run in group}
    middles = {round((run.box.x0 + run.box.x1) / 2 / SAME_EDGE) for run in group}
    return min(len(lefts), len(middles)) == 1


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


def _is_heading_look(look: Look, group: list[Run], body: Body) -> bool:
    named = _named(group)
    stands_out = look.size > 1.05 * body.size or look.bold or look.capitals or look.ruled
    stands_out = stands_out or look.colon
    if not named or not (stands_out or look.color != body.color):
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
        edges[round(run.box.x0 / SAME_EDGE)].append(run)
    pure = [at for at in edges.values() if _named(at) >= max(2.0, 0.5 * len(at))]
    return [run for at in pure for run in at] if pure else group


def _alike(one: Look, other: Look) -> bool:
    """Near enough for a run that is named like a section."""
    same = (one.color, one.bold) == (other.color, other.bold)
    return same and abs(one.size - other.size) <= 0.5


def _named(group: list[Run]) -> int:
    return sum(kind_of(run.text) is not None for run in group)
