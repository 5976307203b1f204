"""From a proposal to a change: does it fit the resume, and may it be said?"""

import re
import sys
from collections.abc import Hashable
from dataclasses import replace
from datetime import date

from resume_tailor.domain.errors import ChangeRefused
from resume_tailor.domain.model.change import (
    Change,
    ChangeState,
    Edit,
    Insert,
    Proposal,
    Remove,
    Reorder,
    Rewrite,
    parent_in,
    shown,
)
from resume_tailor.domain.model.evidence import Evidence
from resume_tailor.domain.model.grounding.check import check
from resume_tailor.domain.model.grounding.doubts import Background
from resume_tailor.domain.model.grounding.reading import Readings
from resume_tailor.domain.model.grounding.verdict import ASSERTS_NOTHING, Outcome, Verdict
from resume_tailor.domain.model.identifiers import ChangeId, EvidenceId, LineId
from resume_tailor.domain.model.job_posting import JobPosting
from resume_tailor.domain.model.language import language_of
from resume_tailor.domain.model.lexicon import Lexicon
from resume_tailor.domain.model.opinion import Opinion
from resume_tailor.domain.model.resume import Entry, LineKind, Resume, Section
from resume_tailor.domain.model.text import live_parts

_LABELLED = re.compile(r"[^:]{2,40}: ?\S")


class Judge:
    """Decides on the proposals of one session: do they fit the resume, and may they be said?"""

    def __init__(self, lexicon: Lexicon, today: date) -> None:
        self._lexicon = lexicon
        self._today = today
        self._readings = Readings()
        self._verdicts: dict[Hashable, Verdict] = {}
        self._spoken: tuple[tuple[Evidence, ...], str] | None = None

    def judge(
        self,
        change_id: ChangeId,
        proposal: Proposal,
        resume: Resume,
        evidence: tuple[Evidence, ...],
        posting: JobPosting | None,
        version: int,
        opinion: Opinion | None = None,
    ) -> Change:
        """The change that the proposal comes to: applied as `version`, or dropped with the reason.
        `opinion` is that of a second reader, if one was asked."""
        edit = _numbered(proposal.edit, change_id, resume)
        proposal = replace(proposal, edit=edit)
        try:
            edited = _applied(edit, resume)
            verdict = self._verdict(proposal, resume, evidence, posting)
            verdict = verdict.heard(opinion) if opinion else verdict
        except ChangeRefused as refusal:
            edited, verdict = resume, Verdict(Outcome.REFUTED, refusal.message)
        before = shown(edit, resume)
        if not verdict.may_be_applied:
            after = "" if isinstance(edit, Remove | Reorder) else edit.text
            return Change(change_id, proposal, verdict, ChangeState.DROPPED, before, after)
        after = shown(edit, edited)
        return Change(change_id, proposal, verdict, ChangeState.APPLIED, before, after, version)

    def rejudge(
        self,
        changes: tuple[Change, ...],
        resume: Resume,
        evidence: tuple[Evidence, ...],
        posting: JobPosting | None,
    ) -> tuple[Change, ...]:
        """The changes after the resume under them was corrected: each that was applied is judged
        again, in order, and dropped if it fits or holds no more."""
        kept: list[Change] = []
        for change in changes:
            again = change
            if change.state is ChangeState.APPLIED and change.version is not None:
                again = self.judge(
                    change.id,
                    change.proposal,
                    resume,
                    evidence,
                    posting,
                    change.version,
                    change.verdict.opinion,
                )
                again = replace(again, reviews=change.reviews)
                if again.stands_in(sys.maxsize):
                    resume = again.proposal.edit.apply(resume)
            kept.append(again)
        return tuple(kept)

    def _verdict(
        self,
        proposal: Proposal,
        resume: Resume,
        evidence: tuple[Evidence, ...],
        posting: JobPosting | None,
    ) -> Verdict:
        edit = proposal.edit
        if isinstance(edit, Remove):
            return ASSERTS_NOTHING
        if isinstance(edit, Reorder):
            return _verdict_on_order(edit, resume)
        cited = _cited(proposal, edit, resume, evidence)
        _refuse_live_parts(edit.text, cited)
        asked = tuple(r.text for r in posting.requirements) if posting else ()
        return self._checked(edit.text, tuple(cited), evidence, asked)

    def _checked(
        self,
        text: str,
        cited: tuple[Evidence, ...],
        evidence: tuple[Evidence, ...],
        asked: tuple[str, ...],
    ) -> Verdict:
        """Found once: who asks a second reader has had the same text checked before."""
        key = (text, cited, evidence, asked)
        if key not in self._verdicts:
            background = self._background(cited, evidence, asked)
            self._verdicts[key] = check(text, cited, self._lexicon, background)
        return self._verdicts[key]

    def _background(
        self,
        cited: tuple[Evidence, ...],
        evidence: tuple[Evidence, ...],
        asked: tuple[str, ...],
    ) -> Background:
        elsewhere = tuple(piece.text for piece in evidence if piece not in cited)
        language = self._language_of(evidence)
        return Background(self._today, language, asked, elsewhere, self._readings)

    def _language_of(self, evidence: tuple[Evidence, ...]) -> str:
        """Found once, as long as nothing more is said."""
        if self._spoken is None or self._spoken[0] != evidence:
            said = "\n".join(piece.text for piece in evidence)
            self._spoken = (evidence, language_of(said) or "en")
        return self._spoken[1]


