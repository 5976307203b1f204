"""What the person corrects is evidence, and changes made before are judged anew."""

import pytest

from resume_tailor.domain.errors import CorrectionRefused, ResumeNotReadYet, StaleAttempt
from resume_tailor.domain.model.change import ChangeState, Proposal, Rewrite
from resume_tailor.domain.model.corrections import (
    CorrectContact,
    CorrectHeader,
    Correction,
    CorrectLine,
    MoveLine,
    corrected,
)
from resume_tailor.domain.model.evidence import EvidenceSource
from resume_tailor.domain.model.identifiers import EvidenceId, LineId, ParentId
from resume_tailor.domain.model.session_events import ResumeUpdated
from resume_tailor.domain.model.session_states import Status
from tests.domain.test_tailoring_session import JUDGE, completed, k8s_to_kubernetes, matched, read
from tests.samples import a_resume, a_session

FIRST, SECOND = LineId("e1.b1"), LineId("e1.b2")


def test_contact_and_header() -> None:
    resume = corrected(
        a_resume(),
        (
            CorrectContact(name=" Nadia  Ferrow-Lind "),
            CorrectHeader(ParentId("e2"), title="Developer", location="York"),
        ),
    )
    assert resume.contact.name == "Nadia Ferrow-Lind"
    assert resume.contact.email == "nadia@example.org"
    entry = next(e for _, e in resume.entries() if e.id == "e2")
    assert (entry.organisation, entry.title, entry.location) == (
        "Harrow & Finch",
        "Developer",
        "York",
    )
    assert entry.corrected


def test_lines_are_corrected_taken_out_and_moved() -> None:
    resume = corrected(
        a_resume(),
        (
            CorrectLine(FIRST, "Took part in the on-call rotation, one week in five."),
            CorrectLine(LineId("e2.b2"), " "),
            MoveLine(SECOND, ParentId("e2"), 99),
        ),
    )
    line = resume.line(FIRST)
    assert line
    assert line.corrected
    assert line.text.endswith("one week in five.")
    assert resume.line("e2.b2") is None
    parent = resume.parent("e2")
    assert parent
    assert [x.id for x in parent.lines] == ["e2.b1", SECOND]


@pytest.mark.parametrize(
    "correction",
    [
        CorrectLine(LineId("e9.b1"), "x"),
        CorrectHeader(ParentId("s1"), title="x"),
        MoveLine(FIRST, ParentId("e9")),
        MoveLine(LineId("nothing"), ParentId("e1")),
        CorrectLine(FIRST, "x" * 2_001),
    ],
)
def test_what_does_not_fit_is_refused_and_changes_nothing(correction: Correction) -> None:
    session = read(a_session())
    before = session.snapshot
    with pytest.raises(CorrectionRefused):
        session.correct((CorrectContact(name="Someone"), correction), JUDGE)
    assert session.snapshot == before


def test_a_correction_is_evidence_marked_as_such() -> None:
    session = read(a_session())
    session.correct(
        (CorrectLine(FIRST, "Led the on-call team."), CorrectHeader(ParentId("e1"), title="Lead")),
        JUDGE,
    )
    sources = {piece.id: piece.source for piece in session.evidence}
    assert sources[EvidenceId(FIRST)] is EvidenceSource.CORRECTION
    assert sources[EvidenceId("e1")] is EvidenceSource.CORRECTION
    assert sources[EvidenceId(SECOND)] is EvidenceSource.LINE


def test_a_correction_makes_a_version_and_has_the_match_made_anew() -> None:
    session = matched(read(a_session()))
    session.pull_events()
    session.correct((CorrectLine(FIRST, "Ran Kafka."),), JUDGE)
    assert session.snapshot.match is None
    assert session.snapshot.version == 1
    (event,) = session.pull_events()
    assert isinstance(event.event, ResumeUpdated)
    assert "Ran Kafka." in event.event.content


def test_changes_that_the_corrected_resume_does_not_bear_are_taken_back() -> None:
    session = matched(read(a_session()))
    session.questions_were_planned(())
    session.begin(session.next_tasks())
    kept = Rewrite(LineId("e1.b3"), "Built the REST API in Python.")
    session.consider(k8s_to_kubernetes(), JUDGE)
    session.consider(Proposal(kept, "why", cites=(EvidenceId("e1.b3"),)), JUDGE)
    session.correct((CorrectLine(SECOND, "Moved nine services to Nomad."),), JUDGE)
    assert session.snapshot.changes[0].state is ChangeState.DROPPED
    line = session.resume_now.line(SECOND)
    assert line
    assert line.text == "Moved nine services to Nomad."


def test_a_run_that_rests_on_the_resume_as_it_was_may_record_nothing() -> None:
    session = matched(read(a_session()))
    attempt = session.begin_attempt()
    session.correct((CorrectContact(name="Nadia"),), JUDGE)
    with pytest.raises(StaleAttempt):
        session.require_attempt(attempt)


def test_a_finished_session_is_matched_anew() -> None:
    session = completed()
    session.correct((CorrectContact(name="Nadia"),), JUDGE)
    assert session.snapshot.status is Status.TAILORING
    matched(session)
    session.complete()
    assert session.snapshot.status is Status.COMPLETED


def test_nothing_can_be_corrected_before_it_is_read() -> None:
    with pytest.raises(ResumeNotReadYet):
        a_session().correct((CorrectContact(name="Nadia"),), JUDGE)
