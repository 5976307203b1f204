"""Proof of who is calling."""

from abc import abstractmethod
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from resume_tailor.domain.model.identifiers import UserId


@dataclass(frozen=True, slots=True)
class Grant:
    """What a valid token says."""

    token_id: str
    user_id: UserId
    expires: datetime


class AccessTokens(Protocol):
    """Signed, expiring tokens."""

    @abstractmethod
    def issue(self, user_id: UserId, now: datetime) -> str:
        """A token for the user."""

    @abstractmethod
    def read(self, token: str) -> Grant:
        """What a valid token says; raises `InvalidToken` for any other, for whatever reason."""
