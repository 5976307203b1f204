"""From fragments to rows: what a person sees as one line of print."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from resume_tailor.adapters.pdf.fragments import Fragment
from resume_tailor.domain.model.resume import Place

BULLET = re.compile(r"^\s*(?:[•●○▪▫■□◦‣⁃∙·➢➤►▸◆◇✓✔\uf0b7\uf0a7\uf0d8\u2219]|[-–—*](?=\s))\s*")
_LONE_BULLET = re.compile(r"\s*[•●○▪▫■□◦‣⁃∙·➢➤►▸◆◇✓✔–—*\-\uf0b7\uf0a7\uf0d8\u2219]\s*")
_GAP = 1.6
"""In ems: a wider gap inside a row separates cells (a date flush right, a second column)."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of print. `cells` are its parts between wide gaps; `bulleted` rows begin an item."""

    cells: tuple[str, ...]
    page: int
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    bold: bool
    bulleted: bool
    mark_x0: float
    """Left edge with the bullet mark, if there is one."""

    @property
    def text(self) -> str:
        """The whole row; a wide gap is a blank."""
        return " ".join(self.cells)

    @property
    def place(self) -> Place:
        """Where it stood."""
        return Place(self.page, self.x0, self.y0, self.x1, self.y1)


def to_rows(fragments: Iterable[Fragment]) -> list[Row]:
    """Rows in the order of the fragments; page numbers and running heads are left out."""
    groups: list[list[Fragment]] = []
    for fragment in fragments:
        if groups and _same_row(groups[-1], fragment):
            groups[-1].append(fragment)
        else:
            groups.append([fragment])
    rows = [_row(group) for group in groups]
    return _without_running_heads([row for row in rows if row.text])


def body_size(rows: Iterable[Row]) -> float:
    """The commonest size, by characters."""
    sizes: Counter[float] = Counter()
    for row in rows:
        sizes[row.size] += len(row.text)
    return sizes.most_common(1)[0][0] if sizes else 10.0


def _same_row(group: list[Fragment], fragment: Fragment) -> bool:
    last = group[-1]
    if fragment.page != last.page:
        return False
    overlap = min(last.y1, fragment.y1) - max(last.y0, fragment.y0)
    return overlap > 0.5 * min(last.y1 - last.y0, fragment.y1 - fragment.y0)


def _row(group: list[Fragment]) -> Row:
    ordered = sorted(group, key=lambda f: f.x0)
    marked = bool(_LONE_BULLET.fullmatch(ordered[0].text) and len(ordered) > 1)
    printed = ordered[1:] if marked else ordered
    cells = _cells(printed)
    stripped = BULLET.sub("", cells[0], count=1)
    bulleted = marked or stripped != cells[0]
    cells = [cell for cell in (stripped, *cells[1:]) if cell.strip()]
    size = Counter({f.size: 0 for f in printed})
    for fragment in printed:
        size[fragment.size] += len(fragment.text.strip())
    letters = sum(len(f.text) for f in printed)
    return Row(
        tuple(re.sub(r"\s+", " ", cell).strip() for cell in cells),
        ordered[0].page,
        printed[0].x0,
        min(f.y0 for f in printed),
        max(f.x1 for f in printed),
        max(f.y1 for f in printed),
        size.most_common(1)[0][0],
        sum(len(f.text) for f in printed if f.bold) > letters / 2,
        bulleted,
        ordered[0].x0,
    )


def _cells(fragments: list[Fragment]) -> list[str]:
    cells = [fragments[0].text]
    for left, right in pairwise(fragments):
        gap = right.x0 - left.x1
        if gap > _GAP * left.size:
            cells.append(right.text)
        else:
            touching = gap < 0.15 * left.size
            cells[-1] += right.text if touching else f" {right.text}"
    return [part for cell in cells for part in re.split(r"\s{4,}", cell.strip()) if part] or [""]


def _without_running_heads(rows: list[Row]) -> list[Row]:
    """Without what repeats at one height on most pages, and without bare page numbers there."""
    pages = {row.page for row in rows}
    if len(pages) < 2:
        return rows
    places = Counter((_without_digits(row.text), round(row.y0 / 6)) for row in rows)
    return [
        row
        for row in rows
        if row.page == min(pages)
        or places[_without_digits(row.text), round(row.y0 / 6)] < len(pages)
    ]


def _without_digits(text: str) -> str:
    return re.sub(r"\d+", "#", text.casefold())
