"""See how much there is to do, and whether anything is stuck."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from resume_tailor.domain.model.identifiers import SessionId
from resume_tailor.domain.model.session_states import Status
from resume_tailor.domain.ports.job_queue import Backlog
from resume_tailor.domain.ports.unit_of_work import UnitOfWorkFactory

STUCK_AFTER = timedelta(minutes=10)
"""No step of a session takes so long."""


@dataclass(frozen=True, slots=True)
class Stock:
    """Sessions under way by status, jobs that wait, and sessions that should have moved on."""

    sessions: Mapping[Status, int]
    backlog: Backlog
    stuck: Sequence[SessionId]


class TakeStock:
    """Reads only, and from indexes."""

    def __init__(self, unit_of_work: UnitOfWorkFactory) -> None:
        self._unit_of_work = unit_of_work

    async def execute(self) -> Stock:
        """The stock; raises `NotReady`."""
        async with self._unit_of_work() as work:
            return Stock(
                await work.survey.unfinished_sessions(),
                await work.jobs.backlog(),
                await work.survey.standing_still(STUCK_AFTER),
            )
