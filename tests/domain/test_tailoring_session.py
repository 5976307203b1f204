from dataclasses import replace
from datetime import date

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from resume_tailor.adapters.lexicon.load import load_lexicon
from resume_tailor.domain.errors import (
    ChangeNotApplied,
    ChangeNotFound,
    Conflict,
    DomainError,
    EmptyMessage,
    MessageTooLong,
    QuestionAlreadyAnswered,
    QuestionNotFound,
    ResumeNotReadYet,
    SessionAlreadyFinished,
    StaleAttempt,
    VersionNotFound,
)
from resume_tailor.domain.model.change import ChangeState, Insert, Proposal, Reorder, Rewrite
from resume_tailor.domain.model.conversation import BY_ID
from resume_tailor.domain.model.corrections import CorrectContact
from resume_tailor.domain.model.identifiers import (
    ChangeId,
    EvidenceId,
    LineId,
    ParentId,
    QuestionId,
)
from resume_tailor.domain.model.judgement import Judge
from resume_tailor.domain.model.matching import match
from resume_tailor.domain.model.opinion import Opinion
from resume_tailor.domain.model.questions import Question
from resume_tailor.domain.model.resume import LineKind
from resume_tailor.domain.model.session_events import InputRequested, ProgressMade, ResumeUpdated
from resume_tailor.domain.model.session_states import RUNNING, Status
from resume_tailor.domain.model.session_tasks import (
    AnswerRemark,
    Complete,
    MatchEvidence,
    PlanQuestions,
    ProposeChanges,
    ReadPosting,
    ReadResume,
)
from resume_tailor.domain.model.tailoring_session import TailoringSession
from tests.samples import a_posting, a_resume, a_session

LEXICON = load_lexicon()
JUDGE = Judge(LEXICON, date(2026, 11, 24))
QUESTION = Question(QuestionId(""), "Do you know Kafka?")


def read(session: TailoringSession) -> TailoringSession:
    session.begin(session.next_tasks())
    session.resume_was_read(a_resume())
    session.posting_was_read(a_posting())
    return session


def matched(session: TailoringSession) -> TailoringSession:
    session.begin(session.next_tasks())
    assert session.snapshot.posting is not None
    session.was_matched(
        match(session.snapshot.posting, session.evidence, LEXICON, date(2026, 11, 22))
    )
    return session


def completed() -> TailoringSession:
    session = matched(read(a_session()))
    session.questions_were_planned(())
    session.begin(session.next_tasks())
    session.changes_were_proposed()
    session.complete()
    return session


def k8s_to_kubernetes() -> Proposal:
    return Proposal(
        Rewrite(LineId("e1.b2"), "Moved nine services to Kubernetes."),
        "why",
        cites=(EvidenceId("e1.b2"),),
    )


def test_what_is_missing_comes_next() -> None:
    session = a_session()
    assert [type(t) for t in session.next_tasks()] == [ReadResume, ReadPosting]
    session.resume_was_read(a_resume())
    assert [type(t) for t in session.next_tasks()] == [ReadPosting]
    session.posting_was_read(a_posting())
    assert session.next_tasks() == (MatchEvidence(),)
    matched(session)
    assert session.next_tasks() == (PlanQuestions(),)
    session.questions_were_planned(())
    assert session.next_tasks() == (ProposeChanges(),)
    session.changes_were_proposed()
    assert session.next_tasks() == (Complete(),)
    session.complete()
    assert session.next_tasks() == ()


def test_a_session_that_waits_or_is_stopped_has_nothing_to_do() -> None:
    session = matched(read(a_session()))
    session.questions_were_planned((QUESTION,))
    assert session.snapshot.status is Status.AWAITING_INPUT
    assert session.next_tasks() == ()
    session.stop()
    assert session.next_tasks() == ()


