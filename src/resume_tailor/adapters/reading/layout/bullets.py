"""Bullets: letters, drawings or small pictures in front of a line, told from icons and ornaments."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from resume_tailor.adapters.reading.layout.body import Body
from resume_tailor.adapters.reading.layout.notes import is_note
from resume_tailor.adapters.reading.layout.page import SIGN, Box, Mark, Piece, Run, Sheet, around
from resume_tailor.domain.model.dates import POINT

_SIGNS = "•●○▪▫■□◦‣⁃∙·➢➤►▸▶◆◇⬥⋄♦❖✓✔★☆→»›⚬◾◼⦁"
_NUMBER = re.compile(r"[(\[]?\d{1,2}[.)\]]")
_DASHES = "–—−*-"
_SIGN = re.compile(rf"[{_SIGNS}{_DASHES}]")
_LEADING = re.compile(rf"\s*(?:(?P<sign>[{_SIGNS}])\s*|(?P<dash>[{_DASHES}])\s+)(?=\S)")
_ADDRESS = re.compile(r"https?://|www\.|\S@\S|\w\.\w+/|^[+(]?\d[\d\s().-]{6,}$")
_REACH = 3.0
"""In ems: how far a mark may stand before its line."""
_ALONE = 2.5
"""In ems: nothing may be printed so near before a mark; else it separates and begins nothing."""
_ORNAMENTS = 0.6
"""If so many of the lines that a kind of mark stands before are bold or large, it is an ornament
of headings or of a time line."""


def with_bullets(sheets: Sequence[Sheet]) -> list[Run]:
    """All runs in the order of drawing; those that begin an item carry its mark, and marks that
    were printed as runs of their own are gone."""
    marked: list[Run] = []
    for sheet in sheets:
        stripped = [_stripped(run) for run in sheet.runs]
        texts = _numbered([run for run in stripped if not _SIGN.fullmatch(run.text)])
        lone = [Mark(r.box, f"{SIGN}{r.text}") for r in stripped if _SIGN.fullmatch(r.text)]
        marked += _attached(texts, [*lone, *sheet.marks])
    ornaments = _ornaments(marked)
    return [
        replace(run, mark=None) if run.mark and run.mark.kind in ornaments else run
        for run in marked
    ]


def _stripped(run: Run) -> Run:
    """The run without the sign that it begins with, which becomes its mark."""
    found = _LEADING.match(run.pieces[0].text)
    if found is None and len(run.pieces) > 1 and _SIGN.fullmatch(run.pieces[0].text.strip()):
        sign, pieces = run.pieces[0].text.strip(), run.pieces[1:]
    elif found is not None:
        sign = found["sign"] or found["dash"]
        first = run.pieces[0]
        pieces = (Piece(first.text[found.end() :], first.style), *run.pieces[1:])
    else:
        return run
    rest = "".join(piece.text for piece in pieces).strip()
    if sign in _DASHES and POINT.match(rest):
        return run
    width = min(run.size, run.box.width / 2)
    left = Box(run.box.x0, run.box.y0, run.box.x0 + 0.5 * width, run.box.y1)
    box = replace(run.box, x0=run.box.x0 + width)
    pieces = (Piece(pieces[0].text.lstrip(), pieces[0].style), *pieces[1:])
    return replace(run, pieces=pieces, box=box, mark=Mark(left, f"{SIGN}{sign}"))


def _numbered(runs: list[Run]) -> list[Run]:
    """Lone numbers of a list, `1.` or `[1]`, joined to the lines that they stand before."""
    numbers = [run for run in runs if _NUMBER.fullmatch(run.text)]
    joined: dict[int, Run] = {}
    for number in numbers:
        after = [
            run
            for run in runs
            if 0 < run.box.x0 - number.box.x1 < _REACH * run.size
            and run.box.beside(number.box)
            and run.order not in joined
        ]
        if after:
            run = min(after, key=lambda r: r.box.x0)
            first = Piece(f"{number.text} ", number.style)
            box = around([number.box, run.box])
            joined[run.order] = replace(run, pieces=(first, *run.pieces), box=box)
            joined[number.order] = replace(number, pieces=())
    changed = [joined.get(run.order, run) for run in runs]
    return [run for run in changed if run.pieces]


def _attached(runs: list[Run], marks: list[Mark]) -> list[Run]:
    """The runs, each with the nearest mark before it."""
    found: dict[int, Mark] = {}
    for mark in marks:
        beside = [
            (i, run)
            for i, run in enumerate(runs)
            if not run.turned and run.mark is None and run.box.beside(mark.box)
        ]
        after = [
            (run.box.x0 - mark.box.x1, i)
            for i, run in beside
            if -1 < run.box.x0 - mark.box.x1 < _REACH * run.size
        ]
        before = any(
            0 <= mark.box.x0 - run.box.x1 < _ALONE * run.size and not is_note(run.text)
            for _, run in beside
        )
        if after and not before:
            _, i = min(after)
            if i not in found or mark.box.x0 > found[i].box.x0:
                found[i] = mark
    return [replace(run, mark=found[i]) if i in found else run for i, run in enumerate(runs)]


def _is_address(run: Run) -> bool:
    """What icons stand before: a link, an e-mail address, a telephone number, dates, a place."""
    return bool(_ADDRESS.search(run.text)) or is_note(run.text)


def _ornaments(runs: Sequence[Run]) -> set[str]:
    """Kinds of marks that begin no items: before headings, or drawn once alone."""
    body = Body.of(runs).size
    lines: defaultdict[str, list[Run]] = defaultdict(list)
    for run in runs:
        if run.mark:
            lines[run.mark.kind].append(run)
    return {
        kind
        for kind, group in lines.items()
        if sum(run.style.bold or run.size > 1.1 * body for run in group) >= _ORNAMENTS * len(group)
        or (
            not kind.startswith(SIGN)
            and (len(group) < 2 or 2 * sum(map(_is_address, group)) >= len(group))
        )
    }
