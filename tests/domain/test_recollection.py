from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest

from resume_tailor.domain.model.identifiers import AnswerId
from resume_tailor.domain.model.lexicon import Lexicon
from resume_tailor.domain.model.recollection import (
    GivenAnswer,
    RememberedAnswer,
    owner_of,
    recall,
)
from resume_tailor.domain.model.resume import Contact
from tests.samples import SESSION_ID, a_posting, a_requirement, a_resume

KAFKA = "At Parcelwing I ran a Kafka cluster of five brokers."


def known(requirement: str, text: str, owner: str = "nadia ferrow") -> RememberedAnswer:
    now = datetime(2026, 12, 1, tzinfo=UTC)
    return RememberedAnswer(
        AnswerId(UUID(int=7)), GivenAnswer(requirement, text, owner), SESSION_ID, now
    )


def test_what_was_said_counts_where_the_posting_asks_for_it(lexicon: Lexicon) -> None:
    earlier = (known("Experience with Kafka", KAFKA), known("A forklift licence", "I hold one."))
    found = recall(earlier, a_resume(), a_posting(), lexicon)
    assert found.answers == (KAFKA,)
    assert found.asked == ("r2",)


def test_a_fact_that_nobody_asked_for_counts_too(lexicon: Lexicon) -> None:
    found = recall((known("", KAFKA),), a_resume(), a_posting(), lexicon)
    assert found.answers == (KAFKA,)
    assert found.asked == ()


def test_a_question_that_was_passed_is_not_asked_again(lexicon: Lexicon) -> None:
    found = recall((known("Kafka", ""),), a_resume(), a_posting(), lexicon)
    assert found.answers == ()
    assert found.asked == ("r2",)


def test_of_two_answers_to_one_thing_the_latest_counts(lexicon: Lexicon) -> None:
    earlier = (known("Kafka", KAFKA), known("Kafka", "I read a book on Kafka."))
    assert recall(earlier, a_resume(), a_posting(), lexicon).answers == (KAFKA,)


def test_what_was_said_of_somebody_else_never_counts(lexicon: Lexicon) -> None:
    earlier = (known("Kafka", KAFKA, "ola brandt"), known("Kafka", ""))
    found = recall(earlier, a_resume(), a_posting(), lexicon)
    assert found.answers == ()
    nameless = replace(a_resume(), contact=Contact())
    nobodys = (known("Kafka", KAFKA, ""),)
    assert recall(nobodys, nameless, a_posting(), lexicon).answers == ()


def test_the_owner_is_known_by_name_or_else_by_address() -> None:
    assert owner_of(a_resume()) == "nadia ferrow"
    assert owner_of(replace(a_resume(), contact=Contact("NADIA  Ferrow"))) == "nadia ferrow"
    assert owner_of(replace(a_resume(), contact=Contact(email="N@x.org"))) == "n@x.org"


@pytest.mark.parametrize(
    ("requirement", "earlier", "after_answer", "after_pass"),
    [
        ("Kubernetes", "Experience with k8s", True, True),
        ("Kubernetes", "Experience with k8s and Docker", True, False),
        ("Kubernetes and Helm", "Kubernetes", False, False),
        ("A calm manner with customers", "Calm manner with all our customers", True, True),
        ("A calm manner with customers", "Calm manner with customers", True, True),
        ("A calm manner with customers", "A pleasant manner", False, False),
        ("A calm manner", "A calm manner with customers", True, False),
        ("Basic German", "Fluent German", True, False),
        ("German B1", "Fluent German", True, False),
    ],
)
def test_what_was_settled_is_not_asked_again(
    lexicon: Lexicon, requirement: str, earlier: str, *, after_answer: bool, after_pass: bool
) -> None:
    posting = a_posting(a_requirement("r1", requirement))
    for text, expected in (("I did.", after_answer), ("", after_pass)):
        found = recall((known(earlier, text),), a_resume(), posting, lexicon)
        assert bool(found.asked) is expected


def test_what_is_no_answer_in_a_sentence_or_two_is_not_recalled(lexicon: Lexicon) -> None:
    endless = known("Kafka", KAFKA + " word" * 1_000)
    assert recall((endless,), a_resume(), a_posting(), lexicon).answers == ()


def test_nothing_that_is_denied_speaks_to_another_requirement(lexicon: Lexicon) -> None:
    denied = known("Terraform", "No Terraform, and I have never used Docker.")
    posting = a_posting(a_requirement("r1", "Docker"))
    assert recall((denied,), a_resume(), posting, lexicon).answers == ()
