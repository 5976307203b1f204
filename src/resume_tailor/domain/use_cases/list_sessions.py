"""List one's sessions."""

from collections.abc import Sequence

from resume_tailor.domain.model.identifiers import UserId
from resume_tailor.domain.ports.repositories import PageRequest, SessionSummary
from resume_tailor.domain.ports.unit_of_work import UnitOfWorkFactory


class ListSessions:
    """Newest first, a page at a time; sessions that begin meanwhile do not shift the pages."""

    def __init__(self, unit_of_work: UnitOfWorkFactory) -> None:
        self._unit_of_work = unit_of_work

    async def execute(self, user_id: UserId, request: PageRequest) -> Sequence[SessionSummary]:
        """One page of the user's sessions."""
        async with self._unit_of_work() as work:
            return await work.sessions.page(user_id, request)
