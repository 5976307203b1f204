"""Follow what happens in a session."""

from collections.abc import AsyncIterator, Sequence

from resume_tailor.domain.model.identifiers import SessionId, UserId
from resume_tailor.domain.ports.event_stream import EventStream, StoredEvent
from resume_tailor.domain.ports.unit_of_work import UnitOfWorkFactory
from resume_tailor.domain.use_cases.access import require_own

EVENTS_LIMIT = 200


class FollowSession:
    """Only the person whose session it is may follow it. Nothing is missed and nothing comes
    twice: who comes back names the last number seen."""

    def __init__(self, unit_of_work: UnitOfWorkFactory, events: EventStream) -> None:
        self._unit_of_work = unit_of_work
        self._events = events

    async def execute(
        self, user_id: UserId, session_id: SessionId, after: int
    ) -> AsyncIterator[StoredEvent]:
        """All events after that number, without end; raises at once if it may not be followed."""
        await self._require_own(user_id, session_id)
        return self._events.follow(session_id, after)

    async def past(
        self, user_id: UserId, session_id: SessionId, after: int
    ) -> Sequence[StoredEvent]:
        """The events that are there already, for those who cannot hold a connection: one more
        than `EVENTS_LIMIT` if there are more."""
        await self._require_own(user_id, session_id)
        return await self._events.after(session_id, after, EVENTS_LIMIT + 1)

    async def _require_own(self, user_id: UserId, session_id: SessionId) -> None:
        async with self._unit_of_work() as work:
            await require_own(work, session_id, user_id)