def test_an_answer_is_evidence_and_has_the_match_made_anew() -> None:
    session = matched(read(a_session()))
    session.questions_were_planned((QUESTION,))
    session.hear("I ran Kafka at Parcelwing.", "q1")
    assert session.snapshot.status is Status.QUEUED
    assert session.evidence[-1].text == "I ran Kafka at Parcelwing."
    assert session.evidence[-1].entry == "e1"
    assert session.next_tasks() == (MatchEvidence(),)


def test_a_question_can_be_passed() -> None:
    for message, context in (("skip", ""), ("", "skip"), ("SKIP", "q1")):
        session = matched(read(a_session()))
        session.questions_were_planned((QUESTION,))
        before = session.evidence
        session.hear(message, context)
        assert session.evidence == before
        assert session.snapshot.status is Status.QUEUED


def test_messages_that_cannot_be_taken() -> None:
    session = matched(read(a_session()))
    session.questions_were_planned((QUESTION, QUESTION))
    with pytest.raises(QuestionNotFound):
        session.hear("text", "q9")
    with pytest.raises(EmptyMessage):
        session.hear("  ")
    with pytest.raises(MessageTooLong):
        session.hear("x" * 100_001)
    session.hear("yes", "q2")
    with pytest.raises(QuestionAlreadyAnswered):
        session.hear("yes again", "q2")
    assert session.snapshot.status is Status.AWAITING_INPUT


def test_a_posting_that_cannot_be_read_is_asked_for() -> None:
    session = a_session()
    session.resume_was_read(a_resume())
    session.posting_was_refused("The page is a login form.")
    assert session.snapshot.status is Status.AWAITING_INPUT
    session.hear("We look for a developer who knows Python and Kafka very well.")
    assert session.next_tasks() == (
        ReadPosting(
            "https://x.test", "We look for a developer who knows Python and Kafka very well."
        ),
    )
    assert all(piece.source != "answer" for piece in session.evidence), "a posting is no evidence"


def test_another_address_may_be_given_instead_or_nothing() -> None:
    session = a_session()
    session.posting_was_refused("No.")
    session.hear("https://other.test/job")
    assert session.next_tasks()[-1] == ReadPosting("https://other.test/job", "")
    session.posting_was_refused("No.")
    session.hear("skip")
    assert session.snapshot.status is Status.FAILED
    assert session.snapshot.failure is not None
    assert session.snapshot.failure.code == "POSTING_UNREADABLE"


def test_a_proved_change_makes_a_version_and_another_is_dropped() -> None:
    session = matched(read(a_session()))
    session.pull_events()
    kept = session.consider(k8s_to_kubernetes(), JUDGE)
    lie = replace(
        k8s_to_kubernetes(), edit=Rewrite(LineId("e1.b2"), "Moved ninety services to Kafka.")
    )
    dropped = session.consider(lie, JUDGE)
    assert (kept.state, dropped.state) == (ChangeState.APPLIED, ChangeState.DROPPED)
    assert session.snapshot.version == 1
    (event,) = session.pull_events()
    assert isinstance(event.event, ResumeUpdated)
    assert "Kubernetes" in event.event.content
    assert "Kafka" not in event.event.content


@pytest.mark.parametrize(
    "proposal",
    [
        Proposal(Rewrite(LineId("e1.b2"), "Moved nine services to k8s."), "no evidence cited"),
        Proposal(
            Rewrite(LineId("e1.b2"), "Moved nine services to k8s."),
            "unknown evidence",
            cites=(EvidenceId("e7.b7"),),
        ),
        Proposal(
            Insert(LineId("e1.b1"), LineId(""), "Automated imports of price lists."),
            "a fact of another entry",
            cites=(EvidenceId("e2.b1"),),
        ),
        Proposal(Reorder(ParentId("e1"), ()), "no permutation"),
        Proposal(
            Rewrite(LineId("e1.b2"), "Moved nine services to k8s."),
            "changes nothing",
            cites=(EvidenceId("e1.b2"),),
        ),
        Proposal(
            Rewrite(LineId("e1.b1"), "Moved nine services to k8s."),
            "overwrites one line by another",
            cites=(EvidenceId("e1.b2"),),
        ),
    ],
)
def test_a_change_that_may_not_be_made_does_no_harm(proposal: Proposal) -> None:
    session = matched(read(a_session()))
    change = session.consider(proposal, JUDGE)
    assert change.state is ChangeState.DROPPED
    assert session.resume_now == a_resume()


