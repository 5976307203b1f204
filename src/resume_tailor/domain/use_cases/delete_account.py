"""Delete an account and all that belongs to it."""

from resume_tailor.domain.model.identifiers import UserId
from resume_tailor.domain.ports.unit_of_work import UnitOfWorkFactory
from resume_tailor.domain.use_cases.erasing import erase
from resume_tailor.domain.use_cases.remove_discarded_files import RemoveDiscardedFiles
from resume_tailor.domain.use_cases.repeating import repeated


class DeleteAccount:
    """All sessions, then the user: one transaction, so that nobody is left half deleted."""

    def __init__(self, unit_of_work: UnitOfWorkFactory, files: RemoveDiscardedFiles) -> None:
        self._unit_of_work = unit_of_work
        self._files = files

    @repeated
    async def execute(self, user_id: UserId) -> None:
        """Delete the user's sessions with their files and events, and the user."""
        async with self._unit_of_work() as work:
            for session_id in await work.erasure.sessions_of(user_id):
                await erase(work, session_id)
            await work.erasure.erase_user(user_id)
            await work.commit()
        await self._files.execute()
