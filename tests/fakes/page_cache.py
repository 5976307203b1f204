"""Pages in a dictionary."""

from resume_tailor.domain.ports.page_cache import PageCache, StoredPage


class FakePageCache(PageCache):
    def __init__(self) -> None:
        self.pages: dict[str, StoredPage] = {}

    async def get(self, address: str) -> StoredPage | None:
        return self.pages.get(address)

    async def put(self, address: str, page: StoredPage) -> None:
        self.pages[address] = page
