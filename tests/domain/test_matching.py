from dataclasses import replace
from datetime import date

import pytest

from resume_tailor.domain.model.evidence import collect
from resume_tailor.domain.model.identifiers import EvidenceId, LineId, ParentId
from resume_tailor.domain.model.job_posting import Importance
from resume_tailor.domain.model.lexicon import Lexicon
from resume_tailor.domain.model.matching import Coverage, match
from resume_tailor.domain.model.questions import Answer
from resume_tailor.domain.model.resume import Line, Resume
from tests.samples import a_posting, a_requirement, a_resume

TODAY = date(2026, 11, 22)


def coverage_of(text: str, lexicon: Lexicon, answers: tuple[Answer, ...] = ()) -> Coverage:
    posting = a_posting(a_requirement("r1", text))
    found = match(posting, collect(a_resume(), answers), lexicon, TODAY)
    return found.requirements[0].coverage


@pytest.mark.parametrize(
    ("text", "coverage"),
    [
        ("Kubernetes", Coverage.FULL),
        ("Kubernetes and Kafka", Coverage.PARTIAL),
        ("Kafka or Kubernetes", Coverage.FULL),
        ("Kafka", Coverage.NONE),
        ("Containers", Coverage.FULL),
        ("Helm", Coverage.NONE),
        ("At least 4 years of Python", Coverage.FULL),
        ("12+ years of Python", Coverage.PARTIAL),
        ("Automated imports", Coverage.FULL),
        ("Production access", Coverage.NONE),
        ("Python, Kafka and Oracle Database with 24/7 on-call", Coverage.PARTIAL),
        ("Python, Kafka or Oracle Database", Coverage.FULL),
        ("Message queues such as Kafka, RabbitMQ, k8s", Coverage.FULL),
        ("Five years of Kubernetes", Coverage.PARTIAL),
        ("18 years or older and Python", Coverage.FULL),
        ("Container platforms (OpenShift, k8s)", Coverage.FULL),
        ("Container platforms (OpenShift and k8s)", Coverage.PARTIAL),
        ("Zkušenosti s Pythonem", Coverage.FULL),
        ("Fluent English", Coverage.PARTIAL),
        ("Fluent German", Coverage.NONE),
        ("At least fıve years of Python", Coverage.FULL),
        ("1) Platforms (OpenShift, k8s)", Coverage.FULL),
        ("Containers (Helm, k8s and Kafka)", Coverage.PARTIAL),
        ("incident response: a rotation of on-call", Coverage.PARTIAL),
    ],
)
def test_coverage(text: str, coverage: Coverage, lexicon: Lexicon) -> None:
    assert coverage_of(text, lexicon) is coverage


@pytest.mark.parametrize(
    "answer",
    [
        "I have never used Kafka.",
        "I would love to learn Kafka.",
        "I wish I had used Kafka",
        "unfamiliar with Kafka",
        "I hadnt used Kafka",
        "Currently learning Kafka",
        "anything but Kafka",
        "Nemám zkušenosti s Kafka",
    ],
)
def test_a_denial_or_a_wish_does_not_count(lexicon: Lexicon, answer: str) -> None:
    assert coverage_of("Kafka", lexicon, (Answer(EvidenceId("a1"), answer),)) is Coverage.NONE


def test_who_denies_to_speak_the_language_they_write_is_believed(lexicon: Lexicon) -> None:
    denied = (Answer(EvidenceId("a1"), "I do not speak English."),)
    assert coverage_of("English", lexicon, denied) is Coverage.NONE
    assert coverage_of("English", lexicon) is Coverage.PARTIAL


def test_a_level_must_be_shown(lexicon: Lexicon) -> None:
    sold = Answer(EvidenceId("a1"), "Sold to German clients.")
    fluent = Answer(EvidenceId("a1"), "German (fluent)")
    assert coverage_of("Fluent German", lexicon, (sold,)) is Coverage.PARTIAL
    assert coverage_of("Fluent German", lexicon, (fluent,)) is Coverage.FULL


def test_an_answer_counts_and_a_denial_does_not(lexicon: Lexicon) -> None:
    yes = Answer(EvidenceId("a1"), "I ran Kafka clusters.")
    no = Answer(EvidenceId("a1"), "I have never used Kafka.")
    assert coverage_of("Kafka", lexicon, (yes,)) is Coverage.FULL
    assert coverage_of("Kafka", lexicon, (no,)) is Coverage.NONE


def test_terms_of_the_posting_in_the_document_do_not_raise_the_score(lexicon: Lexicon) -> None:
    """The match is taken from the evidence, so what a change writes cannot count."""
    posting = a_posting()
    stuffed = _with_every_requirement(a_resume(), [r.text for r in posting.requirements])
    evidence = collect(a_resume())
    assert match(posting, evidence, lexicon, TODAY).score < 1
    assert match(posting, collect(stuffed), lexicon, TODAY).score == 1, "the test can fail"


def test_the_score_is_weighted_and_gaps_are_sorted(lexicon: Lexicon) -> None:
    posting = a_posting(
        a_requirement("r1", "Kafka", Importance.NICE),
        a_requirement("r2", "Python", Importance.MUST),
        a_requirement("r3", "Oracle Database", Importance.MUST),
    )
    found = match(posting, collect(a_resume()), lexicon, TODAY)
    assert found.score == pytest.approx(3 / 7)
    assert [gap.requirement.id for gap in found.gaps()] == ["r3", "r1"]


def test_a_posting_that_asks_for_nothing_scores_nothing(lexicon: Lexicon) -> None:
    posting = replace(a_posting(), requirements=())
    assert match(posting, collect(a_resume()), lexicon, TODAY).score == 0


def _with_every_requirement(resume: Resume, texts: list[str]) -> Resume:
    extra = tuple(Line(LineId(f"s2.x{i}"), text) for i, text in enumerate(texts))
    return resume.with_lines(ParentId("s2"), extra)
