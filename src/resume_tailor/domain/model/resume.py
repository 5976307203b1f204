"""The resume as a value: contact, sections, entries, lines. An edit gives a new one.

Every line has an id that never changes while the resume is edited, so that changes, evidence and
clients can speak of it. Headers of entries (employer, title, dates) are no lines: nothing that
edits lines can touch them.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum

from resume_tailor.domain.model.identifiers import LineId, ParentId
from resume_tailor.domain.model.reading_report import Place, ReadingReport


class LineKind(StrEnum):
    """How a line stands in the document."""

    PARAGRAPH = "paragraph"
    BULLET = "bullet"


class SectionKind(StrEnum):
    """What a section is about, whatever its heading says in whatever language."""

    SUMMARY = "summary"
    EXPERIENCE = "experience"
    EDUCATION = "education"
    PROJECTS = "projects"
    SKILLS = "skills"
    LANGUAGES = "languages"
    CERTIFICATIONS = "certifications"
    AWARDS = "awards"
    VOLUNTEERING = "volunteering"
    PUBLICATIONS = "publications"
    INTERESTS = "interests"
    REFERENCES = "references"
    OTHER = "other"


ACTIVITIES = frozenset({SectionKind.EXPERIENCE, SectionKind.PROJECTS, SectionKind.VOLUNTEERING})
"""Sections whose entries tell what the person did."""


@dataclass(frozen=True, slots=True)
class Line:
    """The smallest part that can be edited."""

    id: LineId
    text: str
    kind: LineKind = LineKind.BULLET
    place: Place | None = None
    depth: int = 0
    """How deep a bullet is nested; 0 for the outermost."""
    corrected: bool = False
    """The person has changed what was read."""


@dataclass(frozen=True, slots=True)
class Contact:
    """Who the person is. Never edited, never sent to a language model."""

    name: str = ""
    email: str = ""
    phone: str = ""
    location: str = ""
    links: tuple[str, ...] = ()
    other: tuple[str, ...] = ()
    """What else stood above the first section, such as a headline, as printed."""

    @property
    def details(self) -> tuple[str, ...]:
        """How to reach the person, as it stands under the name; without what is missing."""
        return tuple(filter(None, (self.location, self.phone, self.email, *self.links)))


@dataclass(frozen=True, slots=True)
class Entry:
    """One job, degree or project: a header that stays as it is, and lines."""

    id: ParentId
    organisation: str = ""
    title: str = ""
    dates: str = ""
    """As printed; `dates.parse_range` makes it comparable."""
    location: str = ""
    lines: tuple[Line, ...] = ()
    details: tuple[str, ...] = ()
    """What else stands in the header: a web address, how long it was."""
    place: Place | None = None
    """Where the header stood."""
    corrected: bool = False
    """The person has changed what was read in the header."""

    @property
    def header(self) -> str:
        """The header in one line, parts that are missing left out."""
        parts = (self.title, self.organisation, self.location, self.dates, *self.details)
        return ", ".join(filter(None, parts))


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with loose lines (before the entries) and entries."""

    id: ParentId
    kind: SectionKind
    heading: str
    lines: tuple[Line, ...] = ()
    entries: tuple[Entry, ...] = ()
    confidence: float = 1.0
    """How sure the reader is of it, 0 to 1."""
    place: Place | None = None
    """Where the heading stood."""


@dataclass(frozen=True, slots=True)
class Resume:
    """A whole resume. Two lines, or two parents, with one id cannot exist."""

    contact: Contact
    sections: tuple[Section, ...] = ()
    report: ReadingReport = field(default_factory=ReadingReport)

    def __post_init__(self) -> None:
        ids = Counter([line.id for line in self.lines()] + [parent.id for parent in self.parents()])
        doubled = sorted(id_ for id_, times in ids.items() if times > 1)
        if doubled:
            raise ValueError(f"ids used twice: {', '.join(doubled)}")

    def parents(self) -> Iterator[Section | Entry]:
        """Sections and entries in reading order, a section before its entries."""
        for section in self.sections:
            yield section
            yield from section.entries

    def entries(self) -> Iterator[tuple[Section, Entry]]:
        """Each entry with the section that it stands in."""
        for section in self.sections:
            for entry in section.entries:
                yield section, entry

    def lines(self) -> Iterator[Line]:
        """All lines in reading order."""
        for parent in self.parents():
            yield from parent.lines

    def parent(self, parent_id: str) -> Section | Entry | None:
        """The section or entry with this id."""
        return next((parent for parent in self.parents() if parent.id == parent_id), None)

    def parent_of(self, line_id: str) -> Section | Entry | None:
        """What holds the line with this id."""
        return next(
            (p for p in self.parents() if any(line.id == line_id for line in p.lines)), None
        )

    def line(self, line_id: str) -> Line | None:
        """The line with this id."""
        return next((line for line in self.lines() if line.id == line_id), None)

    def with_entry(self, changed: Entry) -> "Resume":
        """The same resume, but with this entry in place of the one with its id."""
        sections = tuple(
            replace(s, entries=tuple(changed if e.id == changed.id else e for e in s.entries))
            for s in self.sections
        )
        return replace(self, sections=sections)

    def with_lines(self, parent_id: ParentId, lines: tuple[Line, ...]) -> "Resume":
        """The same resume, but with these lines under that section or entry."""

        def changed(section: Section) -> Section:
            if section.id == parent_id:
                return replace(section, lines=lines)
            entries = tuple(
                replace(entry, lines=lines) if entry.id == parent_id else entry
                for entry in section.entries
            )
            return replace(section, entries=entries)

        return replace(self, sections=tuple(changed(section) for section in self.sections))
