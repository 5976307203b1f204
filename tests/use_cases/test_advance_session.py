import asyncio
from contextlib import nullcontext
from dataclasses import replace
from uuid import UUID

import pytest

from resume_tailor.domain.errors import (
    CorrectionRefused,
    DomainError,
    PostingBehindLogin,
    PostingIsListing,
    PostingNeedsRendering,
    PostingUnreachable,
    ResumeUnreadable,
    StorageUnavailable,
)
from resume_tailor.domain.model.change import ChangeState, Proposal, Rewrite
from resume_tailor.domain.model.corrections import CorrectContact
from resume_tailor.domain.model.grounding.verdict import Outcome, Verdict
from resume_tailor.domain.model.identifiers import (
    EvidenceId,
    LineId,
    QuestionId,
    RequirementId,
    SessionId,
)
from resume_tailor.domain.model.job_posting import PostingStatus
from resume_tailor.domain.model.opinion import Opinion
from resume_tailor.domain.model.questions import Question, QuestionKind
from resume_tailor.domain.model.session_events import ProgressMade, ResumeUpdated
from resume_tailor.domain.model.session_snapshot import SessionSnapshot
from resume_tailor.domain.model.session_states import Status
from resume_tailor.domain.model.tailoring_session import TailoringSession
from resume_tailor.domain.ports.advisor import Notice
from resume_tailor.domain.ports.telemetry import Counted, Level
from resume_tailor.domain.use_cases.continue_session import ContinueSession
from resume_tailor.domain.use_cases.correct_resume import CorrectResume
from resume_tailor.domain.use_cases.send_chat_message import SendChatMessage
from resume_tailor.domain.use_cases.stop_session import StopSession
from tests.fakes.second_reader import FakeSecondReader
from tests.fakes.unit_of_work import FakeUnitOfWork
from tests.samples import SESSION_ID, USER_ID, a_posting, a_resume, a_snapshot
from tests.use_cases.conftest import World

PROVED = Proposal(
    Rewrite(LineId("e1.b2"), "Moved nine services to Kubernetes."),
    "why",
    cites=(EvidenceId("e1.b2"),),
)
LIE = Proposal(
    Rewrite(LineId("e1.b1"), "Led the on-call rotation with Kafka."),
    "why",
    cites=(EvidenceId("e1.b1"),),
)


def state(world: World) -> SessionSnapshot:
    return world.store.sessions[SESSION_ID]


async def say_in_another_session(world: World, *said: str) -> None:
    """What the person answers to a question on Kafka, and states beside it."""
    session = TailoringSession.start(replace(a_snapshot(), id=SessionId(UUID(int=77))))
    session.begin(session.next_tasks())
    session.resume_was_read(a_resume())
    session.posting_was_read(a_posting())
    asked = Question(QuestionId(""), "Kafka?", requirement=RequirementId("r2"))
    session.questions_were_planned((asked,))
    for text in said:
        session.hear(text)
    async with world.unit_of_work() as work:
        await work.sessions.add(session)
        await work.commit()


async def test_what_was_answered_in_another_session_counts(world: World) -> None:
    await say_in_another_session(world, "At Parcelwing I ran Kafka with five brokers.")
    await world.advance.execute(SESSION_ID)
    before, after = state(world).coverage
    assert after > before
    assert state(world).conversation.asked_before == ("r2",)
    [answer] = state(world).conversation.answers
    assert answer.entry == "e1"
    told = [e.event.message for e in world.store.events[SESSION_ID] if hasattr(e.event, "message")]
    assert "Using 1 answer that you have given before." in told
    async with world.unit_of_work() as work:
        assert len(await work.answers.of(USER_ID, 9)) == 1


async def test_a_question_that_was_passed_elsewhere_is_known(world: World) -> None:
    await say_in_another_session(world, "skip")
    await world.advance.execute(SESSION_ID)
    assert state(world).conversation.asked_before == ("r2",)
    assert state(world).conversation.answers == ()
    assert state(world).coverage[0] == state(world).coverage[1]


async def test_a_session_runs_from_upload_to_document(world: World) -> None:
    world.advisor.proposals = (PROVED, LIE)
    await world.advance.execute(SESSION_ID)
    assert state(world).status is Status.COMPLETED
    assert state(world).progress == 100
    assert [c.state for c in state(world).changes] == [ChangeState.APPLIED, ChangeState.DROPPED]
    events = world.store.events[SESSION_ID]
    assert [e.seq for e in events] == list(range(1, len(events) + 1))
    assert sum(isinstance(e.event, ResumeUpdated) for e in events) == 1
    steps = [span for span in world.telemetry.spans if span not in ("record", "take_over")]
    assert steps[-4:] == ["plan_questions", "propose_changes", "complete", "advance_session"]
    assert world.telemetry.counts == {(Counted.SESSIONS_ENDED, "completed"): 1}
    assert world.telemetry.levels[Level.JOBS_RUNNING] == 0


