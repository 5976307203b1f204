"""Bring the database's schema up to date. Safe to run from many processes at once."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, text

from resume_tailor.adapters.persistence.unit_of_work import driver_url

_LOCK = 0x72_65_73_75_6D_65
"""Key of the advisory lock that lets one process migrate at a time."""


def migrate(url: str, revision: str = "head") -> None:
    """Upgrade (or downgrade, if `revision` is older) the database at a `postgresql://` URL."""
    engine = _engine(url)
    try:
        with engine.connect() as connection:
            connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": _LOCK})
            connection.commit()
            _move(connection, revision)
    finally:
        engine.dispose()


def _engine(url: str) -> Engine:
    return create_engine(driver_url(url), connect_args={"connect_timeout": 5})


def _move(connection: Connection, revision: str) -> None:
    config = _config()
    config.attributes["connection"] = connection
    if revision == "head":
        command.upgrade(config, revision)
    else:
        command.downgrade(config, revision)


def is_current(url: str) -> bool:
    """Whether the database has the newest schema."""
    engine = _engine(url)
    try:
        with engine.connect() as connection:
            applied = MigrationContext.configure(connection).get_current_revision()
    finally:
        engine.dispose()
    return applied == ScriptDirectory.from_config(_config()).get_current_head()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return config
