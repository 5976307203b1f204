from collections.abc import Iterator
from uuid import uuid4

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine
from sqlmodel import SQLModel

from resume_tailor.adapters.persistence.migrate import is_current, migrate
from tests.conftest import database_of


@pytest.fixture
def empty_url(postgres: str) -> Iterator[str]:
    name = f"empty_{uuid4().hex}"
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")  # type: ignore[arg-type]
        yield database_of(postgres, name)
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")  # type: ignore[arg-type]


def things_in(url: str) -> set[tuple[str, str]]:
    query = """
        SELECT 'relation', relname FROM pg_class WHERE relnamespace = 'public'::regnamespace
        UNION SELECT 'function', proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace
        UNION SELECT 'type', typname FROM pg_type WHERE typnamespace = 'public'::regnamespace
    """
    with psycopg.connect(url) as connection:
        return set(connection.execute(query).fetchall())  # type: ignore[arg-type]


def test_up_down_up(empty_url: str) -> None:
    migrate(empty_url)
    assert is_current(empty_url)
    full = things_in(empty_url)
    migrate(empty_url, "base")
    assert not is_current(empty_url)
    left = {name for _, name in things_in(empty_url)}
    assert {name for name in left if "alembic" not in name} == set()
    migrate(empty_url)
    migrate(empty_url)
    assert things_in(empty_url) == full


def test_the_tables_in_code_are_those_of_the_migrations(empty_url: str) -> None:
    migrate(empty_url)
    engine = create_engine("postgresql+psycopg://" + empty_url.split("://")[1])
    ours = set(SQLModel.metadata.tables)

    def is_ours(object_: object, name: str | None, type_: str, *_: object) -> bool:
        return type_ != "table" or name in ours

    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": is_ours})
        differences = compare_metadata(context, SQLModel.metadata)
    engine.dispose()
    # `users.username` is unique by a named constraint in the database and by an index in SQLModel.
    real = [d for d in differences if "unique" not in str(d).lower()]
    assert real == []
