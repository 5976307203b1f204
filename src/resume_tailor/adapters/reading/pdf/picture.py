"""A picture of what was read: each page with its sections, entries and lines boxed and numbered."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from resume_tailor.adapters.reading.pdf.extraction import opened
from resume_tailor.domain.model.reading_report import Place
from resume_tailor.domain.model.resume import Resume

_SCALE = 1.6
_MOST_PAGES = 10
_GAP = 8
_LETTER = 6.5
_HEADING, _HEADER, _LINE, _LEFT_OUT = (0.1, 0.3, 0.9), (0, 0.5, 0.2), (0.9, 0.45, 0), (0.8, 0, 0)


@dataclass(frozen=True, slots=True)
class _Label:
    text: str
    place: Place
    color: tuple[float, float, float]


def draw(data: bytes, resume: Resume, password: str = "") -> bytes:
    """A PNG of the pages, one below the other: headings in blue, headers of entries in green, lines
    in orange, what was left out in red. Raises `ResumeUnreadable`."""
    labels = list(_labels(resume))
    with opened(data, 1_000, password) as document:
        pages = [page for page in document if page.number < _MOST_PAGES]
        pictures = [
            _drawn(page, [b for b in labels if b.place.page == page.number]) for page in pages
        ]
        return _stacked(pictures)


def _labels(resume: Resume) -> Iterator[_Label]:
    for part in resume.report.left_out:
        if part.place:
            yield _Label("left out", part.place, _LEFT_OUT)
    for section in resume.sections:
        if section.place:
            yield _Label(f"{section.id} {section.kind}", section.place, _HEADING)
        for entry in section.entries:
            if entry.place:
                yield _Label(entry.id, entry.place, _HEADER)
    for line in resume.lines():
        if line.place:
            yield _Label(line.id, line.place, _LINE)


def _drawn(page: Any, labels: list[_Label]) -> Any:
    import pymupdf

    library: Any = pymupdf
    shape = page.new_shape()
    for label in labels:
        place = label.place
        box = library.Rect(place.x0 - 1.5, place.y0 - 1.5, place.x1 + 1.5, place.y1 + 1.5)
        shape.draw_rect(box * page.derotation_matrix)
        shape.finish(color=label.color, fill=label.color, fill_opacity=0.08, width=0.7)
        width = library.get_text_length(label.text, fontsize=_LETTER)
        corner = library.Point(max(1, box.x0 - width - 2), box.y0 + _LETTER)
        shape.insert_text(
            corner * page.derotation_matrix, label.text, fontsize=_LETTER, color=label.color
        )
    shape.commit()
    return page.get_pixmap(matrix=library.Matrix(_SCALE, _SCALE), alpha=False)


def _stacked(pictures: list[Any]) -> bytes:
    import pymupdf

    library: Any = pymupdf
    width = max(picture.width for picture in pictures)
    height = sum(picture.height + _GAP for picture in pictures) - _GAP
    whole = library.Pixmap(library.csRGB, library.IRect(0, 0, width, height))
    whole.clear_with(200)
    y = 0
    for picture in pictures:
        picture.set_origin(0, y)
        whole.copy(picture, picture.irect)
        y += picture.height + _GAP
    png: bytes = whole.tobytes("png")
    return png
