"""Against a real S3 server process of the test's own."""

import socket
from collections.abc import Iterator

import pytest
from cluster import s3_server

from resume_tailor.adapters.object_storage.s3_files import S3Files
from resume_tailor.domain.errors import StorageUnavailable
from tests.contracts.file_store import FileStoreContract


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    with s3_server() as settings:
        yield settings["RESUME_TAILOR_FILE_STORE_ENDPOINT"]


@pytest.fixture(autouse=True)
def keys(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "of-a-test")
    monkeypatch.setenv("AWS_REGION", "us-east-1")


class TestS3Files(FileStoreContract):
    @pytest.fixture
    def subject(self, endpoint: str) -> S3Files:
        return S3Files("s3://resumes/some/prefix", endpoint)


async def test_a_store_that_is_away_is_said_to_be() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{probe.getsockname()[1]}"
    for call in (lambda s: s.get("a"), lambda s: s.put("a", b""), lambda s: s.delete("a")):
        with pytest.raises(StorageUnavailable):
            await call(S3Files("s3://resumes", address))


async def test_a_bucket_that_is_not_there_is_no_missing_file(endpoint: str) -> None:
    with pytest.raises(StorageUnavailable):
        await S3Files("s3://no-such-bucket", endpoint).put("a", b"")