@pytest.mark.parametrize(
    ("said", "entry"),
    [
        ("I ran Kafka at Parcelwing.", "e1"),
        ("Parcelwing: ran Kafka", "e1"),
        ("After I left Parcelwing, I ran Kafka at Beta.", None),
        ("I ran the parcelwing of an aircraft.", None),
        ("I ran Kafka at Parcelwing and at Harrow & Finch.", None),
        ("I ran Kafka.", None),
    ],
)
def test_an_answer_is_placed_only_where_it_says(said: str, entry: str | None) -> None:
    session = matched(read(a_session()))
    session.questions_were_planned((QUESTION,))
    session.hear(said)
    assert session.evidence[-1].entry == entry


def test_what_names_no_entry_supports_nothing_in_one() -> None:
    session = matched(read(a_session()))
    session.questions_were_planned((QUESTION,))
    session.hear("I ran Kafka clusters.")
    proposal = Proposal(
        Insert(LineId("e1.b1"), LineId(""), "Ran Kafka clusters."), "why", cites=(EvidenceId("a1"),)
    )
    assert session.consider(proposal, JUDGE).state is ChangeState.DROPPED


def test_paragraphs_keep_their_places() -> None:
    resume = a_resume()
    paragraphs = tuple(
        replace(line, kind=LineKind.PARAGRAPH) for line in resume.sections[0].entries[0].lines
    )
    session = a_session()
    session.resume_was_read(resume.with_lines(ParentId("e1"), paragraphs))
    order = (LineId("e1.b2"), LineId("e1.b1"), LineId("e1.b3"))
    change = session.consider(Proposal(Reorder(ParentId("e1"), order), "why"), JUDGE)
    assert change.state is ChangeState.DROPPED


def test_every_version_can_be_had_again() -> None:
    session = matched(read(a_session()))
    versions = [session.resume_now]
    order = (LineId("e1.b3"), LineId("e1.b1"), LineId("e1.b2"))
    for proposal in (
        k8s_to_kubernetes(),
        Proposal(Reorder(ParentId("e1"), order), "why"),
        Proposal(
            Insert(LineId("e1.b3"), LineId(""), "Moved nine services to k8s."),
            "why",
            cites=(EvidenceId("e1.b2"),),
        ),
    ):
        session.consider(proposal, JUDGE)
        versions.append(session.resume_now)
    assert [session.resume_at(i) for i in range(4)] == versions
    with pytest.raises(VersionNotFound):
        session.resume_at(4)


def with_a_rewrite_and_a_line_behind_it() -> TailoringSession:
    session = matched(read(a_session()))
    session.consider(k8s_to_kubernetes(), JUDGE)
    behind = Insert(LineId("e1.b3"), LineId(""), "Built the REST API.")
    session.consider(Proposal(behind, "why", cites=(EvidenceId("e1.b3"),)), JUDGE)
    assert [change.state for change in session.snapshot.changes] == [ChangeState.APPLIED] * 2
    session.pull_events()
    return session


def test_a_rejected_change_gives_back_the_earlier_line_and_no_more() -> None:
    session = with_a_rewrite_and_a_line_behind_it()
    before = session.resume_now
    assert session.review(ChangeId("c1"), accepted=False).accepted is False
    assert session.resume_now.line(LineId("e1.b2")) == a_resume().line(LineId("e1.b2"))
    assert session.resume_now.line(LineId("e1.c2"))
    (event,) = session.pull_events()
    assert isinstance(event.event, ResumeUpdated)
    assert (event.event.version, event.event.changes) == (3, ("c1",))
    assert session.resume_at(2) == before
    session.review(ChangeId("c1"), accepted=True)
    assert session.resume_now == before
    assert session.snapshot.version == 4


