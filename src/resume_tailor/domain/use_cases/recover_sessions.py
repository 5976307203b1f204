"""Find sessions that run but that nobody advances."""

from datetime import timedelta

from resume_tailor.domain.ports.unit_of_work import UnitOfWorkFactory


class RecoverSessions:
    """Whatever was lost between session and queue, a session that should run gets a job again.

    This should never find anything: state and job are written together. It is here for the day on
    which something does get lost.
    """

    def __init__(self, unit_of_work: UnitOfWorkFactory) -> None:
        self._unit_of_work = unit_of_work

    async def execute(self, stranded_after: float) -> int:
        """Queue each session that has not changed for so many seconds and has no job; how many."""
        found = 0
        async with self._unit_of_work() as work:
            for session_id in await work.survey.standing_still(timedelta(seconds=stranded_after)):
                if not await work.jobs.has_job(session_id):
                    await work.jobs.advance_soon(session_id)
                    found += 1
            await work.commit()
        return found