async def test_a_file_store_that_is_away_fails_no_session(world: World) -> None:
    async def away(_: str) -> bytes:
        raise StorageUnavailable

    world.files.get = away  # type: ignore[method-assign]
    with pytest.raises(StorageUnavailable):
        await world.advance.execute(SESSION_ID)
    assert state(world).status is not Status.FAILED


async def test_a_question_ends_the_job_and_the_answer_starts_another(world: World) -> None:
    world.advisor.asks = (Question(QuestionId(""), "Kafka?"),)
    await world.advance.execute(SESSION_ID)
    assert state(world).status is Status.AWAITING_INPUT
    await SendChatMessage(world.unit_of_work).execute(USER_ID, SESSION_ID, "I ran Kafka.", "q1")
    assert world.store.queued == [SESSION_ID]
    await world.advance.execute(SESSION_ID)
    assert state(world).status is Status.COMPLETED
    assert state(world).match_before is not None
    assert state(world).match is not None
    assert state(world).match.score > state(world).match_before.score  # type: ignore[union-attr]


async def test_what_was_done_is_not_done_again(world: World) -> None:
    world.advisor.proposals = (PROVED, RuntimeError("the process dies"))
    with pytest.raises(RuntimeError):
        await world.advance.execute(SESSION_ID)
    assert state(world).status is Status.TAILORING
    world.advisor.proposals = ()
    await world.advance.execute(SESSION_ID)
    assert state(world).status is Status.COMPLETED
    assert world.resumes.calls == 1
    assert len(world.postings.fetched) == 1


async def test_three_lost_runs_that_finished_nothing_fail_the_session(world: World) -> None:
    world.advisor.proposals = (RuntimeError("poison"),)
    for lost in range(4):
        with pytest.raises(RuntimeError) if lost < 3 else nullcontext():
            await world.advance.execute(SESSION_ID, lost)
    assert state(world).status is Status.FAILED
    assert state(world).failure is not None
    assert state(world).failure.code == "INTERNAL_ERROR"  # type: ignore[union-attr]
    assert world.telemetry.counts == {(Counted.SESSIONS_ENDED, "failed"): 1}
    await ContinueSession(world.unit_of_work).execute(USER_ID, SESSION_ID)
    world.advisor.proposals = ()
    await world.advance.execute(SESSION_ID)
    assert state(world).status is Status.COMPLETED


async def test_runs_that_are_lost_by_bad_luck_fail_no_session(world: World) -> None:
    """Each finishes something before it is lost."""
    world.store.sessions[SESSION_ID] = replace(state(world), lost_runs=(2, 2))
    world.advisor.proposals = (RuntimeError("the process dies"),)
    with pytest.raises(RuntimeError):
        await world.advance.execute(SESSION_ID, 2)
    assert state(world).lost_runs == (2, 0)


async def test_handing_a_job_over_is_no_loss(world: World) -> None:
    world.advisor.proposals = (RuntimeError("the worker is replaced"),)
    for _ in range(9):
        with pytest.raises(RuntimeError):
            await world.advance.execute(SESSION_ID, 0)
    assert state(world).status is Status.TAILORING


async def test_a_resume_that_cannot_be_read_fails_with_its_code(world: World) -> None:
    world.resumes.result = ResumeUnreadable()
    await world.advance.execute(SESSION_ID)
    assert state(world).failure is not None
    assert state(world).failure.code == "RESUME_UNREADABLE"  # type: ignore[union-attr]


async def test_the_password_of_a_locked_resume_is_asked_for_and_kept_nowhere(world: World) -> None:
    world.resumes.password = "secret"
    send = SendChatMessage(world.unit_of_work)
    for question, password in (("q1", "wrong"), ("q2", "secret")):
        await world.advance.execute(SESSION_ID)
        (asked,) = state(world).conversation.open_questions
        assert (asked.id, asked.kind) == (question, QuestionKind.PASSWORD)
        await send.execute(USER_ID, SESSION_ID, password, question)
    assert "does not open" in asked.text
    await world.advance.execute(SESSION_ID)
    assert state(world).status is Status.COMPLETED
    assert "secret" not in str(state(world))
    assert "secret" not in str(world.store.events[SESSION_ID])


