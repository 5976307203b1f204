"""Word documents, by python-docx: paragraphs and tables in their order."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from resume_tailor.adapters.reading.formats.typeset import BODY, TextLine, typeset
from resume_tailor.adapters.reading.layout.page import Box, Document, Hidden, Piece, Style
from resume_tailor.adapters.reading.pdf.visibility import CONTRAST, WHITE, contrast
from resume_tailor.domain.errors import DomainError, ResumeTooLarge, ResumeUnreadable

_MOST_UNPACKED = 60_000_000
_SMALLEST = 2.0
_NOWHERE = Box(0, 0, 0, 0)
_MOST_PARTS = 2_000
_HEADING_SIZES = {"title": 22.0, "heading 1": 16.0, "heading 2": 13.0, "heading 3": 12.0}
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_NUMBERING = f"{_WORD}pPr/{_WORD}numPr"
_TAB = re.compile(r"\t+| {4,}")


def read_docx(data: bytes, max_characters: int) -> Document:
    """The document set as print; headers of pages come first, since many hold the name. Raises
    `ResumeUnreadable`, `ResumeTooLarge` and `ResumeHasNoText`."""
    try:
        _check(data)
        hidden: list[Hidden] = []
        document = typeset(_lines(data, hidden), max_characters)
        return replace(document, hidden=tuple(hidden))
    except DomainError:
        raise
    except Exception as error:
        # Damaged documents raise whatever the parser stumbles over.
        raise ResumeUnreadable from error


def _check(data: bytes) -> None:
    """Refuse archives that unpack to more than any resume."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
        if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_UNPACKED:
            raise ResumeTooLarge("The document unpacks to too much. Save it without pictures.")


def _lines(data: bytes, hidden: list[Hidden]) -> Iterator[TextLine]:
    import docx

    document: Any = docx.Document(io.BytesIO(data))
    header = document.sections[0].header if len(document.sections) else None
    if header is not None and not header.is_linked_to_previous:
        yield from _blocks(header, hidden)
    yield from _blocks(document, hidden)


def _blocks(container: Any, hidden: list[Hidden]) -> Iterator[TextLine]:
    for block in container.iter_inner_content():
        if hasattr(block, "rows"):
            yield from _table(block, hidden)
        else:
            yield from _paragraph(block, hidden)


def _table(table: Any, hidden: list[Hidden]) -> Iterator[TextLine]:
    """A row of short cells is a line; a cell with paragraphs is read by itself, cell after cell, as
    in tables that only place columns."""
    seen: list[Any] = []
    for row in table.rows:
        cells = [cell for cell in dict.fromkeys(row.cells) if cell not in seen]
        seen += cells  # a merged cell is in each row that it spans
        inner = [list(_blocks(cell, hidden)) for cell in cells]
        if all(len(lines) <= 1 for lines in inner):
            if merged := tuple(cell for lines in inner for line in lines for cell in line.cells):
                yield TextLine(merged)
        else:
            for lines in inner:
                yield from lines


def _is_hidden(run: Any, style: Style) -> bool:
    """Marked as hidden, in the colour of paper, or too small to see."""
    font = getattr(run, "font", None)
    if font is not None and font.hidden:
        return True
    look = _run_style(run, style)
    return look.size < _SMALLEST or contrast(look.color, WHITE) < CONTRAST


def _paragraph(paragraph: Any, hidden: list[Hidden]) -> Iterator[TextLine]:
    style = _paragraph_style(paragraph)
    cells: list[tuple[Piece, ...]] = []
    pieces: list[Piece] = []
    links: list[str] = []
    for run in paragraph.iter_inner_content():
        if hasattr(run, "address"):
            links.append(run.address or "")
        for number, part in enumerate(_TAB.split(run.text.replace("\n", "\t"))):
            if number and pieces:
                cells.append(tuple(pieces))
                pieces = []
            if part and _is_hidden(run, style):
                hidden.append(Hidden(part, "hidden in the document", 0, _NOWHERE))
            elif part:
                pieces.append(Piece(part, _run_style(run, style)))
    cells.append(tuple(pieces))
    if any(piece.text.strip() for cell in cells for piece in cell):
        above = (
            0.6 if style.size > BODY.size or (paragraph.paragraph_format.space_before or 0) else 0
        )
        yield TextLine(tuple(cells), _depth(paragraph), above, next(filter(None, links), ""))


def _paragraph_style(paragraph: Any) -> Style:
    style = paragraph.style
    name = (style.name or "").casefold() if style is not None else ""
    size = _HEADING_SIZES.get(name)
    font = style.font if style is not None else None
    if font is not None and font.size is not None:
        size = float(font.size.pt)
    bold = bool(font is not None and font.bold) or name.startswith(("heading", "title"))
    return Style(size or BODY.size, bold)


def _run_style(run: Any, style: Style) -> Style:
    font = getattr(run, "font", None)
    if font is None:
        return style
    size = float(font.size.pt) if font.size is not None else style.size
    bold = style.bold if font.bold is None else bool(font.bold)
    color = int(str(font.color.rgb), 16) if font.color is not None and font.color.rgb else 0
    return Style(size, bold, bool(font.italic), color)


def _depth(paragraph: Any) -> int:
    """How deep the list is that the paragraph is an item of; 0 for none."""
    level = paragraph.paragraph_format.element.find(f"./{_NUMBERING}/{_WORD}ilvl")
    if level is not None:
        return int(level.get(f"{_WORD}val") or 0) + 1
    name = (paragraph.style.name or "") if paragraph.style is not None else ""
    found = re.fullmatch(r"List (?:Bullet|Number)(?: (\d))?", name)
    return int(found[1] or 1) if found else 0
