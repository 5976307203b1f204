from pathlib import Path

import pytest

from resume_tailor.adapters.object_storage.local_files import LocalFiles
from tests.contracts.file_store import FileStoreContract


class TestLocalFiles(FileStoreContract):
    @pytest.fixture
    def subject(self, tmp_path: Path) -> LocalFiles:
        return LocalFiles(tmp_path / "files with spaces")


async def test_no_half_file_and_no_draft_is_left(tmp_path: Path) -> None:
    store = LocalFiles(tmp_path)
    await store.put("a/one.pdf", b"data")
    with pytest.raises(TypeError):
        await store.put("a/two.pdf", "no bytes")  # type: ignore[arg-type]
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["one.pdf"]


async def test_only_the_owner_may_read(tmp_path: Path) -> None:
    await LocalFiles(tmp_path).put("a/one.pdf", b"data")
    assert (tmp_path / "a/one.pdf").stat().st_mode & 0o077 == 0
