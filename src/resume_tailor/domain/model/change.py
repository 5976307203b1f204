"""Edits of lines, and changes: an edit with its reason, its evidence and its verdict."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Literal

from resume_tailor.domain.errors import ChangeRefused
from resume_tailor.domain.model.grounding.verdict import Verdict
from resume_tailor.domain.model.identifiers import (
    ChangeId,
    EvidenceId,
    LineId,
    ParentId,
    RequirementId,
)
from resume_tailor.domain.model.resume import Entry, Line, LineKind, Resume, Section


@dataclass(frozen=True, slots=True)
class Rewrite:
    """Give a line another text."""

    line: LineId
    text: str
    op: Literal["rewrite"] = "rewrite"

    def apply(self, resume: Resume) -> Resume:
        """The resume with the line's new text; raises `ChangeRefused` for an unknown line."""
        parent, _ = _located(resume, self.line)
        lines = tuple(
            replace(line, text=_text(self.text)) if line.id == self.line else line
            for line in parent.lines
        )
        return resume.with_lines(parent.id, lines)


@dataclass(frozen=True, slots=True)
class Insert:
    """Put a new line, under an id of its own, after another line or first under a parent."""

    after: LineId | ParentId
    line: LineId
    text: str
    op: Literal["insert"] = "insert"

    def apply(self, resume: Resume) -> Resume:
        """The resume with the new line; raises `ChangeRefused` if it cannot stand there."""
        if resume.line(self.line) or resume.parent(self.line):
            raise ChangeRefused(f"There is a line {self.line} already.")
        parent = resume.parent(self.after)
        if parent is not None:
            kind = LineKind.BULLET if isinstance(parent, Entry) else LineKind.PARAGRAPH
            new = Line(self.line, _text(self.text), parent.lines[0].kind if parent.lines else kind)
            return resume.with_lines(parent.id, (new, *parent.lines))
        parent = resume.parent(parent_in(self.line))
        if parent is not None and resume.parent_of(self.after) is None:
            # The line that it was to stand behind has gone; what it says is as true as before.
            return resume.with_lines(
                parent.id, (*parent.lines, Line(self.line, _text(self.text), LineKind.BULLET))
            )
        parent, at = _located(resume, self.after)
        new = Line(self.line, _text(self.text), parent.lines[at].kind)
        return resume.with_lines(parent.id, (*parent.lines[: at + 1], new, *parent.lines[at + 1 :]))


@dataclass(frozen=True, slots=True)
class Remove:
    """Take a line out."""

    line: LineId
    op: Literal["remove"] = "remove"

    def apply(self, resume: Resume) -> Resume:
        """The resume without the line; raises `ChangeRefused` for an unknown line."""
        parent, _ = _located(resume, self.line)
        return resume.with_lines(
            parent.id, tuple(line for line in parent.lines if line.id != self.line)
        )


@dataclass(frozen=True, slots=True)
class Reorder:
    """Put the lines under one parent in another order."""

    parent: ParentId
    order: tuple[LineId, ...]
    op: Literal["reorder"] = "reorder"

    def apply(self, resume: Resume) -> Resume:
        """The resume in the new order; raises `ChangeRefused` unless it is a permutation."""
        parent = resume.parent(self.parent)
        if parent is None:
            raise ChangeRefused(f"There is no part {self.parent}.")
        lines = {line.id: line for line in parent.lines}
        if len(self.order) != len(lines) or set(self.order) != set(lines):
            raise ChangeRefused(f"The order for {self.parent} does not name each line once.")
        return resume.with_lines(parent.id, tuple(lines[id_] for id_ in self.order))


Edit = Rewrite | Insert | Remove | Reorder


def parent_in(line: LineId) -> ParentId:
    """What an inserted line stands under: `e2` of `e2.c5`."""
    return ParentId(line.rpartition(".")[0])


def _located(resume: Resume, line_id: str) -> tuple[Section | Entry, int]:
    parent = resume.parent_of(line_id)
    if parent is None:
        raise ChangeRefused(f"There is no line {line_id}.")
    return parent, next(i for i, line in enumerate(parent.lines) if line.id == line_id)


def _text(text: str) -> str:
    """A line holds one line of text, and never none."""
    clean = " ".join(text.split())
    if not clean:
        raise ChangeRefused("A line cannot be empty; remove it instead.")
    return clean


@dataclass(frozen=True, slots=True)
class Proposal:
    """What an advisor proposes: an edit, the requirements it serves, the evidence it cites."""

    edit: Edit
    why: str
    serves: tuple[RequirementId, ...] = ()
    cites: tuple[EvidenceId, ...] = ()


class ChangeState(StrEnum):
    """Where a change is in its life."""

    APPLIED = "applied"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Review:
    """What the person decided on a change; it holds from that version of the resume on."""

    accepted: bool
    version: int


@dataclass(frozen=True, slots=True)
class Change:
    """A proposal after judgement; it stays on record whether it was applied or not."""

    id: ChangeId
    proposal: Proposal
    verdict: Verdict
    state: ChangeState
    before: str
    """Text of the line before; of all lines under the parent for a reorder."""
    after: str
    version: int | None = None
    """The version of the resume that it made; None if it was never applied."""
    reviews: tuple[Review, ...] = ()

    @property
    def accepted(self) -> bool | None:
        """What the person decided last; None if nothing."""
        return self.reviews[-1].accepted if self.reviews else None

    @property
    def gist(self) -> tuple[object, ...]:
        """What it does, whatever it is called: two changes with the same gist are the same to a person."""
        edit = self.proposal.edit
        match edit:
            case Insert():
                return (edit.op, edit.text)
            case Rewrite():
                return (edit.op, edit.line, edit.text)
            case Remove():
                return (edit.op, edit.line)
            case Reorder():
                return (edit.op, edit.parent, edit.order)

    def stands_in(self, version: int) -> bool:
        """Whether it is part of that version: it was applied by then, and not rejected."""
        if self.state is not ChangeState.APPLIED or (self.version or 0) > version:
            return False
        decided = [review.accepted for review in self.reviews if review.version <= version]
        return not decided or decided[-1]

    @property
    def where(self) -> LineId | ParentId:
        """The line that it is about, or the part whose lines it reorders."""
        edit = self.proposal.edit
        return edit.parent if isinstance(edit, Reorder) else edit.line


def shown(edit: Edit, resume: Resume) -> str:
    """The text that the edit is about, as it stands in that resume (before or after it)."""
    if isinstance(edit, Reorder):
        parent = resume.parent(edit.parent)
        return "\n".join(line.text for line in parent.lines) if parent else ""
    line = resume.line(edit.line)
    return line.text if line else ""
