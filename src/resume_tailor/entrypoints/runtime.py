"""What a process stands on while it runs: data folder, database, container."""

import asyncio
import os
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from pydantic import SecretStr
from sqlalchemy.exc import SQLAlchemyError

from resume_tailor.adapters.persistence.embedded.attach import EmbeddedPostgres
from resume_tailor.adapters.persistence.embedded.errors import EmbeddedPostgresError
from resume_tailor.adapters.persistence.embedded.locks import FileLock
from resume_tailor.adapters.persistence.migrate import migrate
from resume_tailor.entrypoints.cannot_start import CannotStart
from resume_tailor.entrypoints.container import Container
from resume_tailor.entrypoints.settings import PREFIX, Settings

_LIVELY = "keepalives_idle=10&keepalives_interval=5&keepalives_count=3&tcp_user_timeout=20000"
"""A network that swallows packets is noticed by TCP itself."""


@asynccontextmanager
async def running(settings: Settings) -> AsyncIterator[Container]:
    """The container of a process that needs the database: attached and migrated. Everything ends
    with the context, the embedded server too if nobody else uses it."""
    prepare_data_dir(settings.data_dir)
    async with _database(settings) as (url, direct_url):
        container = Container(
            settings=settings,
            database_url=url,
            direct_url=direct_url,
            jwt_secret=token_secret(settings),
        )
        try:
            yield container
        finally:
            await _close(container)


def prepare_data_dir(folder: Path) -> None:
    """Make the folder and see that it can be written to."""
    # The embedded server's unprivileged user must be able to pass through root's folder.
    mode = 0o711 if os.geteuid() == 0 else 0o700
    try:
        folder.mkdir(mode=mode, parents=True, exist_ok=True)
        probe = folder / f".probe-{os.getpid()}"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise CannotStart(
            f"The data folder {folder} cannot be written to ({error.strerror})."
            f" Set {PREFIX}DATA_DIR to a folder that can."
        ) from error


def claim(settings: Settings) -> FileLock | None:
    """Hold the embedded data for one server; None where the database is an outside one, which
    many servers may share. Raises `CannotStart` if another server holds it."""
    if not settings.is_embedded:
        return None
    lock = FileLock(settings.data_dir / "serve.lock")
    if not lock.acquire():
        raise CannotStart(
            f"Another server already runs on {settings.data_dir}. Stop it, or set"
            f" {PREFIX}DATA_DIR to another folder, or {PREFIX}DATABASE_URL to share a database."
        )
    return lock


def token_secret(settings: Settings) -> str:
    """The set secret, or the one kept in the data folder, made on first use."""
    if settings.jwt_secret is not None:
        return settings.jwt_secret.get_secret_value()
    path = settings.data_dir / "jwt.secret"
    draft = path.with_name(f".jwt.secret-{os.getpid()}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(48))
    try:
        # A link, unlike a rename, fails if another process was faster; then that one's counts.
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return path.read_text(encoding="ascii")


@asynccontextmanager
async def _database(settings: Settings) -> AsyncIterator[tuple[str, str]]:
    """The address of the database, and the one past its pooler, once it is migrated."""
    if settings.database_url is not None:
        url = _address(settings.database_url)
        direct_url = _address(settings.database_direct_url or settings.database_url)
        await _migrate(direct_url)
        yield url, direct_url
        return
    embedded = EmbeddedPostgres(settings.data_dir)
    try:
        url = await asyncio.to_thread(embedded.attach)
    except EmbeddedPostgresError as error:
        raise CannotStart(str(error)) from error
    try:
        await _migrate(url)
        yield url, url
    finally:
        await asyncio.to_thread(embedded.detach)


def _address(url: SecretStr) -> str:
    """In the form that all our libraries take, noticing within half a minute that nobody is there."""
    address = url.get_secret_value().replace("postgres://", "postgresql://", 1)
    return f"{address}{'&' if '?' in address else '?'}{_LIVELY}"


async def _migrate(url: str) -> None:
    try:
        await asyncio.to_thread(migrate, url)
    except SQLAlchemyError as error:
        reason = str(getattr(error, "orig", error)).strip().splitlines()[0]
        raise CannotStart(
            f"The database cannot be used: {reason}. Check {PREFIX}DATABASE_URL."
        ) from error


async def _close(container: Container) -> None:
    await container.event_stream().close()
    await container.engine().dispose()
    for sandbox in (
        container.reading_sandbox(),
        container.recognising_sandbox(),
        container.page_sandbox(),
    ):
        await asyncio.to_thread(sandbox.close)
