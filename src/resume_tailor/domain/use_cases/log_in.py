"""Get an access token for a password."""

from resume_tailor.domain.errors import InvalidCredentials
from resume_tailor.domain.ports.clock import Clock
from resume_tailor.domain.ports.passwords import PasswordHasher
from resume_tailor.domain.ports.tokens import AccessTokens
from resume_tailor.domain.ports.unit_of_work import UnitOfWorkFactory


class LogIn:
    """A wrong password and an unknown name get the same answer after the same time."""

    def __init__(
        self,
        unit_of_work: UnitOfWorkFactory,
        passwords: PasswordHasher,
        tokens: AccessTokens,
        clock: Clock,
    ) -> None:
        self._unit_of_work = unit_of_work
        self._passwords = passwords
        self._tokens = tokens
        self._clock = clock

    async def execute(self, username: str, password: str) -> str:
        """A signed token; raises `InvalidCredentials`."""
        async with self._unit_of_work() as work:
            user = await work.users.by_username(username)
        right = await self._passwords.verify(password, user.password_hash if user else None)
        if user is None or not right:
            raise InvalidCredentials
        return self._tokens.issue(user.id, self._clock.now())
