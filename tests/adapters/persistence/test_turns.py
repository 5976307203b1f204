import asyncio

import pytest

from resume_tailor.adapters.persistence.turns import Turns
from resume_tailor.domain.errors import NotReady


async def test_a_crowd_is_served_in_its_time() -> None:
    turns, served = Turns(2, patience=0.2), []

    async def one(number: int) -> None:
        await turns.take()
        await asyncio.sleep(0.05)
        served.append(number)
        turns.give_back(got_through=True)

    await asyncio.gather(*map(one, range(30)))
    assert sorted(served) == list(range(30))


async def test_who_came_first_is_served_first() -> None:
    turns, served = Turns(1, patience=0.03), []

    async def one(number: int) -> None:
        await turns.take()
        served.append(number)
        await asyncio.sleep(0.02)
        turns.give_back(got_through=True)

    await asyncio.gather(*map(one, range(12)))
    assert served == list(range(12))


async def test_who_goes_away_while_waiting_takes_no_place_along() -> None:
    turns = Turns(1)
    await turns.take()
    waiting = asyncio.create_task(turns.take())
    await asyncio.sleep(0.01)
    turns.give_back(got_through=True)
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    if not waiting.cancelled():
        turns.give_back(got_through=True)
    await asyncio.wait_for(turns.take(), 1)


async def test_where_nobody_gets_through_who_waits_is_told_soon() -> None:
    turns = Turns(1, patience=0.1)
    await turns.take()
    with pytest.raises(NotReady):
        await turns.take()
    turns.give_back(got_through=False)
    await turns.take()


async def test_failures_are_no_progress() -> None:
    turns = Turns(1, patience=0.1)
    await turns.take()

    async def fail_without_end() -> None:
        while True:
            await asyncio.sleep(0.03)
            turns.give_back(got_through=False)
            await turns.take()

    failing = asyncio.create_task(fail_without_end())
    results = await asyncio.gather(*(turns.take() for _ in range(9)), return_exceptions=True)
    failing.cancel()
    assert NotReady in [type(result) for result in results]
