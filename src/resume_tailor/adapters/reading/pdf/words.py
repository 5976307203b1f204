"""From MuPDF's lines of characters to runs of words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import Any

from resume_tailor.adapters.reading.layout.page import Box, Mark, Piece, Run, Style
from resume_tailor.domain.model.text import visible

UPWARDS, DOWNWARDS = 1, 2
WIDE_GAP = 1.5
"""In ems: a wider gap inside a line separates runs (a date flush right, another column)."""
_GAP_BETWEEN_SIZES = 0.8
"""In ems: the same between words of different sizes, such as a label and what it names."""
_WORD_GAP = 0.22
"""In ems: narrower gaps are letter-spacing or kerning."""
_BOLD = re.compile("bold|black|heavy|demi|heiti|simhei", re.IGNORECASE)
_ICON_FONT = re.compile(
    "awesome|icon|phosphor|marvosym|fontello|glyphs|dingbat|entypo|feather|material|bbding|ifsym"
    "|symbols?neu|ligature",
    re.IGNORECASE,
)
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
_PRIVATE_BULLETS = str.maketrans("\uf0b7\uf0a7\uf0d8\uf076\uf0fc", "•▪➢❖✓")
"""Bullets of Wingdings and Symbol, which keep their private codes in many files."""
_Edges = tuple[float, float, float, float]
_SOFT_HYPHEN = "\u00ad"
_SUPERSCRIPT, _ITALIC, _BOLD_FLAG = 1, 2, 16
_SYNTHETIC_BOLD, _FILLED, _STROKED, _NO_UNICODE = 8, 16, 32, 128


@dataclass(slots=True)
class _Word:
    """In the making, so its edges are plain numbers."""

    text: str
    style: Style
    x0: float
    y0: float
    x1: float
    y1: float
    glued: bool = False
    """No blank stands before it."""

    def grow(self, text: str, x0: float, y0: float, x1: float, y1: float) -> None:
        """Take up a character."""
        self.text += text
        self.x0 = min(self.x0, x0)
        self.y0 = min(self.y0, y0)
        self.x1 = max(self.x1, x1)
        self.y1 = max(self.y1, y1)


@dataclass(slots=True)
class Line:
    """The words of one line, the icons in it, and how many letters had no meaning."""

    words: list[_Word]
    icons: list[Mark]
    unknown: int = 0


def turn_of(line: dict[str, Any]) -> int:
    """0 for a line that runs to the right, else `UPWARDS` or `DOWNWARDS`."""
    across, down = line["dir"]
    if abs(across) >= abs(down):
        return 0
    return UPWARDS if down < 0 else DOWNWARDS


def read_line(spans: list[dict[str, Any]], turn: int) -> Line:
    """The words of a line, from its spans (those of `rawdict` that can be seen)."""
    line = Line([], [])
    last: Any = spans[-1]["chars"][-1] if spans else None
    open_word = False
    for span in spans:
        style = style_of(span)
        iconic = bool(_ICON_FONT.search(span["font"]))
        unknown = bool(span["char_flags"] & _NO_UNICODE)
        for char in span["chars"]:
            text = char["c"]
            if not (text.isascii() and text.isprintable()):
                text = visible(text.translate(_PRIVATE_BULLETS))
                text = "-" if char is last and char["c"] == _SOFT_HYPHEN else text
            if iconic or unknown or _PRIVATE.match(text):
                line.unknown += unknown and not iconic
                line.icons.append(Mark(Box(*char["bbox"]), f"{span['font']}:{char['c']}"))
                open_word = False
            elif not text.strip():
                open_word = open_word and not text
            else:
                _add(line.words, text, style, _edges(char, span, turn), joins=open_word)
                open_word = True
    return line


def runs_of(line: Line, page: int, order: int, turn: int) -> Iterator[Run]:
    """The runs of a line: its words, cut where the gap is wide."""
    group: list[_Word] = []
    for word in line.words:
        if group and _apart(group[-1], word):
            yield _run(group, page, order, turn)
            group = []
        group.append(word)
    if group:
        yield _run(group, page, order, turn)


def style_of(span: dict[str, Any]) -> Style:
    """How a span looks; a superscript looks like what it stands beside."""
    bold = (
        bool(span["flags"] & _BOLD_FLAG)
        or bool(span["char_flags"] & _SYNTHETIC_BOLD)
        or span["char_flags"] & (_FILLED | _STROKED) == _FILLED | _STROKED
        or bool(_BOLD.search(span["font"]))
        or bool(span.get("outlined"))
    )
    italic = bool(span["flags"] & _ITALIC) or "italic" in span["font"].lower()
    return Style(round(span["size"], 1), bold, italic, span["color"], span["font"])


def _add(words: list[_Word], text: str, style: Style, edges: _Edges, *, joins: bool) -> None:
    """Put a character to the last word, or begin a word with it."""
    last = words[-1] if words else None
    if (
        last is None
        or not joins
        or edges[0] - last.x1 >= _WORD_GAP * max(style.size, 1)
        or edges[2] < last.x0
    ):
        words.append(_Word(text, style, *edges))
    elif last.style is style or _same_word(last.style, style):
        last.grow(text, *edges)
        if style.size > last.style.size:
            last.style = replace(last.style, size=style.size)
    else:
        words.append(_Word(text, style, *edges, glued=True))


def _same_word(one: Style, other: Style) -> bool:
    """Small capitals and superscripts differ in size alone; another font of one size is a change
    of emphasis, as where Chinese stands without blanks."""
    return one.size != other.size or (one.font, one.color) == (other.font, other.color)


def _apart(left: _Word, right: _Word) -> bool:
    gap = right.x0 - left.x1
    one, other = left.style, right.style
    limit = WIDE_GAP if 0.8 < one.size / other.size < 1.25 else _GAP_BETWEEN_SIZES
    return gap > limit * min(one.size, other.size) or right.x1 < left.x0


def _edges(char: dict[str, Any], span: dict[str, Any], turn: int) -> _Edges:
    """From the baseline, since fonts disagree about how tall they are. Of turned print as if the
    page had been turned back: along the line, then across it."""
    x0, y0, x1, y1 = char["bbox"]
    if turn:
        return (-y1, x0, -y0, x1) if turn == UPWARDS else (y0, -x1, y1, -x0)
    base, size = char["origin"][1], span["size"]
    if span["flags"] & _SUPERSCRIPT:
        return x0, y1 - 0.9 * size, x1, y1
    return x0, base - 0.75 * size, x1, base + 0.22 * size


def _run(words: list[_Word], page: int, order: int, turn: int) -> Run:
    words = _closed_up(words)
    pieces: list[Piece] = []
    for number, word in enumerate(words):
        blank = "" if number == 0 or word.glued else " "
        if pieces and pieces[-1].style == word.style:
            pieces[-1] = Piece(pieces[-1].text + blank + word.text, word.style)
        else:
            pieces.append(Piece(blank + word.text, word.style))
    x0, y0 = min(word.x0 for word in words), min(word.y0 for word in words)
    x1, y1 = max(word.x1 for word in words), max(word.y1 for word in words)
    box = Box(x0, y0, x1, y1)
    if turn:
        box = Box(y0, -x1, y1, -x0) if turn == UPWARDS else Box(-y1, x0, -y0, x1)
    return Run(tuple(pieces), page, box, order, turned=bool(turn))


def _closed_up(words: list[_Word]) -> list[_Word]:
    """`E X P E R I E N C E` made one word; a gap half as wide again separates words."""
    single = sum(len(word.text) == 1 and word.text.isalpha() for word in words)
    short = sum(len(word.text) <= 2 for word in words)
    if len(words) < 4 or single < 0.5 * len(words) or short < 0.9 * len(words):
        return words
    gaps = [b.x0 - a.x1 for a, b in pairwise(words)]
    usual = median(gaps)
    closed = [words[0]]
    for gap, word in zip(gaps, words[1:], strict=True):
        if gap > 1.5 * usual:
            closed.append(word)
        else:
            closed[-1].grow(word.text, word.x0, word.y0, word.x1, word.y1)
    return closed
