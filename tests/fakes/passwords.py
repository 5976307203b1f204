from resume_tailor.domain.ports.passwords import PasswordHasher


class FakePasswords(PasswordHasher):
    """Not a hash at all, and quick."""

    def __init__(self) -> None:
        self._made = 0

    async def hash(self, password: str) -> str:
        self._made += 1
        return f"{self._made}:{password[::-1]}"

    async def verify(self, password: str, hashed: str | None) -> bool:
        return hashed is not None and hashed.partition(":")[2] == password[::-1]
