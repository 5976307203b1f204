"""Files in a folder of this machine."""

import asyncio
import os
import tempfile
from pathlib import Path

from resume_tailor.adapters.object_storage.keys import require_key
from resume_tailor.domain.errors import FileNotStored, StorageUnavailable
from resume_tailor.domain.ports.file_store import FileStore


class LocalFiles(FileStore):
    """A file is written beside its place and moved there, so that a crash leaves no half of one.
    Only the owner may read them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def put(self, key: str, data: bytes) -> None:
        """Keep the bytes; on the disk when this returns. Raises `StorageUnavailable` (disk full)."""
        path = self._path(key)
        try:
            await asyncio.to_thread(self._write, path, data)
        except OSError as error:
            raise StorageUnavailable from error

    async def get(self, key: str) -> bytes:
        """The bytes; raises `FileNotStored` and `StorageUnavailable`."""
        try:
            return await asyncio.to_thread(self._path(key).read_bytes)
        except FileNotFoundError as error:
            raise FileNotStored from error
        except OSError as error:
            raise StorageUnavailable from error

    async def delete(self, key: str) -> None:
        """Remove the file, if there is one; raises `StorageUnavailable`."""
        path = self._path(key)
        try:
            await asyncio.to_thread(path.unlink, missing_ok=True)
        except OSError as error:
            raise StorageUnavailable from error

    def _path(self, key: str) -> Path:
        require_key(key)
        return self._folder / key

    @staticmethod
    def _write(path: Path, data: bytes) -> None:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, draft = tempfile.mkstemp(dir=path.parent, prefix=".draft-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(draft).replace(path)
        except BaseException:
            Path(draft).unlink(missing_ok=True)
            raise
