"""A resume from a document: the stages in order, and the ids."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from resume_tailor.adapters.reading.layout.body import Body
from resume_tailor.adapters.reading.layout.bullets import with_bullets
from resume_tailor.adapters.reading.layout.contact import is_contact, read_contact
from resume_tailor.adapters.reading.layout.entries import (
    Draft,
    continues,
    depth_of,
    is_prose,
    split_entries,
)
from resume_tailor.adapters.reading.layout.header import Header, read_headers
from resume_tailor.adapters.reading.layout.headings import find_headings
from resume_tailor.adapters.reading.layout.notes import is_dates
from resume_tailor.adapters.reading.layout.page import Document, around
from resume_tailor.adapters.reading.layout.reporting import confidence, place_of, report
from resume_tailor.adapters.reading.layout.rows import Row
from resume_tailor.adapters.reading.layout.sections import Part, outline
from resume_tailor.domain.model.identifiers import LineId, ParentId
from resume_tailor.domain.model.reading_report import Place
from resume_tailor.domain.model.resume import (
    Entry,
    Line,
    LineKind,
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
_JOINING = frozenset({"und", "oder", "and", "or", "et", "ou", "y", "o", "e", "en", "of", "a"})
_MOST_CONTACT_ROWS = 12


def to_resume(document: Document) -> Resume:
    """The resume that the document shows; every word of it is in it somewhere."""
    runs = with_bullets(document.sheets)
    runs, headings = find_headings(runs, document.sheets)
    found = outline(runs, headings, document.sheets)
    contact_rows, text_rows = _split_top(found.top)
    if not found.parts and not text_rows:
        contact_rows, text_rows = [], contact_rows  # a few words: no contact, but not nothing
    aside = [r for part in found.parts if part.about_contact for r in part.rows]
    contact, labels = read_contact(contact_rows, aside, document)
    builder = _Builder(Body.of(runs).size)
    if text_rows:
        kind = SectionKind.SUMMARY if found.parts else SectionKind.OTHER
        builder.add(Part(None, kind, text_rows))
    for part in found.parts:
        builder.add(part)
    sections = tuple(replace(s, confidence=confidence(s, document)) for s in builder.sections)
    resume = Resume(contact, sections)
    return replace(resume, report=report(resume, document, found.repeated, labels))


def _split_top(rows: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """What stands before the sections: the contact, and text that begins without a heading."""
    contact: list[Row] = []
    text: list[Row] = []
    for row in rows:
        begun = bool(text) or len(contact) >= _MOST_CONTACT_ROWS or row.mark or is_prose(row)
        (text if begun and not is_contact(row.text) else contact).append(row)
    return contact, text


class _Builder:
    """Numbers sections s1, s2 ..., entries e1, e2 ... through the whole resume."""

    def __init__(self, body: float) -> None:
        self.sections: list[Section] = []
        self._body = body
        self._entries = 0

    def add(self, part: Part) -> None:
        """A section, with entries if its kind or its rows call for them."""
        section_id = ParentId(f"s{len(self.sections) + 1}")
        heading = part.heading.text.strip(" :") if part.heading else ""
        drafts: list[Draft] = []
        loose = _loose_items(part.rows)
        if part.kind in _WITH_ENTRIES or _has_dated_headers(part):
            split = split_entries(part.rows, self._body)
            loose = [item for draft in split if not draft.header for item in draft.items]
            drafts = [draft for draft in split if draft.header]
        headers = zip(drafts, read_headers(drafts, part.kind), strict=True)
        entries = tuple(self._entry(draft, header) for draft, header in headers)
        lines = _lines(section_id, "l", loose)
        place = place_of(part.heading.page, part.heading.box) if part.heading else None
        self.sections.append(Section(section_id, part.kind, heading, lines, entries, 1.0, place))

    def _entry(self, draft: Draft, header: Header) -> Entry:
        self._entries += 1
        entry_id = ParentId(f"e{self._entries}")
        lines = _lines(entry_id, "b", draft.items)
        return Entry(
            entry_id,
            header.organisation,
            header.title,
            header.dates,
            header.location,
            lines,
            header.details,
            _around(draft.header),
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
    """A bullet, a label, or a number."""
    return bool(row.mark or ":" in row.text[:40] or _NUMBERED.match(row.text))


def _lines(parent: ParentId, letter: str, items: Iterable[list[Row]]) -> tuple[Line, ...]:
    found = list(items)
    edges = [rows[0].mark.box.x0 for rows in found if rows[0].mark]
    return tuple(
        Line(
            LineId(f"{parent}.{letter}{number}"),
            _join(rows),
            LineKind.BULLET if rows[0].mark else LineKind.PARAGRAPH,
            _around(rows),
            depth_of(rows[0], edges),
        )
        for number, rows in enumerate(found, start=1)
    )


def _join(rows: Sequence[Row]) -> str:
    """One text; a word that was cut at the end of a row is put together again."""
    text = _text(rows[0])
    for row in rows[1:]:
        more = _text(row)
        text = text[:-1] + more if _is_cut(text, more) else f"{text} {more}"
    return text


def _is_cut(text: str, more: str) -> bool:
    """Whether a word was cut; `Ein- und Verkauf` was not."""
    hyphen = text.endswith(("-", "\u2010", "\u00ad")) and text[-2:-1].isalpha()
    return hyphen and more[:1].islower() and more.split(maxsplit=1)[0] not in _JOINING


def _text(row: Row) -> str:
    return " ".join((row.text, *(note.text for note in row.notes)))


def _around(rows: Sequence[Row]) -> Place:
    page = rows[0].page
    boxes = [run.box for row in rows for run in (*row.cells, *row.notes) if run.page == page]
    boxes += [row.mark.box for row in rows if row.mark and row.page == page]
    return place_of(page, around(boxes))
