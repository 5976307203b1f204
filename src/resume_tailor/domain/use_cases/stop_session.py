"""Stop a session at once."""

from resume_tailor.domain.model.identifiers import SessionId, UserId
from resume_tailor.domain.ports.unit_of_work import UnitOfWorkFactory
from resume_tailor.domain.use_cases.access import own_session
from resume_tailor.domain.use_cases.repeating import repeated


class StopSession:
    """From the commit on nothing can be recorded; whatever still runs is aborted wherever it is.

    Stopping twice is the same as stopping once; a finished session cannot be stopped.
    """

    def __init__(self, unit_of_work: UnitOfWorkFactory) -> None:
        self._unit_of_work = unit_of_work

    @repeated
    async def execute(self, user_id: UserId, session_id: SessionId) -> None:
        """Stop it; raises `SessionNotFound`, `SessionNotYours` or `SessionAlreadyFinished`."""
        async with self._unit_of_work() as work:
            session = await own_session(work, session_id, user_id)
            session.stop()
            await work.sessions.save(session)
            await work.jobs.abort(session_id)
            await work.commit()
