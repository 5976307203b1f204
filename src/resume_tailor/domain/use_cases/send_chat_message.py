"""Say something in a session."""

from resume_tailor.domain.model.identifiers import SessionId, UserId
from resume_tailor.domain.ports.unit_of_work import UnitOfWorkFactory
from resume_tailor.domain.use_cases.access import own_session
from resume_tailor.domain.use_cases.repeating import repeated


class SendChatMessage:
    """A message answers the open question, if there is one; at any other time it is a remark.

    `context` may name the question by its id, or be `skip` to pass it. The reply to a remark comes
    as an event. A remark on a completed session takes it back to work.
    """

    def __init__(self, unit_of_work: UnitOfWorkFactory) -> None:
        self._unit_of_work = unit_of_work

    @repeated
    async def execute(
        self, user_id: UserId, session_id: SessionId, message: str, context: str = ""
    ) -> None:
        """Take the message; raises what `TailoringSession.hear` raises."""
        async with self._unit_of_work() as work:
            session = await own_session(work, session_id, user_id)
            session.hear(message, context)
            await work.sessions.save(session)
            await work.jobs.advance_soon(session_id)
            await work.commit()
