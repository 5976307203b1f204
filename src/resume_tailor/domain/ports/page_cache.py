"""Pages that were fetched before, shared by everybody who asks for the same address."""

from abc import abstractmethod
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class StoredPage:
    """A page as it was fetched; `url` is where it was found in the end."""

    url: str
    text: str
    fresh_until: datetime
    """Until then it is as good as fetched anew."""
    etag: str = ""
    last_modified: str = ""
    """What the site wants to be asked with, whether the page has changed since."""


class PageCache(Protocol):
    """Keeps pages for some days and may forget any of them at any time. Its faults are its own: who
    asks gets None, as for a page that is not there."""

    @abstractmethod
    async def get(self, address: str) -> StoredPage | None:
        """The page last kept under an address."""

    @abstractmethod
    async def put(self, address: str, page: StoredPage) -> None:
        """Keep a page; what was there under its address is replaced."""
