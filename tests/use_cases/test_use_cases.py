from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from resume_tailor.domain.errors import (
    DomainError,
    InvalidCredentials,
    InvalidInput,
    InvalidToken,
    NotAPdf,
    ResumeTooLarge,
    SessionNotFound,
    SessionNotYours,
    StorageUnavailable,
    UrlNotAllowed,
    UsernameTaken,
)
from resume_tailor.domain.model.identifiers import SessionId, UserId
from resume_tailor.domain.model.session_states import Status
from resume_tailor.domain.model.tailoring_session import TailoringSession
from resume_tailor.domain.ports.repositories import PageRequest
from resume_tailor.domain.ports.resume_writer import DocumentFormat
from resume_tailor.domain.use_cases.continue_session import ContinueSession
from resume_tailor.domain.use_cases.delete_account import DeleteAccount
from resume_tailor.domain.use_cases.delete_session import DeleteSession
from resume_tailor.domain.use_cases.expire_sessions import ExpireSessions
from resume_tailor.domain.use_cases.export_resume import ExportResume
from resume_tailor.domain.use_cases.follow_session import FollowSession
from resume_tailor.domain.use_cases.identify_user import IdentifyUser
from resume_tailor.domain.use_cases.list_sessions import ListSessions
from resume_tailor.domain.use_cases.log_in import LogIn
from resume_tailor.domain.use_cases.recover_sessions import RecoverSessions
from resume_tailor.domain.use_cases.register_user import RegisterUser
from resume_tailor.domain.use_cases.remove_discarded_files import RemoveDiscardedFiles
from resume_tailor.domain.use_cases.send_chat_message import SendChatMessage
from resume_tailor.domain.use_cases.start_session import StartRequest, StartSession
from resume_tailor.domain.use_cases.stop_session import StopSession
from resume_tailor.domain.use_cases.tailor_once import TailorOnce
from resume_tailor.domain.use_cases.view_session import ViewSession
from tests.fakes.event_stream import FakeEventStream
from tests.fakes.passwords import FakePasswords
from tests.fakes.resume_writer import FakeWriter
from tests.fakes.tokens import FakeTokens
from tests.samples import SESSION_ID, USER_ID, a_session
from tests.use_cases.conftest import World

STRANGER = UserId(UUID(int=77))
PDF = b"%PDF-1.7 ..."


async def test_register_log_in_and_be_known(world: World) -> None:
    passwords, tokens = FakePasswords(), FakeTokens(clock=world.clock.now)
    register = RegisterUser(world.unit_of_work, passwords, world.clock)
    user = await register.execute("ann", "ann@example.org", "correct horse")
    with pytest.raises(UsernameTaken):
        await register.execute("Ann", "other@example.org", "correct horse")
    log_in = LogIn(world.unit_of_work, passwords, tokens, world.clock)
    for name, password in (("ann", "wrong horse"), ("nobody", "correct horse")):
        with pytest.raises(InvalidCredentials):
            await log_in.execute(name, password)
    token = await log_in.execute("ANN", "correct horse")
    identify = IdentifyUser(world.unit_of_work, tokens)
    assert await identify.execute(token) == user
    del world.store.users[user.id]
    with pytest.raises(InvalidToken):
        await identify.execute(token)


def start(world: World) -> StartSession:
    return StartSession(world.unit_of_work, world.files, world.clock, 1_000, world.telemetry)


async def test_a_session_starts_with_its_file_and_its_job(world: World) -> None:
    session = await start(world).execute(USER_ID, StartRequest(PDF, " https://a.test/job "))
    assert session.job_url == "https://a.test/job"
    assert await world.files.get(session.resume_key) == PDF
    assert world.store.queued == [session.id]


@pytest.mark.parametrize(
    ("request_", "error"),
    [
        (StartRequest(b"PK.. a DOCX", "https://a.test"), NotAPdf),
        (StartRequest(b"", "https://a.test"), NotAPdf),
        (StartRequest(PDF + b"x" * 1_000, "https://a.test"), ResumeTooLarge),
        (StartRequest(PDF, "ftp://a.test"), UrlNotAllowed),
        (StartRequest(PDF, ""), UrlNotAllowed),
        (StartRequest(PDF, "https://a.test/" + "x" * 2_000), UrlNotAllowed),
        (StartRequest(PDF, "https://a.test", "x" * 100_001), InvalidInput),
    ],
)
async def test_what_no_session_can_start_from(
    world: World, request_: StartRequest, error: type[DomainError]
) -> None:
    files = dict(world.files.files)
    with pytest.raises(error):
        await start(world).execute(USER_ID, request_)
    assert world.files.files == files


