"""Counting sessions, by an index on those that are not finished."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from resume_tailor.adapters.persistence.tables import UNDER_WAY, UNFINISHED, SessionRow
from resume_tailor.domain.model.identifiers import SessionId
from resume_tailor.domain.model.session_states import Status
from resume_tailor.domain.ports.survey import Survey

_sessions = SessionRow.__table__  # type: ignore[attr-defined]


class PostgresSurvey(Survey):
    """Takes time with what is under way, not with what has ever been."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def unfinished_sessions(self) -> Mapping[Status, int]:
        """How many sessions have each status but those that end one."""
        query = select(_sessions.c.status, func.count()).where(UNFINISHED)
        rows = await self._connection.execute(query.group_by(_sessions.c.status))
        return {Status(status): number for status, number in rows}

    async def standing_still(self, time: timedelta) -> Sequence[SessionId]:
        """Sessions that a worker should be advancing, and that have not changed for so long."""
        late = _sessions.c.updated_at < func.now() - time
        query = select(_sessions.c.id).where(UNDER_WAY, late)
        return [SessionId(row.id) for row in await self._connection.execute(query.limit(100))]
