from collections.abc import AsyncIterator, Iterator

import pytest

from tests.journeys.person import Person
from tests.journeys.server import serving


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """One server for the journeys that leave it as it was."""
    folder = tmp_path_factory.mktemp("journeys")
    folder.chmod(0o711)
    with serving(folder / "data") as (_, address):
        yield address


@pytest.fixture
async def person(address: str) -> AsyncIterator[Person]:
    person = await Person.arrive(address)
    yield person
    await person.leave()
