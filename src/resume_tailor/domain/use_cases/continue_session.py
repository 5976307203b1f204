"""Go on with a session."""

from resume_tailor.domain.model.identifiers import SessionId, UserId
from resume_tailor.domain.model.session_snapshot import SessionSnapshot
from resume_tailor.domain.ports.unit_of_work import UnitOfWorkFactory
from resume_tailor.domain.use_cases.access import own_session
from resume_tailor.domain.use_cases.repeating import repeated


class ContinueSession:
    """After it was stopped or has failed, from the last finished step; nothing is done twice."""

    def __init__(self, unit_of_work: UnitOfWorkFactory) -> None:
        self._unit_of_work = unit_of_work

    @repeated
    async def execute(self, user_id: UserId, session_id: SessionId) -> SessionSnapshot:
        """The session; raises `SessionNotFound`, `SessionNotYours` or `SessionNotStopped`."""
        async with self._unit_of_work() as work:
            session = await own_session(work, session_id, user_id)
            session.continue_()
            await work.sessions.save(session)
            await work.jobs.advance_soon(session_id)
            await work.commit()
        return session.snapshot
