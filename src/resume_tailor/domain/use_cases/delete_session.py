"""Delete a session and all that belongs to it."""

from resume_tailor.domain.model.identifiers import SessionId, UserId
from resume_tailor.domain.ports.unit_of_work import UnitOfWorkFactory
from resume_tailor.domain.use_cases.access import own_session
from resume_tailor.domain.use_cases.erasing import erase
from resume_tailor.domain.use_cases.remove_discarded_files import RemoveDiscardedFiles
from resume_tailor.domain.use_cases.repeating import repeated


class DeleteSession:
    """From the commit on nothing of it is in the database but what later sessions have recalled of it, and what still runs for it can record
    nothing; its file is removed then, now or by a worker."""

    def __init__(self, unit_of_work: UnitOfWorkFactory, files: RemoveDiscardedFiles) -> None:
        self._unit_of_work = unit_of_work
        self._files = files

    @repeated
    async def execute(self, user_id: UserId, session_id: SessionId) -> None:
        """Delete it; raises `SessionNotFound` or `SessionNotYours`."""
        async with self._unit_of_work() as work:
            await own_session(work, session_id, user_id)
            await erase(work, session_id)
            await work.commit()
        await self._files.execute()
