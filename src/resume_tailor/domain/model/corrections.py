"""What the person corrects in what was read. A correction is evidence like the file itself."""

from dataclasses import dataclass, fields, replace
from typing import Any, Literal

from resume_tailor.domain.errors import CorrectionRefused
from resume_tailor.domain.model.identifiers import LineId, ParentId
from resume_tailor.domain.model.resume import Entry, Resume, Section
from resume_tailor.domain.model.text import visible

TEXT_LIMIT = 2_000
"""Characters in one corrected text."""


@dataclass(frozen=True, slots=True)
class CorrectContact:
    """Other parts of the contact; None leaves a part as it is."""

    name: str | None = None
    email: str | None = None
    phone: str | None = None
    location: str | None = None
    kind: Literal["contact"] = "contact"

    def apply(self, resume: Resume) -> Resume:
        """The resume with the corrected contact."""
        return replace(resume, contact=replace(resume.contact, **_given(self)))


@dataclass(frozen=True, slots=True)
class CorrectHeader:
    """Other parts of an entry's header; None leaves a part as it is."""

    entry: ParentId
    organisation: str | None = None
    title: str | None = None
    dates: str | None = None
    location: str | None = None
    kind: Literal["entry"] = "entry"

    def apply(self, resume: Resume) -> Resume:
        """The resume with the corrected header; raises `CorrectionRefused`."""
        entry = resume.parent(self.entry)
        if not isinstance(entry, Entry):
            raise CorrectionRefused("There is no entry with this id.")
        return resume.with_entry(replace(entry, **_given(self), corrected=True))


@dataclass(frozen=True, slots=True)
class CorrectLine:
    """Another text for a line; an empty one takes the line out."""

    line: LineId
    text: str
    kind: Literal["line"] = "line"

    def apply(self, resume: Resume) -> Resume:
        """The resume with the corrected line; raises `CorrectionRefused`."""
        parent = _parent_of(self.line, resume)
        text = _clean(self.text)
        lines = tuple(
            replace(line, text=text, corrected=True) if line.id == self.line else line
            for line in parent.lines
            if text or line.id != self.line
        )
        return resume.with_lines(parent.id, lines)


@dataclass(frozen=True, slots=True)
class MoveLine:
    """A line to another place: under a section or an entry, at a position counted from 0."""

    line: LineId
    to: ParentId
    position: int = 0
    kind: Literal["move"] = "move"

    def apply(self, resume: Resume) -> Resume:
        """The resume with the line moved; it keeps its id. Raises `CorrectionRefused`."""
        source = _parent_of(self.line, resume)
        if resume.parent(self.to) is None:
            raise CorrectionRefused("There is no section or entry with this id.")
        moved = next(line for line in source.lines if line.id == self.line)
        rest = tuple(line for line in source.lines if line.id != self.line)
        without = resume.with_lines(source.id, rest)
        target = without.parent(self.to)
        lines = target.lines if target else ()
        at = min(max(self.position, 0), len(lines))
        put = (*lines[:at], replace(moved, corrected=True), *lines[at:])
        return without.with_lines(self.to, put)


Correction = CorrectContact | CorrectHeader | CorrectLine | MoveLine


def corrected(resume: Resume, corrections: tuple[Correction, ...]) -> Resume:
    """The resume after all corrections, in their order. Raises `CorrectionRefused` if one of them
    does not fit; then none is made."""
    for correction in corrections:
        resume = correction.apply(resume)
    return resume


def _given(correction: CorrectContact | CorrectHeader) -> dict[str, Any]:
    values = {f.name: getattr(correction, f.name) for f in fields(correction)}
    named = {"kind", "entry"}
    return {name: _clean(v) for name, v in values.items() if v is not None and name not in named}


def _clean(text: str) -> str:
    clean = " ".join(visible(text).split())
    if len(clean) > TEXT_LIMIT:
        raise CorrectionRefused(f"A text may have {TEXT_LIMIT:,} characters at most.")
    return clean


def _parent_of(line: LineId, resume: Resume) -> Section | Entry:
    parent = resume.parent_of(line)
    if parent is None:
        raise CorrectionRefused("There is no line with this id.")
    return parent
