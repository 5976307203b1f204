"""What the person has said of themself: the only source of claims."""

import re
from dataclasses import dataclass
from enum import StrEnum

from resume_tailor.domain.model.identifiers import EvidenceId, ParentId
from resume_tailor.domain.model.questions import Answer
from resume_tailor.domain.model.resume import Entry, Resume, Section, SectionKind


class EvidenceSource(StrEnum):
    """Where a piece of evidence was said."""

    LINE = "line"
    HEADER = "header"
    ANSWER = "answer"
    CORRECTION = "correction"
    """A line or header that the person has corrected after it was read."""


GENERAL = frozenset(
    {
        SectionKind.SKILLS,
        SectionKind.LANGUAGES,
        SectionKind.EDUCATION,
        SectionKind.CERTIFICATIONS,
    }
)
"""Sections that speak of the person as a whole, so that their facts hold anywhere."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing said. `entry` is the entry that it speaks of, `section` what the section that it
    stands in is about; both are None for an answer that names no entry."""

    id: EvidenceId
    text: str
    source: EvidenceSource
    entry: ParentId | None = None
    section: SectionKind | None = None
    dates: str = ""
    """As printed; of headers only."""

    def speaks_of(self, parent: Section | Entry) -> bool:
        """Whether a line under that parent may rest on it: no fact wanders between entries, and
        what was said of no entry is under none."""
        if isinstance(parent, Entry):
            return self.entry == parent.id or (self.entry is None and self.section in GENERAL)
        return self.entry is None


def collect(resume: Resume, answers: tuple[Answer, ...] = ()) -> tuple[Evidence, ...]:
    """All evidence: headers and lines of the resume in reading order, then the answers."""
    found: list[Evidence] = []
    for section in resume.sections:
        found += _lines(section, None, section.kind)
        for entry in section.entries:
            if entry.header:
                found.append(
                    Evidence(
                        EvidenceId(entry.id),
                        entry.header,
                        EvidenceSource.CORRECTION if entry.corrected else EvidenceSource.HEADER,
                        entry.id,
                        section.kind,
                        entry.dates,
                    )
                )
            found += _lines(entry, entry.id, section.kind)
    found += [
        Evidence(answer.id, answer.text, EvidenceSource.ANSWER, answer.entry)
        for answer in answers
        if answer.text
    ]
    return tuple(found)


def _lines(parent: Section | Entry, entry: ParentId | None, section: SectionKind) -> list[Evidence]:
    return [
        Evidence(
            EvidenceId(line.id),
            line.text,
            EvidenceSource.CORRECTION if line.corrected else EvidenceSource.LINE,
            entry,
            section,
        )
        for line in parent.lines
    ]


_ELSEWHERE = re.compile(
    r"\b(?:after|before|unlike|left|leaving|than|instead|nach|vor|après|avant)\b", re.IGNORECASE
)


def entry_named_in(text: str, resume: Resume) -> ParentId | None:
    """The one entry that the text says it speaks of; None if there is none, or any doubt.

    The organisation must be named in its own case after a word such as `at`, or first with a colon:
    "I wrote shell scripts" is not about Shell, and "after I left Acme" is not about Acme.
    """
    if _ELSEWHERE.search(text):
        return None
    named = []
    for _, entry in resume.entries():
        name = re.escape(entry.organisation)
        at = rf"\b(?:[Aa]t|for|with|bei|für|chez|pour|en|para|u|ve|pro|@) (?:the )?{name}(?!\w)"
        if name and (re.search(at, text) or text.startswith(f"{entry.organisation}:")):
            named.append(entry.id)
    return named[0] if len(named) == 1 else None
