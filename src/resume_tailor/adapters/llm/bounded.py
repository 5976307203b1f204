"""An HTTP transport that no answer can flood."""

from collections.abc import AsyncIterator
from typing import Any

import httpx

_MOST_BYTES = 2_000_000


class BoundedTransport(httpx.AsyncHTTPTransport):
    """Ends an answer that has no end. Where nothing listens LiteLLM would try again by a client of its
    own, unless it is told of another error."""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """The response, its body bounded."""
        try:
            response = await super().handle_async_request(request)
        except httpx.ConnectError as error:
            raise httpx.ReadError("no connection") from error
        response.stream = _BoundedStream(response.stream)
        return response


class _BoundedStream(httpx.AsyncByteStream):
    def __init__(self, stream: Any) -> None:
        self._stream = stream

    async def __aiter__(self) -> AsyncIterator[bytes]:
        size = 0
        async for data in self._stream:
            size += len(data)
            if size > _MOST_BYTES:
                raise httpx.ReadError("too much")
            yield data

    async def aclose(self) -> None:
        await self._stream.aclose()