async def test_no_file_stays_behind_if_the_session_cannot_be_kept(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However the start ended: in an hour the file is due to be removed."""

    async def broken(self: object, session: object) -> None:
        raise ConnectionError

    files = dict(world.files.files)
    with monkeypatch.context() as outage:
        outage.setattr("tests.fakes.repositories.FakeSessions.add", broken)
        with pytest.raises(ConnectionError):
            await start(world).execute(USER_ID, StartRequest(PDF, "https://a.test"))
    ((key, due),) = world.store.discarded.items()
    assert timedelta(minutes=59) < due - world.store.now() < timedelta(hours=1)
    assert await removing(world).execute() == 0
    world.store.discarded[key] = due - timedelta(hours=1)
    assert await removing(world).execute() == 1
    assert world.files.files == files


async def test_the_file_of_a_session_that_was_started_stays(world: World) -> None:
    session = await start(world).execute(USER_ID, StartRequest(PDF, "https://a.test"))
    assert world.store.discarded == {}
    assert await world.files.get(session.resume_key) == PDF


def removing(world: World) -> RemoveDiscardedFiles:
    return RemoveDiscardedFiles(world.unit_of_work, world.files)


Call = Callable[[World, UserId, SessionId], Awaitable[Any]]
CALLS: dict[str, Call] = {
    "view": lambda w, u, s: ViewSession(w.unit_of_work).execute(u, s),
    "stop": lambda w, u, s: StopSession(w.unit_of_work).execute(u, s),
    "continue": lambda w, u, s: ContinueSession(w.unit_of_work).execute(u, s),
    "chat": lambda w, u, s: SendChatMessage(w.unit_of_work).execute(u, s, "hello"),
    "follow": lambda w, u, s: FollowSession(w.unit_of_work, FakeEventStream(w.store)).execute(
        u, s, 0
    ),
    "events": lambda w, u, s: FollowSession(w.unit_of_work, FakeEventStream(w.store)).past(u, s, 0),
    "delete": lambda w, u, s: DeleteSession(w.unit_of_work, removing(w)).execute(u, s),
    "export": lambda w, u, s: ExportResume(w.unit_of_work, FakeWriter()).execute(
        u, s, DocumentFormat.PDF
    ),
}


async def test_a_session_that_nobody_advances_gets_a_job_once(world: World) -> None:
    recover = RecoverSessions(world.unit_of_work)
    world.store.updated[SESSION_ID] = world.store.now() - timedelta(seconds=60)
    assert await recover.execute(15) == 1
    assert await recover.execute(15) == 0
    assert world.store.queued == [SESSION_ID]


async def test_a_deleted_session_leaves_nothing(world: World) -> None:
    await CALLS["delete"](world, USER_ID, SESSION_ID)
    assert world.store.sessions == {}
    assert world.files.files == {}
    assert world.store.discarded == {}


async def test_a_file_that_cannot_be_removed_now_is_removed_later(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(self: object, key: str) -> None:
        raise StorageUnavailable

    with monkeypatch.context() as outage:
        outage.setattr("tests.fakes.file_store.FakeFiles.delete", away)
        await DeleteAccount(world.unit_of_work, removing(world)).execute(USER_ID)
    assert (world.store.users, world.store.sessions) == ({}, {})
    assert list(world.files.files) == list(world.store.discarded) != []
    expire = ExpireSessions(world.unit_of_work, removing(world), 0)
    assert await expire.execute() == 0
    assert world.files.files == {}


async def test_sessions_are_kept_as_long_as_was_said(world: World) -> None:
    expire = ExpireSessions(world.unit_of_work, removing(world), 30)
    world.store.updated[SESSION_ID] = world.store.now() - timedelta(days=29)
    assert await expire.execute() == 0
    world.store.updated[SESSION_ID] = world.store.now() - timedelta(days=31)
    assert await expire.execute() == 1
    assert (world.store.sessions, world.files.files) == ({}, {})


@pytest.mark.parametrize("name", CALLS)
async def test_a_session_belongs_to_its_user(world: World, name: str) -> None:
    before = world.store.sessions[SESSION_ID]
    with pytest.raises(SessionNotYours):
        await CALLS[name](world, STRANGER, SESSION_ID)
    with pytest.raises(SessionNotFound):
        await CALLS[name](world, USER_ID, SessionId(UUID(int=999)))
    assert world.store.sessions[SESSION_ID] == before


async def test_stop_then_continue(world: World) -> None:
    await CALLS["stop"](world, USER_ID, SESSION_ID)
    await CALLS["stop"](world, USER_ID, SESSION_ID)
    assert world.store.sessions[SESSION_ID].status is Status.STOPPED
    await CALLS["continue"](world, USER_ID, SESSION_ID)
    assert world.store.sessions[SESSION_ID].status is Status.QUEUED
    assert world.store.queued == [SESSION_ID]


async def test_the_newest_version_is_exported_unless_another_is_named(world: World) -> None:
    await world.advance.execute(SESSION_ID)
    export = ExportResume(world.unit_of_work, FakeWriter())
    newest = await export.execute(USER_ID, SESSION_ID, DocumentFormat.MARKDOWN)
    first = await export.execute(USER_ID, SESSION_ID, DocumentFormat.MARKDOWN, 0)
    assert newest.data == first.data
    assert b"Nadia Ferrow" in first.data


async def test_sessions_are_listed_to_their_user(world: World) -> None:
    use_case = ListSessions(world.unit_of_work)
    assert [s.id for s in await use_case.execute(USER_ID, PageRequest())] == [SESSION_ID]
    assert not await use_case.execute(STRANGER, PageRequest())


async def test_tailoring_once_asks_and_finishes_without_a_store(world: World) -> None:
    from resume_tailor.domain.model.identifiers import QuestionId
    from resume_tailor.domain.model.questions import Question

    world.advisor.asks = (Question(QuestionId(""), "Kafka?"),)
    asked: list[str] = []
    shown: list[object] = []

    async def ask(question: Question) -> str:
        asked.append(question.text)
        return "I ran Kafka."

    done: TailoringSession = await TailorOnce(world.steps).execute(a_session(), ask, shown.append)
    assert done.snapshot.status is Status.COMPLETED
    assert asked == ["Kafka?"]
    assert len(shown) == done.snapshot.last_seq
