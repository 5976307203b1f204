from collections.abc import Sequence

from resume_tailor.domain.model.identifiers import SessionId
from resume_tailor.domain.ports.job_queue import Backlog, JobQueue


class FakeJobQueue(JobQueue):
    """Collects what was asked for; the unit of work hands it on when it commits."""

    def __init__(self, waiting: Sequence[SessionId] = ()) -> None:
        self._waiting = waiting
        self.queued: list[SessionId] = []
        self.aborted: list[SessionId] = []
        self.forgotten: list[SessionId] = []

    async def advance_soon(self, session_id: SessionId) -> None:
        self.queued.append(session_id)

    async def has_job(self, session_id: SessionId) -> bool:
        return session_id in (*self._waiting, *self.queued)

    async def abort(self, session_id: SessionId) -> None:
        self.aborted.append(session_id)

    async def forget(self, session_id: SessionId) -> None:
        self.aborted.append(session_id)
        self.forgotten.append(session_id)
        self.queued = [queued for queued in self.queued if queued != session_id]

    async def backlog(self) -> Backlog:
        return Backlog(len(self._waiting))