async def test_both_resume_and_posting_may_have_something_to_ask(world: World) -> None:
    world.resumes.password = "secret"
    world.postings.result = PostingUnreachable()
    await world.advance.execute(SESSION_ID)
    kinds = {question.kind for question in state(world).conversation.open_questions}
    assert kinds == {QuestionKind.PASSWORD, QuestionKind.POSTING_TEXT}


async def test_without_its_password_a_locked_resume_fails(world: World) -> None:
    world.resumes.password = "secret"
    await world.advance.execute(SESSION_ID)
    await SendChatMessage(world.unit_of_work).execute(USER_ID, SESSION_ID, "skip", "q1")
    assert state(world).failure is not None
    assert state(world).failure.code == "RESUME_ENCRYPTED"  # type: ignore[union-attr]


async def test_a_correction_takes_a_finished_session_back_to_work(world: World) -> None:
    await world.advance.execute(SESSION_ID)
    world.store.queued.clear()
    correct = CorrectResume(world.unit_of_work, world.lexicon, world.clock)
    await correct.execute(USER_ID, SESSION_ID, (CorrectContact(name="Nadia F. Ferrow"),))
    assert world.store.queued == [SESSION_ID]
    await world.advance.execute(SESSION_ID)
    assert state(world).status is Status.COMPLETED
    assert state(world).resume.contact.name == "Nadia F. Ferrow"  # type: ignore[union-attr]
    with pytest.raises(CorrectionRefused):
        await correct.execute(USER_ID, SESSION_ID, ())


async def test_a_posting_that_cannot_be_read_is_asked_for(world: World) -> None:
    world.postings.result = PostingUnreachable("The page answers with error 404.")
    await world.advance.execute(SESSION_ID)
    assert state(world).status is Status.AWAITING_INPUT
    (question,) = state(world).conversation.open_questions
    assert question.text.startswith("The page answers with error 404. Paste the text")
    assert state(world).resume is not None, "the resume was read meanwhile"


async def test_a_page_that_asks_for_nothing_is_no_posting_but_a_pasted_text_is_taken(
    world: World,
) -> None:
    world.postings.result = replace(a_posting(), requirements=())
    await world.advance.execute(SESSION_ID)
    assert state(world).status is Status.AWAITING_INPUT
    await SendChatMessage(world.unit_of_work).execute(USER_ID, SESSION_ID, "We look for people.")
    await world.advance.execute(SESSION_ID)
    assert world.postings.texts == ["We look for people."]
    assert state(world).status is Status.COMPLETED


@pytest.mark.parametrize("error", [PostingIsListing, PostingNeedsRendering, PostingBehindLogin])
async def test_what_is_there_instead_of_a_posting_is_said(
    world: World, error: type[DomainError]
) -> None:
    world.postings.result = error()
    await world.advance.execute(SESSION_ID)
    (question,) = state(world).conversation.open_questions
    assert question.kind is QuestionKind.POSTING_TEXT
    assert question.text.startswith(error().message)


class TestAClosedPosting:
    @pytest.fixture(autouse=True)
    async def asked(self, world: World) -> None:
        over = {"status": PostingStatus.EXPIRED, "closing_words": "This job is closed."}
        world.postings.result = replace(a_posting(), **over)  # type: ignore[arg-type]
        await world.advance.execute(SESSION_ID)
        (question,) = state(world).conversation.open_questions
        assert question.kind is QuestionKind.CLOSED_POSTING
        assert "“This job is closed.”" in question.text
        assert question.options == ("continue",)

    @pytest.mark.parametrize("answer", ["continue", "`Continue`.", "skip", "yes"])
    async def test_is_used_if_the_person_wants_it(self, world: World, answer: str) -> None:
        await SendChatMessage(world.unit_of_work).execute(USER_ID, SESSION_ID, answer)
        await world.advance.execute(SESSION_ID)
        assert state(world).status is Status.COMPLETED

    async def test_gives_way_to_another_address(self, world: World) -> None:
        url = "https://y.test/job"
        await SendChatMessage(world.unit_of_work).execute(USER_ID, SESSION_ID, url)
        world.postings.result = a_posting()
        await world.advance.execute(SESSION_ID)
        assert world.postings.fetched[-1] == url
        assert state(world).status is Status.COMPLETED

    async def test_another_that_is_over_is_asked_about_too(self, world: World) -> None:
        url = "https://y.test/job"
        await SendChatMessage(world.unit_of_work).execute(USER_ID, SESSION_ID, url)
        await world.advance.execute(SESSION_ID)
        (question,) = state(world).conversation.open_questions
        assert question.kind is QuestionKind.CLOSED_POSTING

    async def test_gives_way_to_a_text(self, world: World) -> None:
        await SendChatMessage(world.unit_of_work).execute(USER_ID, SESSION_ID, "We look for you.")
        await world.advance.execute(SESSION_ID)
        assert world.postings.texts == ["We look for you."]
        assert state(world).status is Status.COMPLETED


