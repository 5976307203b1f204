"""Delete sessions that nobody has touched for long."""

from datetime import timedelta

from resume_tailor.domain.ports.unit_of_work import UnitOfWorkFactory
from resume_tailor.domain.use_cases.erasing import erase
from resume_tailor.domain.use_cases.remove_discarded_files import RemoveDiscardedFiles

_AT_ONCE = 100


class ExpireSessions:
    """Keeps sessions for `days` after their last change; for ever where that is nothing."""

    def __init__(
        self,
        unit_of_work: UnitOfWorkFactory,
        files: RemoveDiscardedFiles,
        days: int,
    ) -> None:
        self._unit_of_work = unit_of_work
        self._files = files
        self._days = days

    async def execute(self) -> int:
        """Delete those whose time has come, a hundred at most, and left-over files; how many sessions."""
        expired = 0
        if self._days:
            age = timedelta(days=self._days)
            async with self._unit_of_work() as work:
                for session_id in await work.erasure.unchanged_for(age, _AT_ONCE):
                    await erase(work, session_id)
                    expired += 1
                await work.commit()
        await self._files.execute()
        return expired
