"""Users in PostgreSQL."""

from datetime import timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from resume_tailor.adapters.persistence.constraints import translated
from resume_tailor.adapters.persistence.mapping import user_of
from resume_tailor.adapters.persistence.tables import RevokedTokenRow, UserRow
from resume_tailor.domain.model.user import User
from resume_tailor.domain.ports.repositories import UserRepository
from resume_tailor.domain.ports.tokens import Grant

_revoked = RevokedTokenRow.__table__  # type: ignore[attr-defined]
_users = UserRow.__table__  # type: ignore[attr-defined]


_KEPT_AFTER_EXPIRY = timedelta(days=1)


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

    async def holder_of(self, grant: Grant) -> User | None:
        """The user of a token; None if there is no such user, or the token was revoked."""
        revoked = select(_revoked.c.id).where(_revoked.c.id == grant.token_id).exists()
        query = select(_users).where(_users.c.id == grant.user_id, ~revoked)
        row = (await self._connection.execute(query)).one_or_none()
        return user_of(row) if row else None

    async def revoke(self, grant: Grant) -> None:
        """Let a token count no more."""
        # Long after they have expired: the clock of whoever reads them may be behind.
        await self._connection.execute(
            delete(_revoked).where(_revoked.c.expires < func.now() - _KEPT_AFTER_EXPIRY)
        )
        revoked = insert(_revoked).values(id=grant.token_id, expires=grant.expires)
        await self._connection.execute(revoked.on_conflict_do_nothing())
