"""Files in a bucket of an S3-compatible object store."""

from typing import Any

from resume_tailor.adapters.object_storage.keys import require_key
from resume_tailor.domain.errors import FileNotStored, StorageUnavailable
from resume_tailor.domain.ports.file_store import FileStore

_SECONDS = "10s"
_RETRY_SECONDS = 15


class S3Files(FileStore):
    """`url` is `s3://bucket` or `s3://bucket/prefix`; `endpoint` is the address of a store that is not
    Amazon's. Keys and region come from the variables that all S3 programs read
    (`AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_REGION`), or from the machine's role.

    A put is whole or not at all by the protocol itself.
    """

    def __init__(self, url: str, endpoint: str = "") -> None:
        self._url = url
        self._endpoint = endpoint
        self._made: Any = None

    async def put(self, key: str, data: bytes) -> None:
        """Keep the bytes; in the store when this returns. Raises `StorageUnavailable`."""
        require_key(key)
        from obstore.exceptions import BaseError

        try:
            await self._store.put_async(key, data)
        except (BaseError, OSError) as error:
            raise StorageUnavailable from error

    async def get(self, key: str) -> bytes:
        """The bytes; raises `FileNotStored` and `StorageUnavailable`."""
        require_key(key)
        from obstore.exceptions import BaseError, NotFoundError

        try:
            found = await self._store.get_async(key)
            return bytes(await found.bytes_async())
        except (NotFoundError, FileNotFoundError) as error:
            raise FileNotStored from error
        except (BaseError, OSError) as error:
            raise StorageUnavailable from error

    async def delete(self, key: str) -> None:
        """Remove the file, if there is one; raises `StorageUnavailable`."""
        require_key(key)
        from obstore.exceptions import BaseError, NotFoundError

        try:
            await self._store.delete_async(key)
        except (NotFoundError, FileNotFoundError):
            return
        except (BaseError, OSError) as error:
            raise StorageUnavailable from error

    @property
    def _store(self) -> Any:
        """Made when first used: the library takes a tenth of a second to load."""
        if self._made is None:
            from datetime import timedelta

            from obstore.store import S3Store

            options: dict[str, Any] = {}
            if self._endpoint:
                options["endpoint"] = self._endpoint
                options["virtual_hosted_style_request"] = False
            self._made = S3Store.from_url(
                self._url,
                client_options={
                    "timeout": _SECONDS,
                    "allow_http": self._endpoint.startswith("http://"),
                },
                retry_config={
                    "max_retries": 3,
                    "retry_timeout": timedelta(seconds=_RETRY_SECONDS),
                },
                **options,
            )
        return self._made
