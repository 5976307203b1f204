"""From a proposal to a change: does it fit the resume, and may it be said?"""

import re
from dataclasses import replace

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
    shown,
)
from resume_tailor.domain.model.evidence import Evidence
from resume_tailor.domain.model.grounding import ASSERTS_NOTHING, Outcome, Verdict, check
from resume_tailor.domain.model.identifiers import ChangeId, EvidenceId, LineId
from resume_tailor.domain.model.lexicon import Lexicon
from resume_tailor.domain.model.resume import Entry, LineKind, Resume, Section

_LABELLED = re.compile(r"[^:]{2,40}: ?\S")


def judge(
    change_id: ChangeId,
    proposal: Proposal,
    resume: Resume,
    evidence: tuple[Evidence, ...],
    lexicon: Lexicon,
    version: int,
) -> Change:
    """The change that the proposal comes to: applied as `version`, or dropped with the reason."""
    edit = _numbered(proposal.edit, change_id, resume)
    proposal = replace(proposal, edit=edit)
    try:
        edited = _applied(edit, resume)
        verdict = _verdict(proposal, resume, evidence, lexicon)
    except ChangeRefused as refusal:
        edited, verdict = resume, Verdict(Outcome.REFUTED, refusal.message)
    before = shown(edit, resume)
    if not verdict.may_be_applied:
        after = "" if isinstance(edit, Remove | Reorder) else edit.text
        return Change(change_id, proposal, verdict, ChangeState.DROPPED, before, after)
    after = shown(edit, edited)
    return Change(change_id, proposal, verdict, ChangeState.APPLIED, before, after, version)


def rejudged(
    changes: tuple[Change, ...], resume: Resume, evidence: tuple[Evidence, ...], lexicon: Lexicon
) -> tuple[Change, ...]:
    """The changes after the resume under them was corrected: each that was applied is judged again,
    in order, and dropped if it fits or holds no more."""
    kept: list[Change] = []
    for change in changes:
        if change.state is ChangeState.APPLIED and change.version is not None:
            proposal, version = change.proposal, change.version
            change = judge(change.id, proposal, resume, evidence, lexicon, version)  # noqa: PLW2901
            if change.state is ChangeState.APPLIED:
                resume = change.proposal.edit.apply(resume)
        kept.append(change)
    return tuple(kept)


def _applied(edit: Edit, resume: Resume) -> Resume:
    edited = edit.apply(resume)
    if edited == resume:
        raise ChangeRefused("It changes nothing.")
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


def _verdict(
    proposal: Proposal, resume: Resume, evidence: tuple[Evidence, ...], lexicon: Lexicon
) -> Verdict:
    edit = proposal.edit
    if isinstance(edit, Remove):
        return ASSERTS_NOTHING
    if isinstance(edit, Reorder):
        return _verdict_on_order(edit, resume)
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
    return check(edit.text, cited, lexicon)


def _verdict_on_order(edit: Reorder, resume: Resume) -> Verdict:
    parent = resume.parent(edit.parent)
    if parent and can_be_reordered(parent):
        return ASSERTS_NOTHING
    return Verdict(Outcome.UNDECIDED, "Its paragraphs may belong to what follows them.")


def _target(edit: Rewrite | Insert, resume: Resume) -> Section | Entry | None:
    """The section or entry that the edit writes under."""
    if isinstance(edit, Insert):
        return resume.parent(edit.after) or resume.parent_of(edit.after)
    return resume.parent_of(edit.line)
