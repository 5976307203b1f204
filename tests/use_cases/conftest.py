"""A world of fakes, and a session in it."""

from dataclasses import dataclass, field
from functools import partial

import pytest

from resume_tailor.domain.model.lexicon import Lexicon
from resume_tailor.domain.use_cases.advance_session import AdvanceSession
from resume_tailor.domain.use_cases.advice import Advice
from resume_tailor.domain.use_cases.list_answers import ListAnswers
from resume_tailor.domain.use_cases.session_steps import SessionSteps
from tests.fakes.advisor import ScriptedAdvisor
from tests.fakes.clock import FakeClock
from tests.fakes.file_store import FakeFiles
from tests.fakes.readers import FakePostingReader, FakeResumeReader
from tests.fakes.second_reader import FakeSecondReader
from tests.fakes.store import Store
from tests.fakes.telemetry import FakeTelemetry
from tests.fakes.unit_of_work import FakeUnitOfWork
from tests.samples import SESSION_ID, a_posting, a_resume, a_session, a_user


@dataclass
class World:
    """Everything that a session runs on, in memory."""

    lexicon: Lexicon
    store: Store = field(default_factory=Store)
    files: FakeFiles = field(default_factory=FakeFiles)
    clock: FakeClock = field(default_factory=FakeClock)
    advisor: ScriptedAdvisor = field(default_factory=ScriptedAdvisor)
    second_reader: FakeSecondReader | None = None
    telemetry: FakeTelemetry = field(default_factory=FakeTelemetry)
    resumes: FakeResumeReader = field(default_factory=lambda: FakeResumeReader(a_resume()))
    postings: FakePostingReader = field(default_factory=lambda: FakePostingReader(a_posting()))

    @property
    def unit_of_work(self) -> partial[FakeUnitOfWork]:
        return partial(FakeUnitOfWork, self.store)

    @property
    def steps(self) -> SessionSteps:
        advice = Advice(self.advisor, self.lexicon, self.clock, 3, self.second_reader)
        return SessionSteps(
            self.files,
            self.resumes,
            self.postings,
            advice,
            self.lexicon,
            self.clock,
            ListAnswers(self.unit_of_work),
        )

    @property
    def advance(self) -> AdvanceSession:
        return AdvanceSession(self.unit_of_work, self.steps, self.telemetry)

    @property
    def session(self) -> object:
        return self.store.sessions[SESSION_ID]


@pytest.fixture
async def world(lexicon: Lexicon) -> World:
    """A world with one user and one session that waits."""
    world = World(lexicon)
    await world.files.put("resumes/a.pdf", b"%PDF-1.7")
    async with world.unit_of_work() as work:
        await work.users.add(a_user())
        await work.sessions.add(a_session())
        await work.commit()
    return world
