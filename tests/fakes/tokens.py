from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import UUID

from resume_tailor.domain.errors import InvalidToken
from resume_tailor.domain.model.identifiers import UserId
from resume_tailor.domain.ports.tokens import AccessTokens, Grant


class FakeTokens(AccessTokens):
    """Remembers what it has issued."""

    def __init__(
        self,
        lifetime: timedelta = timedelta(hours=1),
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.clock = clock
        self._issued: dict[str, tuple[UUID, datetime]] = {}
        self._lifetime = lifetime

    def issue(self, user_id: UserId, now: datetime) -> str:
        token = f"token-{len(self._issued)}"
        self._issued[token] = (user_id, now + self._lifetime)
        return token

    def read(self, token: str) -> Grant:
        user_id, until = self._issued.get(token, (None, None))
        if user_id is None or until is None or until < self.clock():
            raise InvalidToken
        return Grant(token, UserId(user_id), until)
