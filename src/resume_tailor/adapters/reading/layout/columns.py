"""The order of reading: columns of a page, and columns inside a section, found by geometry.

A gutter is a white strip that no run crosses. Whether what stands on its two sides are two columns,
or lines with something flush right, is told by headings, alignment and the order of drawing: who
wrote the file drew one column after the other, but a line with its date at once.

The idea of maximal white strips is from T. M. Breuel, Two Geometric Algorithms for Layout Analysis
(2002); recursive cuts are from G. Nagy and S. Seth, Hierarchical Representation of Optically
Scanned Documents (1984).
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from resume_tailor.adapters.reading.layout.contact import is_contact
from resume_tailor.adapters.reading.layout.notes import is_dates, is_note
from resume_tailor.adapters.reading.layout.page import Box, Run

_SAME_EDGE = 3.0
"""Points that edges of one column may differ."""
_MOSTLY = 0.6
_FEW_SWITCHES = 0.5
"""Changes of side in the order of drawing, measured by the shorter side, at most so many."""

Decides = Callable[[list[Run], list[Run]], bool]


@dataclass(frozen=True, slots=True)
class _Gutter:
    x: float
    y0: float
    y1: float
    gain: int
    """Runs on both sides."""


def page_columns(runs: Sequence[Run], headings: set[int], rules: Sequence[Box]) -> list[list[Run]]:
    """The columns of a page in reading order; what spans columns is one of its own."""

    def decides(left: list[Run], right: list[Run]) -> bool:
        return _are_page_columns(left, right, headings)

    heads = [run for run in runs if run.order in headings]
    if not heads or not (_stand_apart(heads) or _hold_contact(runs, headings)):
        return [list(runs)] if runs else []
    return _split(list(runs), _walls(rules), decides)


def _stand_apart(heads: list[Run]) -> bool:
    """Whether a strip could have headings on both of its sides."""
    return min(head.box.x1 for head in heads) <= max(head.box.x0 for head in heads)


def _hold_contact(runs: Sequence[Run], headings: set[int]) -> bool:
    return any(run.order not in headings and is_contact(run.text) for run in runs)


def inner_columns(runs: Sequence[Run], rules: Sequence[Box]) -> list[list[Run]]:
    """The columns inside a section, such as two projects side by side."""
    return _split(list(runs), _walls(rules), _are_inner_columns)


def _walls(rules: Sequence[Box]) -> list[Box]:
    return [rule for rule in rules if rule.width > rule.height]


def _split(runs: list[Run], walls: list[Box], decides: Decides) -> list[list[Run]]:
    gutter = _best_gutter(runs, walls, decides)
    if gutter is None:
        return [runs] if runs else []
    above = [run for run in runs if run.box.middle < gutter.y0]
    below = [run for run in runs if run.box.middle > gutter.y1]
    left, right = _sides(runs, gutter.x, gutter.y0, gutter.y1)
    parts = (above, left, right, below)
    return [piece for part in parts for piece in _split(part, walls, decides)]


def _best_gutter(runs: list[Run], walls: list[Box], decides: Decides) -> _Gutter | None:
    """The gutter between columns with the most runs beside it."""
    found: dict[tuple[int, int, float], _Gutter] = {}
    for x in _candidates(runs):
        free = _free(runs, walls, x)
        for (y0, y1), (left, right) in zip(free, _counts(runs, free, x), strict=True):
            if left and right:
                gain = min(left, right) * 1000 + left + right
                found.setdefault((left, right, y0), _Gutter(x, y0, y1, gain))
    for gutter in sorted(found.values(), key=lambda g: -g.gain):
        if decides(*_sides(runs, gutter.x, gutter.y0, gutter.y1)):
            return gutter
    return None


def _counts(runs: list[Run], free: list[tuple[float, float]], x: float) -> list[list[int]]:
    """How many runs stand left and right of x in each free stretch."""
    counts = [[0, 0] for _ in free]
    tops = [y0 for y0, _ in free]
    for run in runs:
        box = run.box
        left = box.x1 <= x + 0.5
        if left or box.x0 >= x - 0.5:
            middle = (box.y0 + box.y1) / 2
            stretch = bisect_right(tops, middle) - 1
            if middle <= free[stretch][1]:
                counts[stretch][not left] += 1
    return counts


def _candidates(runs: list[Run]) -> list[float]:
    """Just before left edges and just after right edges."""
    edges = {round(run.box.x0 - 1) for run in runs} | {round(run.box.x1 + 1) for run in runs}
    return [float(edge) for edge in sorted(edges)]


def _free(runs: list[Run], walls: list[Box], x: float) -> list[tuple[float, float]]:
    """From where to where nothing crosses x."""
    low, high = x - 0.5, x + 0.5
    crossing = [(r.box.y0, r.box.y1) for r in runs if r.box.x0 < low and r.box.x1 > high]
    crossing += [(wall.y0, wall.y1) for wall in walls if wall.x0 < low and wall.x1 > high]
    free: list[tuple[float, float]] = []
    top = float("-inf")
    for y0, y1 in sorted(crossing):
        if y0 > top:
            free.append((top, y0))
        top = max(top, y1)
    return [*free, (top, float("inf"))]


def _sides(runs: list[Run], x: float, y0: float, y1: float) -> tuple[list[Run], list[Run]]:
    left: list[Run] = []
    right: list[Run] = []
    for run in runs:
        box = run.box
        if y0 <= (box.y0 + box.y1) / 2 <= y1:
            if box.x1 <= x + 0.5:
                left.append(run)
            elif box.x0 >= x - 0.5:
                right.append(run)
    return left, right


def _are_page_columns(left: list[Run], right: list[Run], headings: set[int]) -> bool:
    """Both sides head sections of their own, and neither is a margin of notes or headings; or one
    side is about the person, as beside a photo, without a heading and without dates."""
    heads = [sum(run.order in headings for run in side) for side in (left, right)]
    if not all(heads):
        bare = right if heads[0] else left
        return max(heads) > 1 and _is_about_person(bare) and _drawn_apart(left, right)
    sides = zip((left, right), heads, strict=True)
    return all(n <= _MOSTLY * len(side) and not _are_notes(side) for side, n in sides)


def _is_about_person(side: list[Run]) -> bool:
    contact = sum(is_contact(run.text) for run in side)
    return len(side) > 2 and contact > 0 and not any(is_dates(run.text) for run in side)


def _are_inner_columns(left: list[Run], right: list[Run]) -> bool:
    """The right side has a left edge of its own, and was drawn after the left one."""
    if min(len(left), len(right)) < 2 or _are_notes(left) or _are_notes(right):
        return False
    return _share_left_edge(right) and _drawn_apart(left, right)


def _are_notes(side: list[Run]) -> bool:
    return sum(is_note(run.text) for run in side) >= _MOSTLY * len(side)


def _share_left_edge(side: list[Run]) -> bool:
    """Flush left or centred, not flush right."""
    left = _commonest([run.box.x0 for run in side])
    centre = _commonest([(run.box.x0 + run.box.x1) / 2 for run in side])
    right = _commonest([run.box.x1 for run in side])
    return max(left, centre) >= 2 and left >= min(right, 2) and max(left, centre) >= right


def _commonest(edges: list[float]) -> int:
    return Counter(round(edge / _SAME_EDGE) for edge in edges).most_common(1)[0][1]


def _drawn_apart(left: list[Run], right: list[Run]) -> bool:
    sides = [(run.order, 0) for run in left] + [(run.order, 1) for run in right]
    order = [side for _, side in sorted(sides)]
    switches = sum(a != b for a, b in pairwise(order))
    return switches <= max(1.0, _FEW_SWITCHES * min(len(left), len(right)))
