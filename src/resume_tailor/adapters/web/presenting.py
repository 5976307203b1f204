"""From a session to what is shown of it."""

from collections.abc import Sequence

from resume_tailor.adapters.web.schemas.accounts import RememberedAnswers, RememberedAnswerView
from resume_tailor.adapters.web.schemas.documents import (
    ChangeList,
    ChangeView,
    EvidenceView,
    MatchedRequirement,
    MatchView,
    ReadingView,
    RequirementView,
    UnsupportedClaim,
    VerdictView,
    WholePostingView,
)
from resume_tailor.adapters.web.schemas.sessions import SessionView
from resume_tailor.domain.errors import PostingNotReadYet, ResumeNotReadYet
from resume_tailor.domain.model.change import Change
from resume_tailor.domain.model.evidence import collect
from resume_tailor.domain.model.identifiers import ChangeId, EvidenceId, RequirementId
from resume_tailor.domain.model.matching import Coverage, RequirementMatch
from resume_tailor.domain.model.recollection import RememberedAnswer
from resume_tailor.domain.model.session_snapshot import SessionSnapshot
from resume_tailor.domain.model.tailoring_session import TailoringSession


def session_view(state: SessionSnapshot) -> SessionView:
    """The session, with what waits for an answer."""
    questions = [
        {
            "id": question.id,
            "text": question.text,
            "kind": question.kind.value,
            "requirement": state.requirement_text(question.requirement),
            "options": question.options,
        }
        for question in state.conversation.open_questions
    ]
    return SessionView.model_validate(
        {
            "id": state.id,
            "status": state.status,
            "progress": state.progress,
            "version": state.version,
            "job_url": state.job_url,
            "last_seq": state.last_seq,
            "posting": state.posting,
            "open_questions": questions,
            "failure": state.failure,
            "model_usage": state.usage,
        },
        from_attributes=True,
    )


def remembered_answers(known: Sequence[RememberedAnswer]) -> RememberedAnswers:
    """What one has said."""
    return RememberedAnswers(
        answers=[
            RememberedAnswerView(
                id=answer.id,
                session_id=answer.session_id,
                at=answer.at,
                requirement=answer.given.requirement,
                text=answer.given.text,
            )
            for answer in known
        ]
    )


def reading_view(state: SessionSnapshot) -> ReadingView:
    """What was read; raises `ResumeNotReadYet`."""
    if state.resume is None:
        raise ResumeNotReadYet
    return ReadingView(version=state.version, resume=state.resume)


def posting_view(state: SessionSnapshot) -> WholePostingView:
    """The posting as read; raises `PostingNotReadYet`."""
    if state.posting is None:
        raise PostingNotReadYet
    return WholePostingView.model_validate(state.posting)


def match_view(state: SessionSnapshot) -> MatchView:
    """Requirements with their evidence; empty until the session has come so far."""
    match = state.match or state.match_before
    if match is None:
        return MatchView(coverage_before=0, coverage_after=0, requirements=[])
    before = state.match_before or match
    earlier = {m.requirement.id: m.coverage for m in before.requirements}
    texts = _texts(state)
    score_before, score_now = state.coverage
    return MatchView(
        coverage_before=score_before,
        coverage_after=score_now,
        requirements=[
            _matched(m, earlier.get(m.requirement.id, Coverage.NONE), texts)
            for m in match.requirements
        ],
    )


def change_list(state: SessionSnapshot) -> ChangeList:
    """All changes, applied or dropped."""
    texts, requirements = _texts(state), _requirements(state)
    return ChangeList(changes=[_change(c, texts, requirements) for c in state.changes])


def change_view(state: SessionSnapshot, change_id: ChangeId) -> ChangeView:
    """One change, which is there."""
    change = TailoringSession(state).change(change_id)
    return _change(change, _texts(state), _requirements(state))


def _requirements(state: SessionSnapshot) -> dict[RequirementId, RequirementView]:
    asked = state.posting.requirements if state.posting else ()
    return {r.id: RequirementView.model_validate(r) for r in asked}


def _matched(
    match: RequirementMatch, before: Coverage, texts: dict[EvidenceId, str]
) -> MatchedRequirement:
    asked = RequirementView.model_validate(match.requirement)
    return MatchedRequirement(
        **asked.model_dump(),
        coverage_before=before.value,
        coverage=match.coverage.value,
        evidence=_evidence(match.evidence, texts),
    )


def _change(
    change: Change, texts: dict[EvidenceId, str], requirements: dict[RequirementId, RequirementView]
) -> ChangeView:
    edit, verdict = change.proposal.edit, change.verdict
    claims = [
        UnsupportedClaim(kind=claim.kind.value, text=claim.value) for claim in verdict.unsupported
    ]
    return ChangeView(
        id=change.id,
        op=edit.op,
        line=change.where,
        before=change.before,
        after=change.after,
        why=change.proposal.why,
        state=change.state.value,
        accepted=change.accepted,
        version=change.version,
        requirements=[requirements[id_] for id_ in change.proposal.serves if id_ in requirements],
        evidence=_evidence(change.proposal.cites, texts),
        verdict=VerdictView(
            outcome=verdict.outcome.value,
            reason=verdict.reason,
            unsupported=claims,
            nearest=verdict.nearest,
        ),
    )


def _evidence(ids: tuple[EvidenceId, ...], texts: dict[EvidenceId, str]) -> list[EvidenceView]:
    return [EvidenceView(id=id_, text=texts[id_]) for id_ in ids if id_ in texts]


def _texts(state: SessionSnapshot) -> dict[EvidenceId, str]:
    if state.resume is None:
        return {}
    return {piece.id: piece.text for piece in collect(state.resume, state.conversation.answers)}