def test_what_is_accepted_as_it_stands_or_decided_twice_makes_no_version() -> None:
    session = with_a_rewrite_and_a_line_behind_it()
    session.review(ChangeId("c1"), accepted=True)
    assert session.snapshot.changes[0].accepted is True
    for _ in range(2):
        session.review(ChangeId("c2"), accepted=False)
    assert session.snapshot.version == 3
    assert len(session.pull_events()) == 1


def test_what_rests_on_a_rejected_change_goes_with_it() -> None:
    session = with_a_rewrite_and_a_line_behind_it()
    order = tuple(LineId(f"e1.{part}") for part in ("c2", "b3", "b2", "b1"))
    session.consider(Proposal(Reorder(ParentId("e1"), order), "why"), JUDGE)
    session.review(ChangeId("c2"), accepted=False)
    ids = [line.id for line in session.resume_now.parent(ParentId("e1")).lines]  # type: ignore[union-attr]
    assert ids == ["e1.b1", "e1.b2", "e1.b3"]


def test_a_fact_that_stood_behind_a_rejected_one_stays() -> None:
    session = with_a_rewrite_and_a_line_behind_it()
    behind = Insert(LineId("e1.c2"), LineId(""), "Took part in on-call.")
    session.consider(Proposal(behind, "why", cites=(EvidenceId("e1.b1"),)), JUDGE)
    assert session.snapshot.changes[-1].state is ChangeState.APPLIED
    session.review(ChangeId("c2"), accepted=False)
    assert session.resume_now.line(LineId("e1.c2")) is None
    assert session.resume_now.line(LineId("e1.c3"))
    session.correct((CorrectContact(name="Nadia F."),), JUDGE)
    assert session.resume_now.line(LineId("e1.c3"))


def test_rejecting_a_rewrite_gives_back_what_stood_before_it_however_often_it_was_rewritten() -> (
    None
):
    session = matched(read(a_session()))
    session.consider(k8s_to_kubernetes(), JUDGE)
    again = Rewrite(LineId("e1.b2"), "Moved nine services to Kubernetes")
    session.consider(replace(k8s_to_kubernetes(), edit=again), JUDGE)
    assert session.snapshot.version == 2
    session.review(ChangeId("c1"), accepted=False)
    assert session.resume_now.line(LineId("e1.b2")) == a_resume().line(LineId("e1.b2"))
    assert [change.accepted for change in session.snapshot.changes] == [False, False]


def test_what_was_rejected_does_not_come_back_by_itself() -> None:
    session = with_a_rewrite_and_a_line_behind_it()
    session.review(ChangeId("c1"), accepted=False)
    change = session.consider(k8s_to_kubernetes(), JUDGE)
    assert change.state is ChangeState.DROPPED
    assert "rejected" in change.verdict.reason
    assert session.resume_now.line(LineId("e1.b2")) == a_resume().line(LineId("e1.b2"))


def test_only_applied_changes_can_be_decided_on() -> None:
    session = matched(read(a_session()))
    lie = replace(k8s_to_kubernetes(), edit=Rewrite(LineId("e1.b2"), "Moved ninety to Kafka."))
    session.consider(lie, JUDGE)
    with pytest.raises(ChangeNotApplied):
        session.review(ChangeId("c1"), accepted=True)
    with pytest.raises(ChangeNotFound):
        session.review(ChangeId("c9"), accepted=False)


