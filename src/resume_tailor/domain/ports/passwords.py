"""Passwords that nobody can read back."""

from abc import abstractmethod
from typing import Protocol


class PasswordHasher(Protocol):
    """One-way; slow on purpose, so it runs beside the event loop."""

    @abstractmethod
    async def hash(self, password: str) -> str:
        """A salted hash of at most 255 characters."""

    @abstractmethod
    async def verify(self, password: str, hashed: str | None) -> bool:
        """Whether the password is right; takes as long, and says no, where there is no hash."""
