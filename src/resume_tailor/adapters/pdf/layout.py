"""From fragments to a resume: pure, no PDF library."""

from collections.abc import Iterable, Sequence

from resume_tailor.adapters.pdf.contact import read_contact
from resume_tailor.adapters.pdf.entries import Draft, read_header, split_entries
from resume_tailor.adapters.pdf.fragments import Extracted
from resume_tailor.adapters.pdf.headings import find_headings
from resume_tailor.adapters.pdf.margins import with_margins
from resume_tailor.adapters.pdf.rows import Row, to_rows
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

WITH_ENTRIES = frozenset(
    {
        SectionKind.EXPERIENCE,
        SectionKind.EDUCATION,
        SectionKind.PROJECTS,
        SectionKind.VOLUNTEERING,
    }
)


def to_resume(extracted: Extracted) -> Resume:
    """The resume that the fragments show; every row of print is in it somewhere."""
    rows = with_margins(to_rows(extracted.fragments))
    headings = find_headings(rows)
    starts = sorted(headings)
    if not starts:
        return _without_headings(rows, extracted)
    everything = " ".join(row.text for row in rows)
    contact = read_contact(rows[: starts[0]], extracted.links, everything)
    builder = _Builder()
    for start, end in zip(starts, [*starts[1:], len(rows)], strict=True):
        builder.add(headings[start], rows[start].text, rows[start + 1 : end])
    return Resume(contact, tuple(builder.sections))


def _without_headings(rows: list[Row], extracted: Extracted) -> Resume:
    """A resume that shows no headings is one section without one."""
    contact = read_contact(rows[:6], extracted.links, " ".join(row.text for row in rows))
    builder = _Builder()
    builder.add(SectionKind.OTHER, "", rows)
    return Resume(contact, tuple(builder.sections))


class _Builder:
    """Numbers sections s1, s2 ..., entries e1, e2 ... through the whole resume."""

    def __init__(self) -> None:
        self.sections: list[Section] = []
        self._entries = 0

    def add(self, kind: SectionKind, heading: str, rows: Sequence[Row]) -> None:
        section_id = ParentId(f"s{len(self.sections) + 1}")
        if kind not in WITH_ENTRIES:
            lines = _lines(section_id, "l", _loose_items(rows))
            self.sections.append(Section(section_id, kind, heading, lines))
            return
        drafts = split_entries(rows)
        loose = [item for draft in drafts if not draft.header for item in draft.items]
        entries = tuple(self._entry(draft) for draft in drafts if draft.header)
        lines = _lines(section_id, "l", loose)
        self.sections.append(Section(section_id, kind, heading, lines, entries))

    def _entry(self, draft: Draft) -> Entry:
        self._entries += 1
        entry_id = ParentId(f"e{self._entries}")
        header = read_header(draft)
        return Entry(
            entry_id,
            header.organisation,
            header.title,
            header.dates,
            header.location,
            _lines(entry_id, "b", draft.items),
        )


def _loose_items(rows: Sequence[Row]) -> list[list[Row]]:
    """Rows of a section without entries, wrapped ones put together."""
    items: list[list[Row]] = []
    for row in rows:
        if items and not row.bulleted and _wraps(items[-1], row):
            items[-1].append(row)
        else:
            items.append([row])
    return items


def _wraps(item: list[Row], row: Row) -> bool:
    first, last = item[0], item[-1]
    near = row.page == last.page and -0.5 * last.size < row.y0 - last.y1 < 0.8 * last.size
    labelled = ":" in row.text[:40] and not first.bulleted
    full = last.x1 - first.x0 > 200 or first.bulleted
    indent = row.x0 - first.x0
    placed = indent > -2 if first.bulleted else abs(indent) < 25
    return near and full and placed and not labelled and row.bold == first.bold


def _lines(parent: ParentId, letter: str, items: Iterable[list[Row]]) -> tuple[Line, ...]:
    return tuple(
        Line(
            LineId(f"{parent}.{letter}{number}"),
            _join(rows),
            LineKind.BULLET if rows[0].bulleted else LineKind.PARAGRAPH,
            _around(rows),
        )
        for number, rows in enumerate(items, start=1)
    )


def _join(rows: Sequence[Row]) -> str:
    """One text; a word that was cut at the end of a row is put together again."""
    text = rows[0].text
    for row in rows[1:]:
        cut = text.endswith("-") and text[-2:-1].isalpha() and row.text[:1].islower()
        text = text[:-1] + row.text if cut else f"{text} {row.text}"
    return text


def _around(rows: Sequence[Row]) -> Place:
    page = rows[0].page
    same = [row for row in rows if row.page == page]
    return Place(
        page,
        min(row.x0 for row in same),
        min(row.y0 for row in same),
        max(row.x1 for row in same),
        max(row.y1 for row in same),
    )