def test_a_correction_leaves_a_rejected_change_rejected() -> None:
    session = with_a_rewrite_and_a_line_behind_it()
    session.review(ChangeId("c1"), accepted=False)
    session.correct((CorrectContact(name="Nadia F."),), JUDGE)
    assert session.resume_now.line(LineId("e1.b2")) == a_resume().line(LineId("e1.b2"))
    assert session.resume_now.line(LineId("e1.c2"))


def test_there_is_no_version_before_the_resume_is_read() -> None:
    with pytest.raises(ResumeNotReadYet):
        a_session().resume_at(0)


def test_a_remark_takes_a_completed_session_back_to_work() -> None:
    session = completed()
    session.hear("Emphasise Python")
    assert session.snapshot.status is Status.TAILORING
    assert session.next_tasks() == (AnswerRemark("Emphasise Python"),)
    session.remark_was_answered("Done.")
    assert session.next_tasks() == (Complete(),)


def test_a_remark_that_comes_while_the_session_completes_is_answered() -> None:
    session = matched(read(a_session()))
    session.questions_were_planned(())
    session.changes_were_proposed()
    assert session.next_tasks() == (Complete(),)
    session.hear("Emphasise Python")
    session.complete()
    assert session.snapshot.status is not Status.COMPLETED
    assert session.next_tasks() == (AnswerRemark("Emphasise Python"),)


@pytest.mark.parametrize("context", ["none", "no", "a note of the client", "question"])
def test_a_context_that_names_nothing_changes_nothing(context: str) -> None:
    session = matched(read(a_session()))
    session.questions_were_planned((QUESTION,))
    session.hear("I ran Kafka.", context)
    assert session.evidence[-1].text == "I ran Kafka."


def test_a_context_that_can_only_be_an_id_must_be_one() -> None:
    session = matched(read(a_session()))
    session.questions_were_planned((QUESTION,))
    with pytest.raises(QuestionNotFound):
        session.hear("I ran Kafka.", f"{BY_ID}no-such")
    session.hear("I ran Kafka.", f"{BY_ID}q1")
    assert session.open_questions == ()


def test_each_answer_can_be_followed() -> None:
    session = matched(read(a_session()))
    session.questions_were_planned((QUESTION, QUESTION))
    session.pull_events()
    session.hear("I ran Kafka.", "q1")
    (event,) = session.pull_events()
    assert isinstance(event.event, ProgressMade)
    assert event.event.message == "q1 is answered; still open: q2."


def test_stop_and_continue() -> None:
    session = matched(read(a_session()))
    session.stop()
    session.stop()
    with pytest.raises(Conflict):
        session.questions_were_planned(())
    session.continue_()
    assert session.snapshot.status is Status.QUEUED
    assert session.next_tasks() == (PlanQuestions(),)


def test_continuing_comes_back_to_an_open_question() -> None:
    session = matched(read(a_session()))
    session.questions_were_planned((QUESTION,))
    session.stop()
    session.continue_()
    assert session.snapshot.status is Status.AWAITING_INPUT


def test_a_finished_session_cannot_be_stopped() -> None:
    with pytest.raises(SessionAlreadyFinished):
        completed().stop()


def test_an_older_run_may_write_nothing() -> None:
    session = a_session()
    first = session.begin_attempt()
    session.begin_attempt()
    with pytest.raises(StaleAttempt):
        session.require_attempt(first)


def test_questions_are_announced_with_their_requirement() -> None:
    session = matched(read(a_session()))
    session.pull_events()
    asked = replace(QUESTION, requirement=a_posting().requirements[1].id, options=("At A: ",))
    session.questions_were_planned((asked,))
    event = session.pull_events()[-1].event
    assert event == InputRequested(
        QuestionId("q1"), QUESTION.text, "Experience with Kafka.", ("At A: ",)
    )


