"""Users in PostgreSQL."""

from sqlalchemy import func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from resume_tailor.adapters.persistence.constraints import translated
from resume_tailor.adapters.persistence.mapping import user_of
from resume_tailor.adapters.persistence.tables import UserRow
from resume_tailor.domain.model.identifiers import UserId
from resume_tailor.domain.model.user import User
from resume_tailor.domain.ports.repositories import UserRepository

_users = UserRow.__table__  # type: ignore[attr-defined]


class PostgresUsers(UserRepository):
    """Unique indexes decide who comes first when two register one name at once."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, user: User) -> None:
        """Keep a new user; raises `UsernameTaken` or `EmailTaken`."""
        with translated():
            await self._connection.execute(
                insert(_users).values(
                    id=user.id,
                    username=user.username.value,
                    email=user.email.value,
                    password_hash=user.password_hash,
                )
            )

    async def by_username(self, username: str) -> User | None:
        """The user with this name, in whatever case it is written."""
        if "\x00" in username:
            return None
        query = select(_users).where(func.lower(_users.c.username) == username.lower())
        row = (await self._connection.execute(query)).one_or_none()
        return user_of(row) if row else None

    async def by_id(self, user_id: UserId) -> User | None:
        """The user with this id."""
        query = select(_users).where(_users.c.id == user_id)
        row = (await self._connection.execute(query)).one_or_none()
        return user_of(row) if row else None
