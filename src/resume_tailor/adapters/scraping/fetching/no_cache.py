"""For those who have no database: nothing is kept."""

from resume_tailor.domain.ports.page_cache import PageCache, StoredPage


class NoPageCache(PageCache):
    """Forgets at once."""

    async def get(self, address: str) -> StoredPage | None:  # noqa: ARG002 - the port's signature
        """Never there."""
        return None

    async def put(self, address: str, page: StoredPage) -> None:
        """Forgotten."""
