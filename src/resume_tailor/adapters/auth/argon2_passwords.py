"""Passwords by Argon2id, with the parameters of RFC 9106's second recommended option."""

import asyncio
from contextlib import suppress

from argon2 import PasswordHasher as Argon2
from argon2.exceptions import InvalidHashError, VerificationError

from resume_tailor.domain.ports.passwords import PasswordHasher


class Argon2Passwords(PasswordHasher):
    """64 MiB and some tens of milliseconds a hash; at most `at_once` of them at a time, so that
    a flood of logins cannot take all of the memory."""

    def __init__(self, at_once: int = 4) -> None:
        self._argon2 = Argon2()
        self._room = asyncio.Semaphore(at_once)
        self._decoy = self._argon2.hash("nobody has this password")

    async def hash(self, password: str) -> str:
        """An Argon2id hash with its parameters and salt."""
        async with self._room:
            return await asyncio.to_thread(self._argon2.hash, password)

    async def verify(self, password: str, hashed: str | None) -> bool:
        """Without a hash a decoy is verified, so that an unknown name takes as long."""
        async with self._room:
            right = await asyncio.to_thread(self._matches, password, hashed or self._decoy)
        return right and hashed is not None

    def _matches(self, password: str, hashed: str) -> bool:
        with suppress(VerificationError, InvalidHashError):
            return self._argon2.verify(hashed, password)
        return False
