import asyncio
from collections.abc import AsyncIterator

import pytest

from tests.adapters.llm.scripted import OPEN


@pytest.fixture(autouse=True)
async def _close_models() -> AsyncIterator[None]:
    yield
    while OPEN:
        await OPEN.pop().aclose()
    await asyncio.sleep(0.02)  # transports close in the next round of the loop
