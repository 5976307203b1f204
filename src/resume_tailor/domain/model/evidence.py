"""What the person has said of themself: the only source of claims."""

from dataclasses import dataclass
from enum import StrEnum

from resume_tailor.domain.model.identifiers import EvidenceId, ParentId
from resume_tailor.domain.model.lexicon import words
from resume_tailor.domain.model.questions import Answer
from resume_tailor.domain.model.resume import Entry, Resume


class EvidenceSource(StrEnum):
    """Where a piece of evidence was said."""

    LINE = "line"
    HEADER = "header"
    ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing said. `entry` is the entry that it speaks of; None means the person as a whole."""

    id: EvidenceId
    text: str
    source: EvidenceSource
    entry: ParentId | None = None

    def speaks_of(self, parent: ParentId) -> bool:
        """Whether a line under that parent may rest on it: no fact wanders between entries."""
        return self.entry in (None, parent)


def collect(resume: Resume, answers: tuple[Answer, ...] = ()) -> tuple[Evidence, ...]:
    """All evidence: headers and lines of the resume in reading order, then the answers."""
    found: list[Evidence] = []
    for parent in resume.parents():
        entry = parent.id if isinstance(parent, Entry) else None
        if isinstance(parent, Entry) and parent.header:
            found.append(
                Evidence(EvidenceId(parent.id), parent.header, EvidenceSource.HEADER, entry)
            )
        found.extend(
            Evidence(EvidenceId(line.id), line.text, EvidenceSource.LINE, entry)
            for line in parent.lines
        )
    found.extend(
        Evidence(answer.id, answer.text, EvidenceSource.ANSWER, answer.entry)
        for answer in answers
        if answer.text
    )
    return tuple(found)


def entry_named_in(text: str, resume: Resume) -> ParentId | None:
    """The one entry whose organisation the text names; None if there is none, or several."""
    said = f" {' '.join(words(text))} "
    named = [
        entry.id
        for _, entry in resume.entries()
        if (name := " ".join(words(entry.organisation))) and f" {name} " in said
    ]
    return named[0] if len(named) == 1 else None
