"""The fakes keep the promises that the real adapters keep."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest

from resume_tailor.domain.model.change import Proposal, Rewrite
from resume_tailor.domain.model.identifiers import EvidenceId, LineId, QuestionId
from resume_tailor.domain.model.questions import Question
from tests.contracts.advisor import AdvisorContract
from tests.contracts.file_store import FileStoreContract
from tests.contracts.page_cache import PageCacheContract
from tests.contracts.passwords import PasswordHasherContract
from tests.contracts.posting_reader import PostingReaderContract
from tests.contracts.resume_reader import PASSWORD, ResumeReaderContract
from tests.contracts.resume_writer import ResumeWriterContract
from tests.contracts.sandbox import SandboxContract
from tests.contracts.telemetry import TelemetryContract
from tests.contracts.tokens import AccessTokensContract
from tests.contracts.unit_of_work import UnitOfWorkContract
from tests.fakes.advisor import ScriptedAdvisor
from tests.fakes.event_stream import FakeEventStream
from tests.fakes.file_store import FakeFiles
from tests.fakes.page_cache import FakePageCache
from tests.fakes.passwords import FakePasswords
from tests.fakes.readers import FakePostingReader, FakeResumeReader
from tests.fakes.resume_writer import FakeWriter
from tests.fakes.sandbox import FakeSandbox
from tests.fakes.store import Store
from tests.fakes.telemetry import FakeTelemetry
from tests.fakes.tokens import FakeTokens
from tests.fakes.unit_of_work import FakeUnitOfWork
from tests.samples import a_posting, a_resume


class TestFakeFiles(FileStoreContract):
    @pytest.fixture
    def subject(self) -> FakeFiles:
        return FakeFiles()


class TestFakePasswords(PasswordHasherContract):
    @pytest.fixture
    def subject(self) -> FakePasswords:
        return FakePasswords()


class TestFakeTokens(AccessTokensContract):
    @pytest.fixture
    def subject(self) -> FakeTokens:
        return FakeTokens(timedelta(hours=1))


class TestFakeWriter(ResumeWriterContract):
    @pytest.fixture
    def subject(self) -> FakeWriter:
        return FakeWriter()


class TestScriptedAdvisor(AdvisorContract):
    @pytest.fixture
    def subject(self) -> ScriptedAdvisor:
        advisor = ScriptedAdvisor()
        advisor.asks = (Question(QuestionId(""), "Kafka?"),) * 5
        advisor.proposals = (
            Proposal(
                Rewrite(LineId("e1.b2"), "Moved nine services to Kubernetes."),
                "why",
                cites=(EvidenceId("e1.b2"),),
            ),
        )
        return advisor


class TestFakeUnitOfWork(UnitOfWorkContract):
    @pytest.fixture
    def store(self) -> Store:
        return Store()

    @pytest.fixture
    def subject(self, store: Store) -> Callable[[], FakeUnitOfWork]:
        return partial(FakeUnitOfWork, store)

    @pytest.fixture
    def events(self, store: Store) -> FakeEventStream:
        return FakeEventStream(store)


class TestFakeResumeReader(ResumeReaderContract):
    plain, locked = b"plain", b"locked"

    @pytest.fixture
    def subject(self) -> FakeResumeReader:
        reader = FakeResumeReader(a_resume())
        reader.locked[self.locked] = PASSWORD
        return reader


class TestFakeSandbox(SandboxContract):
    @pytest.fixture
    def subject(self) -> FakeSandbox:
        return FakeSandbox()


class TestFakePageCache(PageCacheContract):
    @pytest.fixture
    def subject(self) -> FakePageCache:
        return FakePageCache()


class TestFakePostingReader(PostingReaderContract):
    address = "https://x.test/job"

    @pytest.fixture
    def subject(self) -> FakePostingReader:
        reader = FakePostingReader(a_posting())
        reader.shortest = 80
        return reader


class TestFakeTelemetry(TelemetryContract):
    @pytest.fixture
    def subject(self) -> FakeTelemetry:
        return FakeTelemetry()
