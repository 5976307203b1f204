"""Proof of who is calling."""

from abc import abstractmethod
from datetime import datetime
from typing import Protocol

from resume_tailor.domain.model.identifiers import UserId


class AccessTokens(Protocol):
    """Signed, expiring tokens."""

    @abstractmethod
    def issue(self, user_id: UserId, now: datetime) -> str:
        """A token for the user."""

    @abstractmethod
    def read(self, token: str) -> UserId:
        """The user of a valid token; raises `InvalidToken` for any other, for whatever reason."""
