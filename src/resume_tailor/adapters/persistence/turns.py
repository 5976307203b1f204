"""Who may have a connection next."""

import asyncio
import time
from typing import Any

from resume_tailor.domain.errors import NotReady

_PATIENCE_SECONDS = 4.5
_MOST_PATIENCE_SECONDS = 30.0


class Turns:
    """So many at a time. Who waits is sent away when for 4.5 seconds nobody got through: a crowd is served
    in its time, while a database that is stuck is told from one that is busy, and told soon."""

    def __init__(self, places: int, patience: float = _PATIENCE_SECONDS) -> None:
        self._free = asyncio.Semaphore(places)
        self._patience = patience
        self._got_through = 0

    async def take(self) -> None:
        """Wait for a place, first come, first served; raises `NotReady`."""
        if not self._free.locked():
            await self._free.acquire()
            return
        place = asyncio.ensure_future(self._free.acquire())
        try:
            await self._wait_for(place)
        except BaseException:
            if not place.cancel() and not place.cancelled():
                self._free.release()  # it came while we were leaving
            raise

    async def _wait_for(self, place: asyncio.Future[Any]) -> None:
        began = time.monotonic()
        while not place.done():
            before = self._got_through
            await asyncio.wait({place}, timeout=self._patience)
            stuck = self._got_through == before
            if not place.done() and (stuck or time.monotonic() - began > _MOST_PATIENCE_SECONDS):
                raise NotReady

    def give_back(self, *, got_through: bool) -> None:
        """The place is free again."""
        self._got_through += got_through
        self._free.release()
