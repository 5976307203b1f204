"""Repeat what the database has undone because of somebody else."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from resume_tailor.domain.errors import TransactionUndone

_MOST_TRIES = 6
_PAUSE_SECONDS = 0.02
_Arguments = ParamSpec("_Arguments")
_Result = TypeVar("_Result")
_Work = Callable[_Arguments, Awaitable[_Result]]


def repeated(work: _Work[_Arguments, _Result]) -> _Work[_Arguments, _Result]:
    """For a method that does all that it does within one unit of work, from reading to commit: when that
    was undone (a deadlock, a serialization failure), nothing has happened, and it may be done again.
    After six tries the person is told to try again."""

    @wraps(work)
    async def again(*args: _Arguments.args, **kwargs: _Arguments.kwargs) -> _Result:
        for tried in range(1, _MOST_TRIES):
            try:
                return await work(*args, **kwargs)
            except TransactionUndone:
                await asyncio.sleep(random.uniform(0, tried * _PAUSE_SECONDS))  # noqa: S311
        return await work(*args, **kwargs)

    return again
