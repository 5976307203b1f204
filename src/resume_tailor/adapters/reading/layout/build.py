"""A resume from a document: the stages in order, and the ids."""

import re
from collections.abc import Iterable, Sequence

from resume_tailor.adapters.reading.layout.bullets import body_size, with_bullets
from resume_tailor.adapters.reading.layout.contact import is_contact, read_contact
from resume_tailor.adapters.reading.layout.entries import (
    Draft,
    continues,
    is_prose,
    marks,
    split_entries,
)
from resume_tailor.adapters.reading.layout.header import Header, read_headers
from resume_tailor.adapters.reading.layout.headings import find_headings
from resume_tailor.adapters.reading.layout.notes import is_dates
from resume_tailor.adapters.reading.layout.page import Document
from resume_tailor.adapters.reading.layout.rows import Row
from resume_tailor.adapters.reading.layout.sections import Part, outline
from resume_tailor.domain.model.identifiers import LineId, ParentId
from resume_tailor.domain.model.resume import (
    Entry,
    Line,
    LineKind,
    Place,
    Resume,
    Section,
    SectionKind,
)

_NUMBERED = re.compile(r"[(\[]?\d{1,2}[.)\]]\s")
_WITH_ENTRIES = frozenset(
    {
        SectionKind.EXPERIENCE,
        SectionKind.EDUCATION,
        SectionKind.PROJECTS,
        SectionKind.VOLUNTEERING,
    }
)


def to_resume(document: Document) -> Resume:
    """The resume that the document shows; every word of it is in it somewhere."""
    runs = with_bullets(document.sheets)
    headings = find_headings(runs, document.sheets)
    sorted_out = outline(runs, headings, document.sheets)
    prose: list[Row] = []
    contact_rows: list[Row] = []
    for row in sorted_out.top:
        (prose if is_prose(row) and not is_contact(row.text) else contact_rows).append(row)
    everything = " ".join(run.text for run in runs)
    contact = read_contact(contact_rows, document, everything)
    builder = _Builder(body_size(runs))
    if prose:
        builder.add_loose(SectionKind.SUMMARY, "", prose)
    for part in sorted_out.parts:
        builder.add(part)
    return Resume(contact, tuple(builder.sections))


class _Builder:
    """Numbers sections s1, s2 ..., entries e1, e2 ... through the whole resume."""

    def __init__(self, body: float) -> None:
        self.sections: list[Section] = []
        self._body = body
        self._entries = 0

    def add(self, part: Part) -> None:
        """A section with its entries."""
        heading = part.heading.text.strip(" :")
        if part.kind not in _WITH_ENTRIES and not _has_dated_headers(part):
            self.add_loose(part.kind, heading, part.rows)
            return
        section_id = self._next_id()
        drafts = split_entries(part.rows, self._body)
        loose = [item for draft in drafts if not draft.header for item in draft.items]
        with_header = [draft for draft in drafts if draft.header]
        entries = tuple(
            self._entry(draft, header)
            for draft, header in zip(with_header, read_headers(with_header), strict=True)
        )
        lines = _lines(section_id, "l", loose)
        self.sections.append(Section(section_id, part.kind, heading, lines, entries))

    def add_loose(self, kind: SectionKind, heading: str, rows: Sequence[Row]) -> None:
        """A section without entries."""
        section_id = self._next_id()
        lines = _lines(section_id, "l", _loose_items(rows))
        self.sections.append(Section(section_id, kind, heading, lines))

    def _next_id(self) -> ParentId:
        return ParentId(f"s{len(self.sections) + 1}")

    def _entry(self, draft: Draft, header: Header) -> Entry:
        self._entries += 1
        entry_id = ParentId(f"e{self._entries}")
        return Entry(
            entry_id,
            header.organisation,
            header.title,
            header.dates,
            header.location,
            _lines(entry_id, "b", draft.items),
        )


def _has_dated_headers(part: Part) -> bool:
    """Sections whose name says little hold entries if dates stand beside their rows."""
    dated = sum(any(is_dates(cell.text) for cell in row.cells) for row in part.rows)
    return part.kind in (SectionKind.OTHER, SectionKind.SUMMARY) and dated >= 2


def _loose_items(rows: Sequence[Row]) -> list[list[Row]]:
    """Rows of a section without entries, wrapped ones put together."""
    items: list[list[Row]] = []
    for row in rows:
        if items and not _begins_item(row) and continues(items[-1], row):
            items[-1].append(row)
        else:
            items.append([row])
    return items


def _begins_item(row: Row) -> bool:
    """A label, a number, or cells of a table."""
    return bool(row.mark or ":" in row.text[:40] or _NUMBERED.match(row.text))


def _lines(parent: ParentId, letter: str, items: Iterable[list[Row]]) -> tuple[Line, ...]:
    found = list(items)
    edges = marks(rows[0] for rows in found)
    return tuple(
        Line(
            LineId(f"{parent}.{letter}{number}"),
            _join(rows),
            LineKind.BULLET if rows[0].mark else LineKind.PARAGRAPH,
            _around(rows),
        )
        for number, rows in enumerate(found, start=1)
    )


def _join(rows: Sequence[Row]) -> str:
    """One text; a word that was cut at the end of a row is put together again."""
    text = _text(rows[0])
    for row in rows[1:]:
        more = _text(row)
        cut = text.endswith("-") and text[-2:-1].isalpha() and more[:1].islower()
        text = text[:-1] + more if cut else f"{text} {more}"
    return text


def _text(row: Row) -> str:
    return " ".join((row.text, *(note.text for note in row.notes)))


def _around(rows: Sequence[Row]) -> Place:
    page = rows[0].page
    boxes = [row.box for row in rows if row.page == page]
    return Place(
        page,
        min(box.x0 for box in boxes),
        min(box.y0 for box in boxes),
        max(box.x1 for box in boxes),
        max(box.y1 for box in boxes),
    )
