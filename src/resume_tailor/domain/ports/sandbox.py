"""A place where what strangers sent can be taken apart without harm."""

from abc import abstractmethod
from collections.abc import Callable
from typing import Protocol, TypeVar

Job = TypeVar("Job")
Result = TypeVar("Result")


class Sandbox(Protocol):
    """Runs work on data that nobody can trust: whatever it does, it ends in time, takes no more
    memory than allowed, sees no secrets, and takes nobody with it."""

    @abstractmethod
    async def run(self, work: Callable[[Job], Result], job: Job) -> Result:
        """What the work makes of the job; both, and the result, can be pickled. What the work raises
        is raised here. Raises `TookTooLong`, or `OutOfBounds` for all else that was too much."""

    @abstractmethod
    def warm_up(self) -> None:
        """Get ready, so that the first job does not wait for it."""

    @abstractmethod
    def close(self) -> None:
        """End whatever runs; a later job begins anew."""
