import asyncio
import os
from collections.abc import AsyncIterator

import httpx
import pytest

from resume_tailor.adapters.llm.bounded import BoundedTransport
from tests.adapters.llm.scripted import OPEN

SWITCH = "TESTS_MAY_CALL_PROVIDERS"


@pytest.fixture(autouse=True)
def _only_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reaches a real provider, unless the switch says so."""
    if os.environ.get(SWITCH):
        return
    really = BoundedTransport.handle_async_request

    async def guarded(self: BoundedTransport, request: httpx.Request) -> httpx.Response:
        assert request.url.host == "127.0.0.1", f"{request.url.host} is a real provider"
        return await really(self, request)

    monkeypatch.setattr(BoundedTransport, "handle_async_request", guarded)


@pytest.fixture(autouse=True)
async def _close_models() -> AsyncIterator[None]:
    yield
    while OPEN:
        await OPEN.pop().aclose()
    await asyncio.sleep(0.02)  # transports close in the next round of the loop
