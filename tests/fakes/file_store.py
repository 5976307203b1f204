import re

from resume_tailor.domain.errors import FileNotStored
from resume_tailor.domain.ports.file_store import FileStore


class FakeFiles(FileStore):
    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}

    async def put(self, key: str, data: bytes) -> None:
        self._check(key)
        self.files[key] = data

    async def get(self, key: str) -> bytes:
        self._check(key)
        if key not in self.files:
            raise FileNotStored
        return self.files[key]

    async def delete(self, key: str) -> None:
        self._check(key)
        self.files.pop(key, None)

    @staticmethod
    def _check(key: str) -> None:
        if not re.fullmatch(r"[\w-][\w.-]*(/[\w-][\w.-]*)*", key, re.ASCII):
            raise ValueError(f"not a key: {key!r}")
