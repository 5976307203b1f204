"""How much there is to do, for those who run the service."""

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Protocol

from resume_tailor.domain.model.identifiers import SessionId
from resume_tailor.domain.model.session_states import Status


class Survey(Protocol):
    """Within a unit of work's transaction."""

    @abstractmethod
    async def unfinished_sessions(self) -> Mapping[Status, int]:
        """How many sessions have each status but those that end one; statuses without any are left out."""

    @abstractmethod
    async def standing_still(self, time: timedelta) -> Sequence[SessionId]:
        """Sessions that a worker should be advancing, and that have not changed for so long, measured
        by one clock for all processes."""
