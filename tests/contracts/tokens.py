from datetime import UTC, datetime, timedelta

import pytest

from resume_tailor.domain.errors import InvalidToken
from resume_tailor.domain.ports.tokens import AccessTokens
from tests.samples import USER_ID


class AccessTokensContract:
    """The subject's tokens live for an hour."""

    def test_a_token_names_its_user(self, subject: AccessTokens) -> None:
        now = datetime.now(UTC)
        first, second = (subject.read(subject.issue(USER_ID, now)) for _ in range(2))
        assert first.user_id == second.user_id == USER_ID
        assert first.token_id != second.token_id
        assert abs(first.expires - now - timedelta(hours=1)) < timedelta(seconds=2)

    def test_a_token_expires(self, subject: AccessTokens) -> None:
        old = subject.issue(USER_ID, datetime.now(UTC) - timedelta(hours=1, seconds=5))
        with pytest.raises(InvalidToken):
            subject.read(old)

    @pytest.mark.parametrize("token", ["", "x", "a.b.c", "ä.ö.ü", "x" * 10_000, "\x00"])
    def test_anything_else_is_refused(self, subject: AccessTokens, token: str) -> None:
        with pytest.raises(InvalidToken):
            subject.read(token)
