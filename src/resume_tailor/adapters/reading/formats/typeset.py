"""Formats without places, set as print, so that the one layout code reads them like a page."""

from collections.abc import Iterable
from dataclasses import dataclass

from resume_tailor.adapters.reading.layout.page import (
    SIGN,
    Box,
    Document,
    Link,
    Mark,
    Piece,
    Run,
    Sheet,
    Style,
)
from resume_tailor.domain.errors import ResumeHasNoText, ResumeTooLarge
from resume_tailor.domain.model.text import visible

BODY = Style(10.0)
_LEFT, _RIGHT = 50.0, 550.0
_LETTER = 0.5
"""Width of a letter in ems."""
_INDENT = 18.0
_MARK = f"{SIGN}•"


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line to be set: cells of pieces, the last of several flush right. `depth` counts the lists
    that it is nested in; 0 is no list item. `above` is white space in lines of body text."""

    cells: tuple[tuple[Piece, ...], ...]
    depth: int = 0
    above: float = 0.0
    link: str = ""


def typeset(lines: Iterable[TextLine], max_characters: int) -> Document:
    """The lines on one long page. A line of text is never wrapped, so that none runs on in the
    next. Raises `ResumeTooLarge` and `ResumeHasNoText`."""
    runs: list[Run] = []
    links: list[Link] = []
    y = 40.0
    characters = 0
    for line in lines:
        pieces = [piece for cell in line.cells for piece in cell]
        characters += sum(len(piece.text) for piece in pieces)
        if characters > max_characters:
            raise ResumeTooLarge(f"The resume has more than {max_characters:,} characters.")
        size = max((piece.style.size for piece in pieces), default=BODY.size)
        y += line.above * BODY.size
        runs += _set(line, y, len(runs))
        if line.link:
            links.append(Link(0, Box(_LEFT, y, _RIGHT, y + size), line.link))
        y += 2 * size
    if not any(run.text for run in runs):
        raise ResumeHasNoText("The file holds no text.")
    return Document((Sheet(0, _LEFT + _RIGHT, y, tuple(runs)),), tuple(links))


def _set(line: TextLine, y: float, order: int) -> list[Run]:
    runs: list[Run] = []
    left = _LEFT + _INDENT * line.depth
    for number, cell in enumerate(line.cells):
        pieces = tuple(Piece(visible(piece.text), piece.style) for piece in cell)
        text = "".join(piece.text for piece in pieces).strip()
        if not text:
            continue
        size = pieces[0].style.size
        width = len(text) * _LETTER * size
        last = number == len(line.cells) - 1 and number > 0
        x = max(left, _RIGHT - width) if last else left
        mark = Mark(Box(x - 10, y, x - 6, y + size), _MARK) if line.depth and not runs else None
        runs.append(Run(pieces, 0, Box(x, y, x + width, y + size), order + len(runs), mark))
        left = x + width + 3 * size
    return runs
