"""A finished session as plain data."""

from typing import Any

from resume_tailor.domain.model.change import Change
from resume_tailor.domain.model.markdown import to_markdown
from resume_tailor.domain.model.session_snapshot import SessionSnapshot
from resume_tailor.domain.model.tailoring_session import TailoringSession


def session_json(session: TailoringSession) -> dict[str, Any]:
    """Status, coverage before and after, requirements, changes, and the resume as Markdown."""
    state = session.snapshot
    failure = state.failure
    return {
        "status": state.status.value,
        "failure": {"code": failure.code, "message": failure.message} if failure else None,
        "posting": _posting(state),
        "coverage_before": state.coverage[0],
        "coverage_after": state.coverage[1],
        "requirements": [
            {
                "id": m.requirement.id,
                "text": m.requirement.text,
                "importance": m.requirement.importance.value,
                "kind": m.requirement.kind.value,
                "coverage": m.coverage.value,
                "evidence": list(m.evidence),
            }
            for m in (state.match.requirements if state.match else ())
        ],
        "changes": [_change(change) for change in state.changes],
        "resume": to_markdown(session.resume_now) if state.resume else None,
    }


def _posting(state: SessionSnapshot) -> dict[str, str] | None:
    posting = state.posting
    if posting is None:
        return None
    names = ("title", "company", "location", "status", "language")
    return {name: str(getattr(posting, name)) for name in names}


def _change(change: Change) -> dict[str, Any]:
    return {
        "id": change.id,
        "op": change.proposal.edit.op,
        "line": change.where,
        "before": change.before,
        "after": change.after,
        "why": change.proposal.why,
        "for": list(change.proposal.serves),
        "from": list(change.proposal.cites),
        "state": change.state.value,
        "verdict": change.verdict.outcome.value,
        "reason": change.verdict.reason,
    }
