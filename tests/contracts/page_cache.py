"""What every cache of pages promises."""

from datetime import UTC, datetime

from resume_tailor.domain.ports.page_cache import PageCache, StoredPage

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


class PageCacheContract:
    async def test_what_was_put_can_be_had(self, subject: PageCache) -> None:
        page = StoredPage("https://x.test/end", "Žena 🧪\x00", NOON, '"v1"', "yesterday")
        await subject.put("https://x.test/job", page)
        assert await subject.get("https://x.test/job") == page
        assert await subject.get("https://x.test/job2") is None

    async def test_the_last_one_counts(self, subject: PageCache) -> None:
        for text in ("one", "two"):
            await subject.put("https://x.test/twice", StoredPage("https://x.test", text, NOON))
        stored = await subject.get("https://x.test/twice")
        assert stored
        assert stored.text == "two"
