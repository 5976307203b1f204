"""Sessions in PostgreSQL, and the events that happen in them."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import Row, func, insert, select, text, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from resume_tailor.adapters.persistence.constraints import translated
from resume_tailor.adapters.persistence.mapping import (
    event_payload,
    session_columns,
    snapshot_of,
)
from resume_tailor.adapters.persistence.tables import AnswerRow, EventRow, SessionRow
from resume_tailor.domain.errors import SessionNotFound
from resume_tailor.domain.model.identifiers import SessionId, UserId
from resume_tailor.domain.model.session_snapshot import SessionSnapshot
from resume_tailor.domain.model.session_states import Status
from resume_tailor.domain.model.tailoring_session import TailoringSession
from resume_tailor.domain.ports.repositories import (
    PageRequest,
    SessionRepository,
    SessionSummary,
)

EVENTS_CHANNEL = "session_events"
"""What NOTIFY is sent on; the payload is the session's id and nothing else."""

_sessions = SessionRow.__table__  # type: ignore[attr-defined]
_answers = AnswerRow.__table__  # type: ignore[attr-defined]
_events = EventRow.__table__  # type: ignore[attr-defined]


class PostgresSessions(SessionRepository):
    """A session's row lock orders all that happens to it, the numbers of its events included."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, session: TailoringSession) -> None:
        """Keep a new session and its events; raises `SessionExists`, or `InvalidToken` if its user is
        gone."""
        with translated():
            await self._connection.execute(
                insert(_sessions).values(session_columns(session.snapshot))
            )
        await self._append(session)

    async def get_for_update(self, session_id: SessionId) -> TailoringSession:
        """The session, its row locked; raises `SessionNotFound`."""
        query = select(_sessions).where(_sessions.c.id == session_id).with_for_update()
        return TailoringSession(snapshot_of(await self._one(query)))

    async def save(self, session: TailoringSession) -> None:
        """Keep what changed and append its events."""
        columns = session_columns(session.snapshot)
        query = update(_sessions).where(_sessions.c.id == columns.pop("id"))
        await self._connection.execute(query.values(**columns, updated_at=func.clock_timestamp()))
        await self._append(session)

    async def view(self, session_id: SessionId) -> SessionSnapshot:
        """The session as it stands; raises `SessionNotFound`."""
        return snapshot_of(await self._one(select(_sessions).where(_sessions.c.id == session_id)))

    async def owner_of(self, session_id: SessionId) -> UserId:
        """Whose session it is; raises `SessionNotFound`."""
        row = await self._one(select(_sessions.c.user_id).where(_sessions.c.id == session_id))
        return UserId(row.user_id)

    async def page(self, user_id: UserId, request: PageRequest) -> Sequence[SessionSummary]:
        """One page of a user's sessions, newest first."""
        body = _sessions.c.body
        query = select(
            _sessions.c.id,
            _sessions.c.status,
            _sessions.c.progress,
            _sessions.c.job_url,
            _sessions.c.created_at,
            body["posting"]["title"].astext.label("title"),
            body["posting"]["company"].astext.label("company"),
        ).where(_sessions.c.user_id == user_id)
        if request.status:
            query = query.where(_sessions.c.status == request.status.value)
        if request.before:
            key = tuple_(_sessions.c.created_at, _sessions.c.id)
            query = query.where(key < tuple_(*request.before))
        query = query.order_by(_sessions.c.created_at.desc(), _sessions.c.id.desc())
        rows = await self._connection.execute(query.limit(request.limit))
        return [_summary(row) for row in rows]

    async def _one(self, query: Any) -> Row[Any]:
        row = (await self._connection.execute(query)).one_or_none()
        if row is None:
            raise SessionNotFound
        return row

    async def _append(self, session: TailoringSession) -> None:
        await self._append_events(session)
        await self._keep_answers(session)

    async def _append_events(self, session: TailoringSession) -> None:
        events = session.pull_events()
        if not events:
            return
        session_id = session.snapshot.id
        rows = [
            {"session_id": session_id, "seq": e.seq, "payload": event_payload(e.event)}
            for e in events
        ]
        await self._connection.execute(insert(_events), rows)
        notify = text("SELECT pg_notify(:channel, :id)")
        await self._connection.execute(notify, {"channel": EVENTS_CHANNEL, "id": str(session_id)})

    async def _keep_answers(self, session: TailoringSession) -> None:
        state = session.snapshot
        rows = [
            {"user_id": state.user_id, "session_id": state.id, **asdict(given)}
            for given in session.pull_answers()
        ]
        if rows:
            await self._connection.execute(insert(_answers), rows)


def _summary(row: Any) -> SessionSummary:
    return SessionSummary(
        SessionId(row.id),
        Status(row.status),
        row.progress,
        row.job_url,
        row.title or "",
        row.company or "",
        row.created_at,
    )
