"""End an access token before its time."""

from resume_tailor.domain.ports.tokens import AccessTokens
from resume_tailor.domain.ports.unit_of_work import UnitOfWorkFactory
from resume_tailor.domain.use_cases.repeating import repeated


class LogOut:
    """This token alone: who has logged in twice stays logged in with the other one."""

    def __init__(self, unit_of_work: UnitOfWorkFactory, tokens: AccessTokens) -> None:
        self._unit_of_work = unit_of_work
        self._tokens = tokens

    @repeated
    async def execute(self, token: str) -> None:
        """Revoke the token, once or more often; raises `InvalidToken`."""
        grant = self._tokens.read(token)
        async with self._unit_of_work() as work:
            await work.users.revoke(grant)
            await work.commit()
