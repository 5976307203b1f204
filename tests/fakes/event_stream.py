from collections.abc import AsyncIterator, Sequence

from resume_tailor.domain.model.identifiers import SessionId
from resume_tailor.domain.ports.event_stream import EventStream, StoredEvent
from tests.fakes.store import Store


class FakeEventStream(EventStream):
    def __init__(self, store: Store) -> None:
        self._store = store

    async def after(
        self, session_id: SessionId, seq: int, limit: int = 200
    ) -> Sequence[StoredEvent]:
        return [e for e in self._store.events[session_id] if e.seq > seq][:limit]

    async def follow(self, session_id: SessionId, seq: int) -> AsyncIterator[StoredEvent]:
        while True:
            found = await self.after(session_id, seq)
            for event in found:
                seq = event.seq
                yield event
            if not found:
                async with self._store.changed:
                    if not await self.after(session_id, seq):
                        await self._store.changed.wait()
