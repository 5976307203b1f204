import pytest

from resume_tailor.domain.errors import FileNotStored
from resume_tailor.domain.ports.file_store import FileStore


class FileStoreContract:
    async def test_what_was_put_can_be_had(self, subject: FileStore) -> None:
        await subject.put("a/b.pdf", b"one")
        await subject.put("a/b.pdf", b"two")
        assert await subject.get("a/b.pdf") == b"two"

    async def test_what_was_deleted_is_gone(self, subject: FileStore) -> None:
        await subject.put("a/b.pdf", b"one")
        await subject.delete("a/b.pdf")
        await subject.delete("a/b.pdf")
        with pytest.raises(FileNotStored):
            await subject.get("a/b.pdf")

    @pytest.mark.parametrize("key", ["../x", "/x", "a/../x", "", "a//b", ".hidden", "a b", "a/"])
    async def test_keys_cannot_lead_elsewhere(self, subject: FileStore, key: str) -> None:
        for call in (subject.get(key), subject.delete(key), subject.put(key, b"")):
            with pytest.raises(ValueError, match="not a key"):
                await call
