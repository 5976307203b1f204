"""Servers that do what servers should not: described in `attacks/pages/server_behaviours.jsonl`."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from resume_tailor.adapters.sandbox.child_processes import Bounds, ChildProcesses
from resume_tailor.adapters.scraping.fetching.fetch import FetchLimits, PageFetcher
from resume_tailor.adapters.scraping.posting_reader import WebPostingReader, prepare
from resume_tailor.domain.errors import DomainError, PostingUnreachable
from tests.adapters.scraping.behaviours import serving
from tests.conftest import SHARED
from tests.fakes.clock import FakeClock
from tests.fakes.page_cache import FakePageCache

FILE = SHARED / "attacks/pages/server_behaviours.jsonl"
CASES = [json.loads(line) for line in FILE.read_text().splitlines()] if FILE.exists() else []
_IMPATIENT, _PATIENT = 2.0, 15.0


@pytest.fixture(scope="module")
def sandbox() -> Iterator[ChildProcesses]:
    sandbox = ChildProcesses(Bounds(children=1), prepare)
    yield sandbox
    sandbox.close()


def fetcher(case: dict[str, Any]) -> PageFetcher:
    """What must not answer gets little time, so that the test does not take long."""
    seconds = _IMPATIENT if case["expect"] == "reject_4xx" else _PATIENT
    return PageFetcher(
        FakePageCache(), FakeClock(), FetchLimits(seconds=seconds), allow_private=True
    )


@pytest.mark.skipif(not CASES, reason="needs shared/ beside the repository")
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
async def test_it_ends_as_labelled(case: dict[str, Any], sandbox: ChildProcesses) -> None:
    """Refused, or fetched and then read or refused: what is labelled as accepted may be a page
    without a posting, but never a fault of ours."""
    async with serving(case["behaviour"]) as url:
        fetching = fetcher(case)
        fetched = await outcome(fetching.fetch(url))
        read = await outcome(WebPostingReader(fetching, sandbox, seconds=60).fetch(url))
    if case["expect"] == "accept":
        assert fetched is None
        assert not isinstance(read, PostingUnreachable)
    if case["expect"] == "reject_4xx":
        assert read is not None
        assert read.message


async def outcome(work: Any) -> DomainError | None:
    try:
        await work
    except DomainError as error:
        return error
    return None
