"""What people have said in their sessions, in PostgreSQL."""

from collections.abc import Sequence

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from resume_tailor.adapters.persistence.tables import AnswerRow
from resume_tailor.domain.errors import AnswerNotFound
from resume_tailor.domain.model.identifiers import AnswerId, SessionId, UserId
from resume_tailor.domain.model.recollection import GivenAnswer, RememberedAnswer
from resume_tailor.domain.ports.repositories import AnswerRepository

_answers = AnswerRow.__table__  # type: ignore[attr-defined]


class PostgresAnswers(AnswerRepository):
    """They are written with their session, and go with it by the foreign key."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def of(self, user_id: UserId, limit: int) -> Sequence[RememberedAnswer]:
        """A user's answers, the latest first."""
        query = (
            select(_answers)
            .where(_answers.c.user_id == user_id)
            .order_by(_answers.c.given_at.desc())
            .limit(limit)
        )
        return [
            RememberedAnswer(
                AnswerId(row.id),
                GivenAnswer(row.requirement, row.text, row.owner),
                SessionId(row.session_id),
                row.given_at,
            )
            for row in await self._connection.execute(query)
        ]

    async def forget(self, user_id: UserId, answer_id: AnswerId) -> None:
        """Delete an answer of that user; raises `AnswerNotFound`."""
        mine = (_answers.c.id == answer_id) & (_answers.c.user_id == user_id)
        gone = await self._connection.execute(delete(_answers).where(mine))
        if not gone.rowcount:
            raise AnswerNotFound