def _refuse_live_parts(text: str, cited: list[Evidence]) -> None:
    """No link, markup or command enters that the person has not written."""
    said = " ".join(piece.text for piece in cited).casefold()
    added = [part for part in live_parts(text) if part.casefold() not in said]
    if added:
        raise ChangeRefused(f"It adds what is no claim: “{added[0]}”.")


def _cited(
    proposal: Proposal, edit: Rewrite | Insert, resume: Resume, evidence: tuple[Evidence, ...]
) -> list[Evidence]:
    """The evidence that a proposal cites; raises `ChangeRefused` if it may not be used there."""
    by_id = {piece.id: piece for piece in evidence}
    unknown = [id_ for id_ in proposal.cites if id_ not in by_id]
    if unknown or not proposal.cites:
        raise ChangeRefused(f"It cites no evidence that exists: {', '.join(unknown) or 'none'}.")
    if isinstance(edit, Rewrite) and EvidenceId(edit.line) not in proposal.cites:
        raise ChangeRefused("A rewritten line must rest on what it said before.")
    cited = [by_id[id_] for id_ in proposal.cites]
    parent = _target(edit, resume)
    foreign = [piece.id for piece in cited if parent is None or not piece.speaks_of(parent)]
    if foreign:
        raise ChangeRefused(f"What {', '.join(foreign)} says belongs to another entry.")
    return cited


def _applied(edit: Edit, resume: Resume) -> Resume:
    edited = edit.apply(resume)
    if edited == resume:
        raise ChangeRefused("It changes nothing.")
    if isinstance(edit, Insert) and any(
        line.text.casefold() == edit.text.casefold() for line in resume.lines()
    ):
        raise ChangeRefused("A line says that already.")
    return edited


def can_be_reordered(parent: Section | Entry) -> bool:
    """Bullets stand for themselves, and so do labelled lines; but a paragraph may be the title of
    what follows it, and would then speak of something else."""
    return all(line.kind is LineKind.BULLET for line in parent.lines) or all(
        _LABELLED.match(line.text) for line in parent.lines
    )


def _numbered(edit: Edit, change_id: ChangeId, resume: Resume) -> Edit:
    """An inserted line is named after its parent and its change, so that no id comes twice."""
    if not isinstance(edit, Insert):
        return edit
    parent = _target(edit, resume)
    return replace(edit, line=LineId(f"{parent.id if parent else '?'}.{change_id}"))


def _verdict_on_order(edit: Reorder, resume: Resume) -> Verdict:
    parent = resume.parent(edit.parent)
    if parent and can_be_reordered(parent):
        return ASSERTS_NOTHING
    return Verdict(Outcome.UNDECIDED, "Its paragraphs may belong to what follows them.")


def _target(edit: Rewrite | Insert, resume: Resume) -> Section | Entry | None:
    """The section or entry that the edit writes under."""
    if isinstance(edit, Insert):
        found = resume.parent(edit.after) or resume.parent_of(edit.after)
        return found or resume.parent(parent_in(edit.line))
    return resume.parent_of(edit.line)
