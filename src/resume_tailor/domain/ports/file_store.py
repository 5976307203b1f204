"""Uploaded files by key."""

from abc import abstractmethod
from typing import Protocol


class FileStore(Protocol):
    """Keys are relative paths of letters, digits, `-`, `_`, `.` and `/`, without `..`. Every call raises
    `StorageUnavailable` where the store cannot be reached or is full."""

    @abstractmethod
    async def put(self, key: str, data: bytes) -> None:
        """Keep the bytes under the key, whole or not at all; what was there is replaced."""

    @abstractmethod
    async def get(self, key: str) -> bytes:
        """The bytes; raises `FileNotStored`."""

    @abstractmethod
    async def delete(self, key: str) -> None:
        """Remove the file; nothing happens if there is none."""