class AnyOrder(RuleBasedStateMachine):
    """Whatever is done in whatever order: numbers have no gaps, progress never falls in a run,
    refusals change nothing, and nothing unproved is in the resume."""

    def __init__(self) -> None:
        super().__init__()
        self.session = a_session()
        self.seen = 0
        self.progress = 0

    def attempt(self, action: object, *arguments: object) -> None:
        before = self.session.snapshot
        try:
            action(*arguments)  # type: ignore[operator]
        except DomainError:
            assert self.session.snapshot == before

    @rule()
    def work(self) -> None:
        tasks = self.session.next_tasks()
        if not tasks:
            return
        self.session.begin(tasks)
        match tasks[0]:
            case ReadResume():
                self.attempt(self.session.resume_was_read, a_resume())
            case ReadPosting():
                self.attempt(self.session.posting_was_read, a_posting())
            case MatchEvidence():
                matched(self.session)
            case PlanQuestions():
                self.attempt(self.session.questions_were_planned, (QUESTION, QUESTION))
            case ProposeChanges():
                self.session.consider(k8s_to_kubernetes(), JUDGE)
                self.session.changes_were_proposed()
            case AnswerRemark():
                self.session.remark_was_answered("Noted.")
            case _:
                self.session.complete()

    @rule(reason=st.sampled_from(["walled", "gone"]))
    def refuse_posting(self, reason: str) -> None:
        if self.session.snapshot.posting is None and self.session.snapshot.status in RUNNING:
            self.attempt(self.session.posting_was_refused, reason)

    @rule(
        message=st.sampled_from(["skip", "", "I know Kafka.", "https://a.test/b", "not Kafka"]),
        context=st.sampled_from(["", "skip", "q1", "q2", "q7", "something else"]),
    )
    def hear(self, message: str, context: str) -> None:
        completed_before = self.session.snapshot.status is Status.COMPLETED
        self.attempt(self.session.hear, message, context)
        if completed_before:
            self.progress = 0

    @rule(change=st.sampled_from(["c1", "c2", "c7"]), accepted=st.booleans())
    def review(self, change: str, *, accepted: bool) -> None:
        self.attempt(lambda: self.session.review(ChangeId(change), accepted=accepted))

    @rule()
    def stop(self) -> None:
        self.attempt(self.session.stop)

    @rule()
    def continue_(self) -> None:
        self.attempt(self.session.continue_)

    @rule()
    def fail(self) -> None:
        self.attempt(self.session.fail, "CODE", "A reason.")

    @invariant()
    def events_are_numbered_without_gaps(self) -> None:
        for numbered in self.session.pull_events():
            self.seen += 1
            assert numbered.seq == self.seen
            if isinstance(numbered.event, ProgressMade):
                assert self.progress <= numbered.event.progress <= 100
                self.progress = numbered.event.progress
        assert self.session.snapshot.last_seq == self.seen

    @invariant()
    def only_what_was_said_is_in_the_resume(self) -> None:
        if self.session.snapshot.resume:
            known = {line.text for line in a_resume().lines()}
            new = {line.text for line in self.session.resume_now.lines()} - known
            assert new <= {"Moved nine services to Kubernetes."}
            rejected = [c for c in self.session.snapshot.changes if c.accepted is False]
            assert len(rejected) < len(self.session.snapshot.changes) or not new


TestAnyOrder = AnyOrder.TestCase
TestAnyOrder.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)


def test_the_score_cannot_rise_for_what_has_no_evidence() -> None:
    """Every word of the posting written into every line, applied or not: what is covered stays."""
    session = matched(read(a_session()))
    posting = session.snapshot.posting
    assert posting
    before = match(posting, session.evidence, LEXICON, date(2026, 11, 22)).score
    wanted = " ".join(requirement.text for requirement in posting.requirements)
    supporter = Opinion(supported=True)
    for line in session.resume_now.lines():
        edit = Rewrite(line.id, f"{line.text}, {wanted}")
        proposal = Proposal(edit, "why", cites=(EvidenceId(line.id),))
        session.consider(proposal, JUDGE, supporter)
    assert match(posting, session.evidence, LEXICON, date(2026, 11, 22)).score == before
