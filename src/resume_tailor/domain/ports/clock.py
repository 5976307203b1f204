"""Time and identity, the two things that code cannot make up."""

from abc import abstractmethod
from datetime import datetime
from typing import Protocol
from uuid import UUID


class Clock(Protocol):
    """Tells the time and makes new ids."""

    @abstractmethod
    def now(self) -> datetime:
        """The time, with its zone, in UTC."""

    @abstractmethod
    def new_id(self) -> UUID:
        """An id that nobody can guess and nothing else has; later ones sort later."""
