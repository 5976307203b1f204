"""The ids of what is being worked on, for whatever is logged meanwhile."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

_NONE: Mapping[str, str] = {}
_bound: ContextVar[Mapping[str, str]] = ContextVar("bound_ids", default=_NONE)


def bound_ids() -> Mapping[str, str]:
    """`request_id`, `session_id` and the like."""
    return _bound.get()


@contextmanager
def binding(ids: Mapping[str, str]) -> Iterator[None]:
    """Bind more ids as long as the context lasts, for this task and those that it starts."""
    before = _bound.get()
    _bound.set({**before, **ids})
    try:
        yield
    finally:
        _bound.set(before)
