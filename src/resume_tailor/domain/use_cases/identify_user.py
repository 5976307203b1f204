"""Who is calling."""

from resume_tailor.domain.errors import InvalidToken
from resume_tailor.domain.model.user import User
from resume_tailor.domain.ports.tokens import AccessTokens
from resume_tailor.domain.ports.unit_of_work import UnitOfWorkFactory


class IdentifyUser:
    """A token counts only while its user exists, and until it was logged out."""

    def __init__(self, unit_of_work: UnitOfWorkFactory, tokens: AccessTokens) -> None:
        self._unit_of_work = unit_of_work
        self._tokens = tokens

    async def execute(self, token: str) -> User:
        """The user of the token; raises `InvalidToken`."""
        grant = self._tokens.read(token)
        async with self._unit_of_work() as work:
            user = await work.users.holder_of(grant)
        if user is None:
            raise InvalidToken
        return user
