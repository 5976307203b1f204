"""Against a real S3 server process of the test's own."""

import contextlib
import socket
import subprocess
import sys
import time
from collections.abc import Iterator

import httpx
import pytest

from resume_tailor.adapters.object_storage.s3_files import S3Files
from resume_tailor.domain.errors import StorageUnavailable
from tests.contracts.file_store import FileStoreContract


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        sys.executable,
        "-W",
        "ignore",
        "-m",
        "moto.server",
        "-H",
        "127.0.0.1",
        "-p",
        str(port),
    ]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(600):
            with contextlib.suppress(httpx.TransportError):
                httpx.put(f"{address}/resumes").raise_for_status()
                break
            time.sleep(0.05)
        yield address
    finally:
        server.terminate()
        server.wait()


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
