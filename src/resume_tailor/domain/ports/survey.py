"""How much there is to do, for those who run the service."""

from abc import abstractmethod
from collections.abc import Mapping
from typing import Protocol

from resume_tailor.domain.model.session_states import Status


class Survey(Protocol):
    """Within a unit of work's transaction."""

    @abstractmethod
    async def unfinished_sessions(self) -> Mapping[Status, int]:
        """How many sessions have each status but those that end one; statuses without any are left out."""
