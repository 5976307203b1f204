"""Following events by LISTEN and NOTIFY: the notification only wakes, the table is read."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from uuid import UUID

import psycopg
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine

from resume_tailor.adapters.persistence.mapping import event_of
from resume_tailor.adapters.persistence.session_repository import EVENTS_CHANNEL
from resume_tailor.adapters.persistence.tables import EventRow, SessionRow
from resume_tailor.adapters.persistence.unit_of_work import UNREACHABLE
from resume_tailor.domain.errors import NotReady
from resume_tailor.domain.model.identifiers import SessionId
from resume_tailor.domain.ports.event_stream import EventStream, StoredEvent

log = logging.getLogger(__name__)

_sessions = SessionRow.__table__  # type: ignore[attr-defined]
_events = EventRow.__table__  # type: ignore[attr-defined]
_LOOK_ANYWAY_SECONDS = 15.0
_RECONNECT_SECONDS = 0.5


class PostgresEventStream(EventStream):
    """One listening connection for the whole process, however many follow.

    A follower that was woken reads everything above its own number, so that a notification that
    was lost, doubled or late does no harm.
    """

    def __init__(self, engine: AsyncEngine, url: str) -> None:
        # One statement is a transaction by itself; two round trips less before an event is there.
        self._engine = engine.execution_options(isolation_level="AUTOCOMMIT")
        self._url = url
        self._followers: dict[str, set[_Follower]] = defaultdict(set)
        self._tasks: list[asyncio.Task[None]] = []

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
        if not self._tasks:
            self._tasks = [asyncio.create_task(self._listen()), asyncio.create_task(self._look())]
        follower = _Follower(seq)
        followers = self._followers[str(session_id)]
        followers.add(follower)
        try:
            while True:
                follower.woken.clear()
                for event in await self._after_outage(session_id, follower.seq):
                    follower.seq = event.seq
                    follower.woken.set()
                    yield event
                await follower.woken.wait()
        finally:
            followers.discard(follower)
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
        for task in self._tasks:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
        self._tasks.clear()

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

    async def _look(self) -> None:
        """Now and then see in one query who has missed something, should a notification get lost."""
        while True:
            await asyncio.sleep(_LOOK_ANYWAY_SECONDS)
            with suppress(SQLAlchemyError, OSError):
                await self._look_once()

    async def _look_once(self) -> None:
        followed = [UUID(session_id) for session_id in self._followers]
        query = select(_sessions.c.id, _sessions.c.last_seq).where(_sessions.c.id.in_(followed))
        async with self._engine.connect() as connection:
            rows = (await connection.execute(query)).all()
        for row in rows:
            followers = self._followers.get(str(row.id), set())
            self._wake({follower for follower in followers if follower.seq < row.last_seq})

    @staticmethod
    def _wake(followers: set["_Follower"]) -> None:
        for follower in followers:
            follower.woken.set()


class _Follower:
    """Who has been given all events up to `seq`."""

    __slots__ = ("seq", "woken")

    def __init__(self, seq: int) -> None:
        self.seq = seq
        self.woken = asyncio.Event()
