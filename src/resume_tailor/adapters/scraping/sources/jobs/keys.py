"""The keys of objects in answers and page states, which systems spell in many ways."""

import re
from collections.abc import Iterator
from typing import Any

Object = dict[str, Any]
DEEPEST = 4
"""Levels of objects in objects that are looked at."""


def plain_key(key: str) -> str:
    """In small letters alone, without what stands before a dot: `job.Work_Location` is
    `worklocation`."""
    return re.sub(r"[^a-z]", "", key.casefold().rsplit(".", 1)[-1])


def walk(data: Object, deepest: int = DEEPEST) -> Iterator[tuple[str, Any]]:
    """Keys and values, those of the object before those inside of it."""
    level: list[Object] = [data]
    for _ in range(deepest):
        for part in level:
            yield from part.items()
        level = [value for part in level for value in part.values() if isinstance(value, dict)]
