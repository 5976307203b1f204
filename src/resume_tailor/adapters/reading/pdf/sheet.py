"""One page: its runs of text, what is drawn around them, and what is hidden."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from resume_tailor.adapters.reading.layout.page import Box, Hidden, Mark, Run, Sheet
from resume_tailor.adapters.reading.pdf.page_picture import PagePicture
from resume_tailor.adapters.reading.pdf.visibility import (
    CONTRAST,
    COVERED,
    INKED,
    UNSURE,
    WHITE,
    WITHOUT_INK,
    Ink,
    Painting,
    contrast,
    reason_hidden,
)
from resume_tailor.adapters.reading.pdf.words import read_line, runs_of, turn_of

_MARK = (0.8, 9.0)
"""Points: a drawn bullet is at least and at most so wide and high."""
_RULE = 2.5
"""Points: a thinner box is a line."""
_PHOTO, _LONGEST_SHAPE = 40.0, 1.8
"""Points that a photo is wide and high at least, and how much longer than wide it can be."""
_SQUEEZED = (8, 0.15)
"""More letters than these, each narrower than so many ems, were not drawn there."""
_OPAQUE, _NEARLY_OPAQUE = 255, 230
_THICK = 60
"""Points; a stroked box that is larger is a frame or a circle, and hides nothing inside it."""
_MOST_PAINTINGS = 3_000
"""On a page; of more, the largest count."""
_READABLE = 0.2
"""Share of the letters with ink above which a page with a full picture is no scan."""
_SCAN = 0.7
"""Share of the page that a picture must fill to be a scan of it."""


@dataclass
class PageContent:
    """What reading a page yields beside its sheet."""

    sheet: Sheet
    hidden: list[Hidden] = field(default_factory=list)
    photos: int = 0
    unknown: int = 0
    """Letters without a meaning: fonts that do not say what their shapes stand for."""
    scanned: bool = False
    """A picture fills the page."""


def read_page(page: Any, order: int) -> PageContent:
    """The content of a PyMuPDF page; its runs are numbered from `order`."""
    drawn = page.get_displaylist()
    blocks, pictures = _blocks(drawn)
    frame = Box(*page.rect)
    paintings = _paintings(blocks, pictures)
    scanned = _is_scan(blocks, pictures, frame)
    builder = _Builder(
        page.number,
        frame,
        paintings,
        order,
        scanned=scanned,
        picture=PagePicture(drawn),
    )
    for block in blocks:
        if block["type"] == 0:
            builder.read_text(block)
        elif block["type"] == 3:
            builder.read_drawing(Box(*block["bbox"]), block)
    builder.read_pictures([box for _, box in pictures])
    return builder.content()


def _is_scan(blocks: list[dict[str, Any]], pictures: list[tuple[int, Box]], page: Box) -> bool:
    """Whether a picture fills the page and its text is a layer of recognised text: drawn without
    ink, or under the picture."""
    full = _SCAN * page.width * page.height
    filling = [before for before, box in pictures if box.width * box.height > full]
    if not filling:
        return False
    letters = readable = 0
    for block in blocks:
        for span in _spans([block]):
            letters += len(span["chars"])
            if block["number"] > max(filling) and span["char_flags"] & INKED:
                readable += len(span["chars"])
    return readable <= _READABLE * letters


class _Builder:
    """Collects the parts of a sheet."""

    def __init__(
        self,
        number: int,
        frame: Box,
        paintings: list[Painting],
        order: int,
        *,
        scanned: bool,
        picture: PagePicture,
    ) -> None:
        self._number = number
        self._frame = frame
        self._paintings = paintings
        self._order = order
        self._scanned = scanned
        self._picture = picture
        self._runs: list[Run] = []
        self._marks: list[Mark] = []
        self._rules: list[Box] = []
        self._hidden: list[Hidden] = []
        self._photos = self._unknown = 0

    def read_text(self, block: dict[str, Any]) -> None:
        """Runs and hidden texts of a text block."""
        near = [p for p in self._paintings if p.box.meets(Box(*block["bbox"]))]
        for line in block["lines"]:
            turn = turn_of(line)
            spans = [
                s for s in _merged(line["spans"]) if self._can_be_seen(s, block["number"], near)
            ]
            read = read_line(spans, turn)
            for run in runs_of(read, self._number, self._order, turn):
                self._runs.append(run)
                self._order += 1
            self._marks += read.icons
            self._unknown += read.unknown

    def read_drawing(self, box: Box, block: dict[str, Any]) -> None:
        """A mark or a rule."""
        low, high = _MARK
        if min(box.width, box.height) < _RULE < 12 < max(box.width, box.height):
            self._rules.append(box)
        elif low <= box.width <= high and low <= box.height <= high:
            shape = f"{box.width:.0f}x{box.height:.0f}:{block['color']:x}"
            if 0.5 <= box.width / box.height <= 2:
                self._marks.append(Mark(box, shape))

    def read_pictures(self, boxes: list[Box]) -> None:
        """Photos are counted, small pictures may be bullets or icons."""
        for box in boxes:
            low, high = sorted((box.width, box.height))
            if low >= _PHOTO and high <= _LONGEST_SHAPE * low and not self._scanned:
                self._photos += 1
            elif max(box.width, box.height) <= 1.5 * _MARK[1]:
                self._marks.append(Mark(box, f"picture {box.width:.0f}x{box.height:.0f}"))

    def content(self) -> PageContent:
        """All that was collected."""
        sheet = Sheet(
            self._number,
            self._frame.width,
            self._frame.height,
            tuple(self._runs),
            tuple(self._marks),
            tuple(self._rules),
        )
        return PageContent(sheet, self._hidden, self._photos, self._unknown, self._scanned)

    def _can_be_seen(self, span: dict[str, Any], order: int, near: list[Painting]) -> bool:
        """Marks fake bold in passing: browsers draw it as outlines over transparent letters."""
        box = Box(*span["bbox"])
        opacity = span.get("alpha", _OPAQUE) / _OPAQUE
        outline = _outline(box, near) if opacity == 0 else None
        if outline is not None and (
            contrast(outline, WHITE) >= CONTRAST or self._picture.shows(box, outline)
        ):
            span["outlined"], span["color"] = True, outline
            return True
        ink = Ink(
            order,
            box,
            span["size"],
            span["color"],
            opacity,
            span["char_flags"],
            len(span["chars"]),
        )
        reason = reason_hidden(ink, near, self._frame)
        if self._scanned and reason in (WITHOUT_INK, COVERED):
            return True  # recognised text lies invisibly over or under the picture of its page
        if reason in UNSURE and self._picture.shows(box, ink.color):
            return True
        text = "".join(char["c"] for char in span["chars"]).strip()
        if reason and text:
            self._hidden.append(Hidden(text, reason, self._number, box))
        return not reason


_LOOK = ("font", "size", "color", "alpha", "flags", "char_flags")


def _merged(spans: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Neighbours that look alike as one: some programs write a span for each letter."""
    merged: list[dict[str, Any]] = []
    for span in spans:
        last = merged[-1] if merged else None
        if last and all(last.get(key) == span.get(key) for key in _LOOK):
            last["chars"] = [*last["chars"], *span["chars"]]
            (a0, b0, a1, b1), (c0, d0, c1, d1) = last["bbox"], span["bbox"]
            last["bbox"] = (min(a0, c0), min(b0, d0), max(a1, c1), max(b1, d1))
        else:
            merged.append(span)
    return merged


