"""JSON Resume (https://jsonresume.org/schema), version 1.0.0."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from resume_tailor.adapters.reading.formats.plain_text import decoded
from resume_tailor.domain.errors import ResumeUnreadable
from resume_tailor.domain.model.identifiers import LineId, ParentId
from resume_tailor.domain.model.resume import (
    Contact,
    Entry,
    Line,
    LineKind,
    Resume,
    Section,
    SectionKind,
)
from resume_tailor.domain.model.text import visible

_LONGEST = 5_000
_MOST = 500

_ENTRIES: tuple[tuple[str, SectionKind, str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("work", SectionKind.EXPERIENCE, "Work Experience", ("name", "company"), ("position",)),
    ("volunteer", SectionKind.VOLUNTEERING, "Volunteering", ("organization",), ("position",)),
    ("education", SectionKind.EDUCATION, "Education", ("institution",), ("studyType", "area")),
    ("projects", SectionKind.PROJECTS, "Projects", ("name",), ("roles", "type")),
)
"""Key, kind, heading, and the fields of the organisation and of the title."""
_LINES: tuple[tuple[str, SectionKind, str, tuple[str, ...], str], ...] = (
    ("skills", SectionKind.SKILLS, "Skills", ("name", "level"), "keywords"),
    ("languages", SectionKind.LANGUAGES, "Languages", ("language",), "fluency"),
    ("certificates", SectionKind.CERTIFICATIONS, "Certifications", ("name", "issuer", "date"), ""),
    ("awards", SectionKind.AWARDS, "Awards", ("title", "awarder", "date"), "summary"),
    (
        "publications",
        SectionKind.PUBLICATIONS,
        "Publications",
        ("name", "publisher", "releaseDate"),
        "summary",
    ),
    ("interests", SectionKind.INTERESTS, "Interests", ("name",), "keywords"),
    ("references", SectionKind.REFERENCES, "References", ("name",), "reference"),
)
"""Key, kind, heading, the fields that begin a line, and the field after its colon."""


def read_json_resume(data: bytes) -> Resume:
    """The resume; what is of the wrong type is passed over. Raises `ResumeUnreadable`."""
    try:
        root = json.loads(decoded(data))
    except (ValueError, RecursionError) as error:
        message = "The file is no valid JSON. Check it with a JSON validator and upload it again."
        raise ResumeUnreadable(message) from error
    basics = root.get("basics") if isinstance(root, dict) else None
    if not isinstance(basics, dict):
        raise ResumeUnreadable("The file is no JSON Resume: it has no object `basics`.")
    builder = _Builder()
    builder.add_lines(SectionKind.SUMMARY, "Summary", [_text(basics, "summary")])
    for key, kind, heading, organisation, title in _ENTRIES:
        builder.add_entries(kind, heading, _objects(root, key), organisation, title)
    for key, kind, heading, before, after in _LINES:
        texts = [_labelled(item, before, after) for item in _objects(root, key)]
        builder.add_lines(kind, heading, texts)
    return Resume(_contact(basics), tuple(builder.sections))


class _Builder:
    """Numbers sections and entries."""

    def __init__(self) -> None:
        self.sections: list[Section] = []
        self._entries = 0

    def add_lines(self, kind: SectionKind, heading: str, texts: Iterable[str]) -> None:
        """A section of lines; none if there is no text."""
        id_ = ParentId(f"s{len(self.sections) + 1}")
        if lines := _numbered(id_, "l", texts, LineKind.PARAGRAPH):
            self.sections.append(Section(id_, kind, heading, lines))

    def add_entries(
        self,
        kind: SectionKind,
        heading: str,
        items: list[dict[str, Any]],
        organisation: tuple[str, ...],
        title: tuple[str, ...],
    ) -> None:
        """A section of entries; none if there are no items."""
        id_ = ParentId(f"s{len(self.sections) + 1}")
        entries = tuple(self._entry(item, organisation, title) for item in items)
        if entries:
            self.sections.append(Section(id_, kind, heading, (), entries))

    def _entry(
        self, item: dict[str, Any], organisation: tuple[str, ...], title: tuple[str, ...]
    ) -> Entry:
        self._entries += 1
        id_ = ParentId(f"e{self._entries}")
        start, end = _text(item, "startDate"), _text(item, "endDate")
        dates = f"{start} – {end or 'Present'}" if start else end
        prose = filter(None, (_text(item, "summary"), _text(item, "description")))
        paragraphs = _numbered(id_, "p", prose, LineKind.PARAGRAPH)
        bullets = _numbered(id_, "b", _strings(item.get("highlights")), LineKind.BULLET)
        return Entry(
            id_,
            _joined(item, organisation[:1]) or _joined(item, organisation),
            _joined(item, title),
            dates,
            _text(item, "location"),
            (*paragraphs, *bullets),
            tuple(filter(None, (_text(item, "url"), _text(item, "score")))),
        )


def _contact(basics: dict[str, Any]) -> Contact:
    place = basics.get("location")
    where = (
        _joined(place, ("address", "postalCode", "city", "region"))
        if isinstance(place, dict)
        else ""
    )
    links = [_text(basics, "url"), *(_text(p, "url") for p in _objects(basics, "profiles"))]
    return Contact(
        _text(basics, "name"),
        _text(basics, "email"),
        _text(basics, "phone"),
        where,
        tuple(filter(None, links)),
        tuple(filter(None, (_text(basics, "label"),))),
    )


def _labelled(item: dict[str, Any], before: tuple[str, ...], after: str) -> str:
    start = _joined(item, before)
    value = item.get(after)
    rest = ", ".join(_strings(value)) if isinstance(value, list) else _text(item, after)
    return f"{start}: {rest}" if start and rest else start or rest


def _joined(item: dict[str, Any], keys: tuple[str, ...]) -> str:
    found = (", ".join(_strings(item.get(k))) or _text(item, k) for k in keys)
    return ", ".join(filter(None, found))


def _objects(parent: dict[str, Any], key: str) -> list[dict[str, Any]]:
    value = parent.get(key)
    items = value[:_MOST] if isinstance(value, list) else []
    return [item for item in items if isinstance(item, dict)]


def _strings(value: Any) -> list[str]:
    items = value[:_MOST] if isinstance(value, list) else []
    return [plain for item in items if isinstance(item, str) and (plain := _plain(item))]


def _text(item: dict[str, Any], key: str) -> str:
    value = item.get(key)
    return _plain(value) if isinstance(value, str) else ""


def _plain(text: str) -> str:
    return " ".join(visible(text[:_LONGEST]).split())


def _numbered(
    parent: ParentId, letter: str, texts: Iterable[str], kind: LineKind
) -> tuple[Line, ...]:
    def lines() -> Iterator[Line]:
        for number, text in enumerate(filter(None, texts), start=1):
            yield Line(LineId(f"{parent}.{letter}{number}"), text, kind)

    return tuple(lines())
