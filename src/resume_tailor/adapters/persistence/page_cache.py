"""Fetched pages in PostgreSQL, so that all workers share them."""

import logging
import zlib
from hashlib import sha256

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from resume_tailor.adapters.persistence.tables import PageRow
from resume_tailor.domain.ports.page_cache import PageCache, StoredPage

log = logging.getLogger(__name__)

_pages = PageRow.__table__  # type: ignore[attr-defined]
_KEPT_DAYS = 7
_LONGEST = 2_000_000
"""Characters; the few pages that are longer are not worth their room."""
_SWEPT = 50


class PostgresPageCache(PageCache):
    """Rows that nobody has renewed for a week go when others come. A database that is away costs a
    fetch, not the session."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def get(self, address: str) -> StoredPage | None:
        """The page last kept under an address."""
        query = select(_pages).where(_pages.c.key == _key(address))
        try:
            async with self._engine.connect() as connection:
                row = (await connection.execute(query)).one_or_none()
        except SQLAlchemyError as error:
            log.warning("the cache of pages cannot be read: %s", type(error).__name__)
            return None
        if row is None:
            return None
        text = zlib.decompress(row.text).decode("utf-8")
        return StoredPage(row.url, text, row.fresh_until, row.etag, row.last_modified)

    async def put(self, address: str, page: StoredPage) -> None:
        """Keep a page, and forget some old ones."""
        if len(page.text) > _LONGEST:
            return
        try:
            async with self._engine.begin() as connection:
                await _keep(connection, address, page)
                await _sweep(connection)
        except SQLAlchemyError as error:
            log.warning("the cache of pages cannot be written: %s", type(error).__name__)


async def _keep(connection: AsyncConnection, address: str, page: StoredPage) -> None:
    values = {
        "url": page.url,
        "text": zlib.compress(page.text.encode("utf-8", "replace")),
        "etag": page.etag,
        "last_modified": page.last_modified,
        "fresh_until": page.fresh_until,
        "stored_at": func.now(),
    }
    statement = insert(_pages).values(key=_key(address), **values)
    await connection.execute(statement.on_conflict_do_update(index_elements=["key"], set_=values))


async def _sweep(connection: AsyncConnection) -> None:
    """A few at a time, and none that another is just sweeping."""
    old = (
        select(_pages.c.key)
        .where(_pages.c.stored_at < func.now() - func.make_interval(0, 0, 0, _KEPT_DAYS))
        .limit(_SWEPT)
        .with_for_update(skip_locked=True)
    )
    await connection.execute(delete(_pages).where(_pages.c.key.in_(old)))


def _key(address: str) -> bytes:
    """Addresses can be long, and are nobody's business."""
    return sha256(address.encode("utf-8", "replace")).digest()