async def test_nothing_is_recorded_after_a_stop(world: World) -> None:
    async def stop() -> None:
        await StopSession(world.unit_of_work).execute(USER_ID, SESSION_ID)

    world.advisor.proposals = (PROVED,)
    world.advisor.between = stop
    await world.advance.execute(SESSION_ID)
    assert state(world).status is Status.STOPPED
    assert state(world).changes == ()
    assert world.store.aborted == [SESSION_ID]


async def test_an_older_run_is_fenced_off(world: World) -> None:
    async def somebody_takes_over() -> None:
        async with world.unit_of_work() as work:
            session = await work.sessions.get_for_update(SESSION_ID)
            session.begin_attempt()
            await work.sessions.save(session)
            await work.commit()

    world.advisor.proposals = (PROVED,)
    world.advisor.between = somebody_takes_over
    await world.advance.execute(SESSION_ID)
    assert state(world).changes == ()
    assert state(world).status is Status.TAILORING, "the other run goes on"


async def test_no_connection_is_held_during_slow_work(world: World) -> None:
    open_during_work: list[int] = []

    async def look() -> None:
        await asyncio.sleep(0)
        open_during_work.append(FakeUnitOfWork.open_now)

    world.advisor.proposals = (PROVED, PROVED)
    world.advisor.between = look
    await world.advance.execute(SESSION_ID)
    assert open_during_work == [0, 0]


async def test_a_job_for_a_finished_or_unknown_session_ends_quietly(world: World) -> None:
    await world.advance.execute(SESSION_ID)
    before = state(world).last_seq
    await world.advance.execute(SESSION_ID)
    assert state(world).last_seq == before
    del world.store.sessions[SESSION_ID]
    await world.advance.execute(SESSION_ID)


async def test_a_remark_is_answered_and_its_fact_kept(world: World) -> None:
    await world.advance.execute(SESSION_ID)
    world.advisor.fact = "I ran Kafka at Parcelwing."
    await SendChatMessage(world.unit_of_work).execute(USER_ID, SESSION_ID, "I ran Kafka ...")
    await world.advance.execute(SESSION_ID)
    assert state(world).status is Status.COMPLETED
    assert state(world).conversation.answers[-1].text == "I ran Kafka at Parcelwing."
    assert state(world).conversation.remarks_answered == 1


DOUBTFUL = Proposal(
    Rewrite(LineId("e1.b2"), "Moved nine services to managed Kubernetes."),
    "why",
    cites=(EvidenceId("e1.b2"),),
)


@pytest.mark.parametrize("supported", [True, False])
async def test_what_code_cannot_decide_is_read_again(world: World, supported: bool) -> None:  # noqa: FBT001
    text = "Moved nine services to managed Kubernetes."
    world.second_reader = FakeSecondReader({text} if supported else set())
    world.advisor.proposals = (PROVED, DOUBTFUL)
    await world.advance.execute(SESSION_ID)
    read = next(c for c in state(world).changes if c.after == text)
    assert read.verdict.outcome is Outcome.UNDECIDED
    assert (read.state is ChangeState.APPLIED) == supported
    assert ("Read, not proved" in read.verdict.reason) == supported
    assert [item.text for item in world.second_reader.shown] == [text], "what is proved is not read"
    assert state(world).usage.calls == 1


async def test_no_opinion_is_no_support(world: World) -> None:
    world.second_reader = FakeSecondReader(silent=True)
    world.advisor.proposals = (DOUBTFUL,)
    await world.advance.execute(SESSION_ID)
    assert [change.state for change in state(world).changes] == [ChangeState.DROPPED]


def test_an_opinion_changes_no_refutation() -> None:
    refuted = Verdict(Outcome.REFUTED, "No.")
    assert refuted.heard(Opinion(supported=True)) == refuted
    assert not Verdict(Outcome.REFUTED, "No.", opinion=Opinion(supported=True)).may_be_applied


async def test_how_it_goes_is_told(world: World) -> None:
    world.advisor.proposals = (Notice("Waiting for the language model."),)
    await world.advance.execute(SESSION_ID)
    told = [
        e.event.message for e in world.store.events[SESSION_ID] if isinstance(e.event, ProgressMade)
    ]
    assert "Waiting for the language model." in told
