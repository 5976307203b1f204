"""Deleting rows, and writing down which files go with them."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from resume_tailor.adapters.persistence.tables import DiscardedFileRow, SessionRow, UserRow
from resume_tailor.domain.model.identifiers import SessionId, UserId
from resume_tailor.domain.ports.erasure import Erasure

_sessions = SessionRow.__table__  # type: ignore[attr-defined]
_users = UserRow.__table__  # type: ignore[attr-defined]
_discarded = DiscardedFileRow.__table__  # type: ignore[attr-defined]


class PostgresErasure(Erasure):
    """Events go with their session by the foreign key."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def sessions_of(self, user_id: UserId) -> Sequence[SessionId]:
        """All sessions of a user, whose row is locked: a new session would refer to it."""
        await self._connection.execute(
            select(_users.c.id).where(_users.c.id == user_id).with_for_update()
        )
        query = select(_sessions.c.id).where(_sessions.c.user_id == user_id)
        return [SessionId(row.id) for row in await self._connection.execute(query)]

    async def unchanged_for(self, age: timedelta, limit: int) -> Sequence[SessionId]:
        """Sessions that nobody has touched for so long, the oldest first."""
        query = (
            select(_sessions.c.id)
            .where(_sessions.c.updated_at < func.now() - age)
            .order_by(_sessions.c.updated_at)
            .limit(limit)
        )
        return [SessionId(row.id) for row in await self._connection.execute(query)]

    async def erase_session(self, session_id: SessionId) -> None:
        """Delete a session with its events, and write down its file."""
        gone = await self._connection.execute(
            delete(_sessions).where(_sessions.c.id == session_id).returning(_sessions.c.resume_path)
        )
        keys = [{"key": row.resume_path} for row in gone if row.resume_path]
        if keys:
            await self._connection.execute(insert(_discarded), keys)

    async def note_file(self, key: str, after: timedelta | None) -> None:
        """Write down that a file is to be removed after that time, or that it is not."""
        if after is not None:
            due = func.now() + after
            await self._connection.execute(insert(_discarded).values(key=key, due=due))
        else:
            await self._connection.execute(delete(_discarded).where(_discarded.c.key == key))

    async def erase_user(self, user_id: UserId) -> None:
        """Delete a user whose sessions were erased."""
        await self._connection.execute(delete(_users).where(_users.c.id == user_id))

    async def take_discarded_file(self) -> str | None:
        """The key of a file to be removed; several processes take different ones."""
        one = (
            select(_discarded.c.key)
            .where(_discarded.c.due <= func.now())
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        found = await self._connection.execute(
            delete(_discarded)
            .where(_discarded.c.key == one.scalar_subquery())
            .returning(_discarded.c.key)
        )
        row = found.one_or_none()
        return row.key if row else None
