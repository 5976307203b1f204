"""Deleting a session, for whoever may."""

from resume_tailor.domain.model.identifiers import SessionId
from resume_tailor.domain.ports.unit_of_work import UnitOfWork


async def erase(work: UnitOfWork, session_id: SessionId) -> None:
    """Its jobs, so that no worker goes on with it, then all else of it."""
    await work.jobs.forget(session_id)
    await work.erasure.erase_session(session_id)
