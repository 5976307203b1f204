"""A real PostgreSQL for the tests that need one, and the examples of the repository."""

import importlib.util
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from uuid import uuid4

import psycopg
import pytest
from hypothesis import settings

from resume_tailor.adapters.lexicon.load import load_lexicon
from resume_tailor.adapters.persistence.embedded.attach import EmbeddedPostgres
from resume_tailor.adapters.persistence.migrate import migrate
from resume_tailor.domain.model.lexicon import Lexicon

# Speed is measured in benchmarks/, never by a test; a slow machine must not fail one.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "examples"
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return load_lexicon()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared data; tests that need it are skipped where it is missing."""
    if not SHARED.is_dir():
        pytest.skip(f"needs {SHARED.name}/ beside the repository")
    return SHARED


def scorer_of(shared: Path, name: str) -> ModuleType:
    """A scorer of the shared data."""
    spec = importlib.util.spec_from_file_location("scorer", shared / "tools" / name)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@contextmanager
def reachable_folder() -> Iterator[Path]:
    """A folder that an unprivileged database server can reach when the tests run as root, which
    pytest's own temporary folders are not."""
    with tempfile.TemporaryDirectory(prefix="resume-tailor-") as name:
        folder = Path(name)
        folder.chmod(0o711)
        yield folder


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder for the data of a server."""
    with reachable_folder() as folder:
        yield folder


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The URL of a server of our own."""
    with reachable_folder() as folder:
        server = EmbeddedPostgres(folder)
        yield server.attach()
        server.detach()


@pytest.fixture(scope="session")
def template(postgres: str) -> str:
    """A migrated database to copy from."""
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute("CREATE DATABASE template_of_tests")
    migrate(database_of(postgres, "template_of_tests"))
    return "template_of_tests"


@pytest.fixture
async def database_url(postgres: str, template: str) -> AsyncIterator[str]:
    """A migrated database of the test's own."""
    name = f"test_{uuid4().hex}"
    async with await psycopg.AsyncConnection.connect(postgres, autocommit=True) as connection:
        await connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")  # type: ignore[arg-type]
        yield database_of(postgres, name)
        await connection.execute(f"DROP DATABASE {name} WITH (FORCE)")  # type: ignore[arg-type]


def database_of(url: str, name: str) -> str:
    """The URL of another database of the same server."""
    return url.rsplit("/", 1)[0] + f"/{name}"