def _outline(box: Box, near: list[Painting]) -> int | None:
    """The colour of outlines drawn where this text stands."""
    for p in near:
        shared = min(p.box.x1, box.x1) - max(p.box.x0, box.x0)
        tall = p.box.height > 2 * box.height
        if not tall and p.box.beside(box) and shared > 0.5 * box.width:
            return p.color
    return None


def _blocks(drawn: Any) -> tuple[list[dict[str, Any]], list[tuple[int, Box]]]:
    """The blocks of text and drawings in the order of drawing, and the pictures with the number of
    the block before them, from a display list. What a clip hides is not among them: a display list leaves it out.

    Pictures are looked up apart: the raw text would encode each of them as PNG.
    """
    import pymupdf

    library: Any = pymupdf
    flags = (
        library.TEXT_PRESERVE_WHITESPACE
        | library.TEXT_CID_FOR_UNKNOWN_UNICODE
        | library.TEXT_COLLECT_VECTORS
    )
    blocks = _believable(drawn, flags)
    for number, block in enumerate(blocks):
        block["number"] = number
    pictures: list[tuple[int, Box]] = []
    before = -1
    with_pictures = library.TextPage(drawn.get_textpage(flags | library.TEXT_PRESERVE_IMAGES))
    for x0, y0, x1, y1, _, _, kind in with_pictures.extractBLOCKS():
        if kind == 1:
            pictures.append((before, Box(x0, y0, x1, y1)))
        else:
            before += 1
    return blocks, pictures


def _believable(drawn: Any, flags: int) -> list[dict[str, Any]]:
    """The blocks; without replacement texts (ActualText) where one cannot be what is drawn, since
    its letters would have no room. Ligatures and hyphens have such texts rightly."""
    import pymupdf

    library: Any = pymupdf
    blocks: list[dict[str, Any]]
    blocks = library.TextPage(drawn.get_textpage(flags)).extractRAWDICT()["blocks"]
    squeezed = any(
        len(span["chars"]) > _SQUEEZED[0]
        and span["bbox"][2] - span["bbox"][0] < _SQUEEZED[1] * span["size"] * len(span["chars"])
        for span in _spans(blocks)
        if span["size"] > 1
    )
    if squeezed:
        flags |= library.TEXT_IGNORE_ACTUALTEXT
        blocks = library.TextPage(drawn.get_textpage(flags)).extractRAWDICT()["blocks"]
    return blocks


def _spans(blocks: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for block in blocks:
        if block["type"] == 0:
            for line in block["lines"]:
                yield from line["spans"]


def _paintings(blocks: list[dict[str, Any]], pictures: list[tuple[int, Box]]) -> list[Painting]:
    painted = [
        Painting(
            block["number"],
            Box(*block["bbox"]),
            block["color"] if block["alpha"] >= _NEARLY_OPAQUE and not block["stroked"] else None,
        )
        for block in blocks
        if block["type"] == 3 and _is_area(block)
    ]
    painted += [Painting(before + 0.5, box, None) for before, box in pictures]
    if len(painted) > _MOST_PAINTINGS:
        painted = sorted(painted, key=lambda p: -p.box.width * p.box.height)[:_MOST_PAINTINGS]
    return sorted(painted, key=lambda painting: painting.order)


def _is_area(block: dict[str, Any]) -> bool:
    """Whether it can hide anything: a fill, or a stroke that is no frame around a larger box."""
    box = Box(*block["bbox"])
    return not block["stroked"] or min(box.width, box.height) < _THICK
