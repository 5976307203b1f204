"""Pages in PostgreSQL: kept for a while, and no harm where the database is away."""

import psycopg
import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from resume_tailor.adapters.persistence.page_cache import PostgresPageCache
from resume_tailor.adapters.persistence.unit_of_work import make_engine
from resume_tailor.domain.ports.page_cache import StoredPage
from tests.contracts.page_cache import NOON, PageCacheContract

PAGE = StoredPage("https://x.test/end", "text", NOON)


@pytest.fixture
def subject(engine: AsyncEngine) -> PostgresPageCache:
    return PostgresPageCache(engine)


class TestContract(PageCacheContract):
    pass


async def test_old_pages_go_when_others_come(subject: PostgresPageCache, database_url: str) -> None:
    for name in ("old", "young"):
        await subject.put(name, PAGE)
    async with await psycopg.AsyncConnection.connect(database_url, autocommit=True) as connection:
        await connection.execute(
            "UPDATE fetched_pages SET stored_at = now() - interval '8 days'"
            " WHERE key = sha256('old'::bytea)"
        )
    await subject.put("new", PAGE)
    assert [await subject.get(name) for name in ("old", "young", "new")] == [None, PAGE, PAGE]


async def test_what_is_too_long_is_not_kept(subject: PostgresPageCache) -> None:
    await subject.put("long", StoredPage("https://x.test", "x" * 2_000_001, NOON))
    assert await subject.get("long") is None


async def test_a_database_that_is_away_costs_a_fetch_alone() -> None:
    engine = make_engine("postgresql://nobody@127.0.0.1:1/nothing")
    cache = PostgresPageCache(engine)
    await cache.put("address", PAGE)
    assert await cache.get("address") is None
    await engine.dispose()
