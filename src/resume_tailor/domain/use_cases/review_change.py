"""Accept or reject a change."""

from resume_tailor.domain.model.identifiers import ChangeId, SessionId, UserId
from resume_tailor.domain.model.session_snapshot import SessionSnapshot
from resume_tailor.domain.ports.unit_of_work import UnitOfWorkFactory
from resume_tailor.domain.use_cases.access import own_session
from resume_tailor.domain.use_cases.repeating import repeated


class ReviewChange:
    """In whatever state the session is: the decision needs no worker, and none can undo it."""

    def __init__(self, unit_of_work: UnitOfWorkFactory) -> None:
        self._unit_of_work = unit_of_work

    @repeated
    async def execute(
        self, user_id: UserId, session_id: SessionId, change_id: ChangeId, *, accepted: bool
    ) -> SessionSnapshot:
        """The session after it. Raises `ChangeNotFound`, `ChangeNotApplied`."""
        async with self._unit_of_work() as work:
            session = await own_session(work, session_id, user_id)
            session.review(change_id, accepted=accepted)
            await work.sessions.save(session)
            await work.commit()
        return session.snapshot
