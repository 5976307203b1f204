"""Who may have a connection next."""

import asyncio

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
        """Wait for a place; raises `NotReady`."""
        waited = 0.0
        while True:
            before = self._got_through
            try:
                async with asyncio.timeout(self._patience):
                    await self._free.acquire()
            except TimeoutError as error:
                waited += self._patience
                if self._got_through == before or waited >= _MOST_PATIENCE_SECONDS:
                    raise NotReady from error
            else:
                return

    def give_back(self, *, got_through: bool) -> None:
        """The place is free again."""
        self._got_through += got_through
        self._free.release()
