"""Following events by LISTEN and NOTIFY: the notification only wakes, the table is read."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import AsyncIterator, Sequence
from contextlib import suppress

import psycopg
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine

from resume_tailor.adapters.persistence.mapping import event_of
from resume_tailor.adapters.persistence.session_repository import EVENTS_CHANNEL
from resume_tailor.adapters.persistence.tables import EventRow
from resume_tailor.adapters.persistence.unit_of_work import UNREACHABLE
from resume_tailor.domain.errors import NotReady
from resume_tailor.domain.model.identifiers import SessionId
from resume_tailor.domain.ports.event_stream import EventStream, StoredEvent

log = logging.getLogger(__name__)

_events = EventRow.__table__  # type: ignore[attr-defined]
_LOOK_ANYWAY_SECONDS = 15.0
_RECONNECT_SECONDS = 0.5


class PostgresEventStream(EventStream):
    """One listening connection for the whole process, however many follow.

    A follower that was woken reads everything above its own number, so that a notification that
    was lost, doubled or late does no harm.
    """

    def __init__(self, engine: AsyncEngine, url: str) -> None:
        self._engine = engine
        self._url = url
        self._followers: dict[str, set[asyncio.Event]] = defaultdict(set)
        self._listener: asyncio.Task[None] | None = None

    async def after(
        self, session_id: SessionId, seq: int, limit: int = 200
    ) -> Sequence[StoredEvent]:
        """The stored events with a number above `seq`, in order."""
        query = (
            select(_events)
            .where(_events.c.session_id == session_id, _events.c.seq > seq)
            .order_by(_events.c.seq)
            .limit(limit)
        )
        try:
            async with self._engine.connect() as connection:
                rows = (await connection.execute(query)).all()
        except (SQLAlchemyError, OSError) as error:
            raise NotReady(UNREACHABLE) from error
        return [StoredEvent(session_id, row.seq, row.at, event_of(row.payload)) for row in rows]

    async def follow(self, session_id: SessionId, seq: int) -> AsyncIterator[StoredEvent]:
        """All events above `seq`, then each new one; in order, each once, without end."""
        self._listener = self._listener or asyncio.create_task(self._listen())
        woken = asyncio.Event()
        followers = self._followers[str(session_id)]
        followers.add(woken)
        try:
            while True:
                woken.clear()
                for event in await self._after_outage(session_id, seq):
                    seq = event.seq
                    woken.set()
                    yield event
                with suppress(TimeoutError):
                    async with asyncio.timeout(_LOOK_ANYWAY_SECONDS):
                        await woken.wait()
        finally:
            followers.discard(woken)
            if not followers:
                self._followers.pop(str(session_id), None)

    async def _after_outage(self, session_id: SessionId, seq: int) -> Sequence[StoredEvent]:
        """The events after `seq`, however long the database is away."""
        while True:
            try:
                return await self.after(session_id, seq)
            except NotReady:
                await asyncio.sleep(_RECONNECT_SECONDS)

    async def close(self) -> None:
        """Stop listening."""
        if self._listener:
            self._listener.cancel()
            with suppress(asyncio.CancelledError):
                await self._listener
            self._listener = None

    async def _listen(self) -> None:
        while True:
            try:
                await self._listen_once()
            except (psycopg.Error, OSError) as error:
                log.warning("listening for events was interrupted, connecting again: %s", error)
            await asyncio.sleep(_RECONNECT_SECONDS)

    async def _listen_once(self) -> None:
        connection = await psycopg.AsyncConnection.connect(self._url, autocommit=True)
        async with connection:
            await connection.execute(f"LISTEN {EVENTS_CHANNEL}")
            for followers in list(self._followers.values()):
                self._wake(followers)
            async for notification in connection.notifies():
                self._wake(self._followers.get(notification.payload, set()))

    @staticmethod
    def _wake(followers: set[asyncio.Event]) -> None:
        for woken in followers:
            woken.set()
