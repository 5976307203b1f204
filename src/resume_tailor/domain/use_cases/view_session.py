"""Look at a session."""

from resume_tailor.domain.model.identifiers import SessionId, UserId
from resume_tailor.domain.model.session_snapshot import SessionSnapshot
from resume_tailor.domain.ports.unit_of_work import UnitOfWorkFactory
from resume_tailor.domain.use_cases.access import own_view


class ViewSession:
    """Only the person whose session it is may see it."""

    def __init__(self, unit_of_work: UnitOfWorkFactory) -> None:
        self._unit_of_work = unit_of_work

    async def execute(self, user_id: UserId, session_id: SessionId) -> SessionSnapshot:
        """All of the session; raises `SessionNotFound` or `SessionNotYours`."""
        async with self._unit_of_work() as work:
            return await own_view(work, session_id, user_id)
