"""Files in a folder of this machine."""

import asyncio
import os
import re
import tempfile
from pathlib import Path

from resume_tailor.domain.errors import FileNotStored
from resume_tailor.domain.ports.file_store import FileStore

_KEY = re.compile(r"[\w-][\w.-]*(?:/[\w-][\w.-]*)*", re.ASCII)


class LocalFiles(FileStore):
    """A file is written beside its place and moved there, so that a crash leaves no half of one.
    Only the owner may read them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def put(self, key: str, data: bytes) -> None:
        """Keep the bytes; on the disk when this returns."""
        await asyncio.to_thread(self._write, self._path(key), data)

    async def get(self, key: str) -> bytes:
        """The bytes; raises `FileNotStored`."""
        try:
            return await asyncio.to_thread(self._path(key).read_bytes)
        except FileNotFoundError as error:
            raise FileNotStored from error

    async def delete(self, key: str) -> None:
        """Remove the file, if there is one."""
        await asyncio.to_thread(self._path(key).unlink, missing_ok=True)

    def _path(self, key: str) -> Path:
        if not _KEY.fullmatch(key):
            raise ValueError(f"not a key: {key!r}")
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
