from collections.abc import AsyncIterator, Iterator

import pytest

from tests.conftest import reachable_folder
from tests.journeys.person import Person
from tests.journeys.server import serving


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """One server for the journeys that leave it as it was."""
    with reachable_folder() as folder, serving(folder / "data") as (_, address):
        yield address


@pytest.fixture
async def person(address: str) -> AsyncIterator[Person]:
    person = await Person.arrive(address)
    yield person
    await person.leave()
