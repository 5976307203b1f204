"""Whose session is it: asked by every use case that takes a session id from outside."""

from resume_tailor.domain.errors import SessionNotYours
from resume_tailor.domain.model.identifiers import SessionId, UserId
from resume_tailor.domain.model.session_snapshot import SessionSnapshot
from resume_tailor.domain.model.tailoring_session import TailoringSession
from resume_tailor.domain.ports.unit_of_work import UnitOfWork


async def own_session(work: UnitOfWork, session_id: SessionId, user_id: UserId) -> TailoringSession:
    """The user's session, locked; raises `SessionNotFound` or `SessionNotYours`."""
    session = await work.sessions.get_for_update(session_id)
    _require_owner(session.snapshot.user_id, user_id)
    return session


async def own_view(work: UnitOfWork, session_id: SessionId, user_id: UserId) -> SessionSnapshot:
    """The user's session, not locked; raises `SessionNotFound` or `SessionNotYours`."""
    snapshot = await work.sessions.view(session_id)
    _require_owner(snapshot.user_id, user_id)
    return snapshot


async def require_own(work: UnitOfWork, session_id: SessionId, user_id: UserId) -> None:
    """The same question, where nothing of the session is needed."""
    _require_owner(await work.sessions.owner_of(session_id), user_id)


def _require_owner(owner: UserId, user_id: UserId) -> None:
    if owner != user_id:
        raise SessionNotYours
