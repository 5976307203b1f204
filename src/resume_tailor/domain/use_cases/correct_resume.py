"""Correct what was read from the uploaded file."""

from resume_tailor.domain.errors import CorrectionRefused
from resume_tailor.domain.model.corrections import Correction
from resume_tailor.domain.model.identifiers import SessionId, UserId
from resume_tailor.domain.model.judgement import Judge
from resume_tailor.domain.model.lexicon import Lexicon
from resume_tailor.domain.model.session_snapshot import SessionSnapshot
from resume_tailor.domain.ports.clock import Clock
from resume_tailor.domain.ports.unit_of_work import UnitOfWorkFactory
from resume_tailor.domain.use_cases.access import own_session
from resume_tailor.domain.use_cases.repeating import repeated


class CorrectResume:
    """All corrections of a call are made, or none. The session then matches anew by itself."""

    def __init__(self, unit_of_work: UnitOfWorkFactory, lexicon: Lexicon, clock: Clock) -> None:
        self._unit_of_work = unit_of_work
        self._lexicon = lexicon
        self._clock = clock

    @repeated
    async def execute(
        self, user_id: UserId, session_id: SessionId, corrections: tuple[Correction, ...]
    ) -> SessionSnapshot:
        """The session after it. Raises `CorrectionRefused`, `ResumeNotReadYet`."""
        if not corrections:
            raise CorrectionRefused("There is no correction. Send at least one.")
        async with self._unit_of_work() as work:
            session = await own_session(work, session_id, user_id)
            session.correct(corrections, Judge(self._lexicon, self._clock.now().date()))
            await work.sessions.save(session)
            if session.snapshot.status.is_running:
                await work.jobs.advance_soon(session_id)
            await work.commit()
        return session.snapshot
