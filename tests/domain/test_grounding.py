import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resume_tailor.adapters.lexicon.load import load_lexicon
from resume_tailor.domain.model.evidence import Evidence, EvidenceSource
from resume_tailor.domain.model.grounding.check import check
from resume_tailor.domain.model.grounding.doubts import Background
from resume_tailor.domain.model.grounding.same import without_opening
from resume_tailor.domain.model.grounding.verdict import Outcome, Verdict
from resume_tailor.domain.model.identifiers import EvidenceId
from resume_tailor.domain.model.language import language_of

LEXICON = load_lexicon()
BACKGROUND = Background(date(2026, 11, 24))
sentences = st.lists(
    st.sampled_from(
        [
            "Built",
            "Ran",
            "led",
            "helped",
            "Python",
            "k8s",
            "Postgres",
            "the",
            "a",
            "team",
            "of",
            "four",
            "12",
            "40",
            "%",
            "services",
            "not",
            "and",
            ",",
            "(nightly)",
        ]
    ),
    min_size=1,
    max_size=10,
).map(" ".join)


def said(*texts: str) -> list[Evidence]:
    return [
        Evidence(EvidenceId(f"l{i}"), text, EvidenceSource.LINE) for i, text in enumerate(texts)
    ]


def verdict(text: str, *evidence: str) -> Verdict:
    return check(text, said(*evidence), LEXICON, BACKGROUND)


@given(sentences)
def test_a_copy_of_its_evidence_is_proved(text: str) -> None:
    assert verdict(text, text).outcome is Outcome.PROVED


@given(sentences, sentences, st.lists(sentences, max_size=3))
def test_less_evidence_never_proves_more(text: str, piece: str, others: list[str]) -> None:
    if verdict(text, *others).outcome is Outcome.PROVED:
        assert verdict(text, piece, *others).outcome is Outcome.PROVED


@given(sentences, st.integers(0, 9))
def test_another_digit_is_never_proved(text: str, digit: int) -> None:
    changed = text.replace("12", f"1{digit}").replace("40", f"{digit}0")
    if changed != text:
        assert verdict(changed, text).outcome is not Outcome.PROVED


@given(sentences, st.sampled_from(["Kafka", "Oracle Database", "PMP", "Registered Nurse"]))
def test_a_term_that_was_not_said_is_never_proved(text: str, term: str) -> None:
    found = verdict(f"{text} using {term}", text)
    assert found.outcome is not Outcome.PROVED
    assert term in {f"{text} using {term}"[c.start : c.end] for c in found.unsupported}


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        ("Moved services to Kubernetes.", "Moved services to k8s"),
        ("Tools: Docker, Git, Grafana", "Tools: Git, Docker, Grafana"),
        ("Cloud: Docker, AWS (EC2, S3), Terraform", "Cloud: AWS (EC2, S3), Terraform, Docker"),
    ],
)
def test_other_names_and_other_orders_are_proved(text: str, evidence: str) -> None:
    assert verdict(text, evidence).outcome is Outcome.PROVED


def test_the_opening_of_an_answer_is_no_claim() -> None:
    answer = Evidence(EvidenceId("a1"), "Yes, I ran the rota.", EvidenceSource.ANSWER)
    assert check("Ran the rota.", [answer], LEXICON, BACKGROUND).outcome is Outcome.PROVED


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        ("Led the team.", "Helped to lead the team."),
        ("Led the team.", "Led by the team."),
        ("Experience with Kafka.", "No experience with Kafka."),
        ("Built the service.", "We built the service."),
        ("Cut latency by 40 %.", "Ran 40 services."),
        ("Languages: Java, PHP", "Languages: Java, PHP (both basic)"),
        ("Expert in: Python, Go", "Exposure to: Go, Python"),
        ("hiring, budgets, Assisted with planning", "Assisted with planning, budgets, hiring"),
        ("Completed a BSc.", "BSc in progress."),
        # A list that carries levels, numbers or a story keeps its order.
        ("Expert: Basic: Rust, Go, Java, Python", "Expert: Java, Python; Basic: Rust, Go"),
        ("Skills: Go, Java. Learning: PHP", "Skills: Java. Learning: PHP, Go"),
        ("Languages: Go, expert in Java, PHP", "Languages: expert in Java, PHP, Go"),
        ("Move: Go, moved from Java, to PHP", "Move: moved from Java, Go, to PHP"),
        ("Tools: Git, Docker", "Tools: Docker, Git,"),
        ("Sales: 500 units, 1, 2 shops", "Sales: 1,500 units, 2 shops"),
        # Words that are written like a term and mean something else.
        ("Managed the REST API of the team", "Managed the rest of the team"),
        ("Dosed 5 machine learning of insulin", "Dosed 5 ml of insulin"),
        ("Reduced certified public accountant by 30%", "Reduced CPA by 30%"),
        ("Taught front desk class", "Taught reception class"),
        ("UK US GAAP", "UK GAAP"),
        ("Wrote CPython", "Wrote Python"),
        # What stands beside the words decides, not that they are there.
        ("Wrote 4 bids and won £5,000 each", "Wrote 4 bids and won £5,000"),
        ("Second engineer on the rig", "Third engineer on the rig"),
        ("Inspector for two years", "Held the scope for the inspector, two years"),
        ("Sage since 2020, SAP before that", "SAP since 2020, Sage before that"),
        ("Three dashboards used by the team", "11 dashboards, 3 of them used by the team"),
        ("Labelled a data set", "Data set: contractor did the labelling, I spot checked"),
        ("Grew the shop, which doubled profit", "Grew the shop"),
        ("Tools: Git, Docker, Zzyzx", "Tools: Git, Docker"),
        ("Zzyzx", "Tools: Git, Docker"),
        ("Wrote a public-facing guide", "Wrote a guide for colleagues"),
        ("Over four years as a nanny", "Nanny, 2018-2021"),
        # Case is a claim: units, countries, names.
        ("Planned 5 MW plants", "Planned 5 mW plants"),
        ("Advised the US team", "Advised the us team"),
        ("", "Yes"),
        (".", "Yes"),
    ],
)
def test_what_cannot_be_judged_is_never_proved(text: str, evidence: str) -> None:
    assert verdict(text, evidence).outcome is not Outcome.PROVED


def test_a_line_without_end_takes_no_time() -> None:
    endless = "Skills: " + ", ".join(["Python (" * 5] * 1_000)
    assert verdict(endless + " x", endless).outcome is not Outcome.PROVED


def test_nothing_is_proved_without_evidence() -> None:
    assert verdict("Anything").outcome is not Outcome.PROVED


def test_the_reason_names_the_words() -> None:
    found = verdict("Ran 12 Kafka clusters", "Ran clusters")
    assert "“12”" in found.reason
    assert "“Kafka”" in found.reason


def test_an_answer_loses_its_opening_only() -> None:
    assert without_opening("Yes, I ran it.") == "Ran it."
    assert without_opening("We ran it.") == "We ran it."
    assert without_opening("At Acme: I ran it.") == "Ran it."
    assert without_opening("iOS apps") == "iOS apps"
    assert without_opening("Yes") == ""


@given(sentences, st.sampled_from(["Kafka", "Prague", "kayaking"]))
def test_what_the_posting_asks_for_is_never_proved_by_that(text: str, wanted: str) -> None:
    background = Background(date(2026, 11, 24), asked=(f"Experience with {wanted}",))
    found = check(f"{text} and {wanted}", said(text), LEXICON, background)
    assert found.outcome is not Outcome.PROVED


@given(
    st.sampled_from(["no Java", "never Java", "Python but not Java", "all except Java"]), sentences
)
def test_a_lost_negation_is_never_proved(limited: str, text: str) -> None:
    for marker in ("no ", "never ", "but not ", "except "):
        if marker in limited:
            assert verdict(
                f"{text}: {limited.replace(marker, '')}", f"{text}: {limited}"
            ).outcome is not (Outcome.PROVED)


LADDER = ["Observed", "Helped with", "Co-led", "Led", "Owned"]


@pytest.mark.parametrize("low", range(len(LADDER) - 1))
@pytest.mark.parametrize("task", ["the ward round", "a team of four", "the audit in 2019"])
def test_no_step_up_the_ladder_is_proved(low: int, task: str) -> None:
    for high in range(low + 1, len(LADDER)):
        text, evidence = f"{LADDER[high]} {task}.", f"{LADDER[low]} {task}"
        assert verdict(text, evidence).outcome is not Outcome.PROVED


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        ("Taught 12 classes on the ward.", ["Taught twelve classes on the ward"]),
        ("Grew revenue by 2 million dollars.", ["Grew revenue by $2M"]),
        ("Managed a team of four cooks.", ["managed team of 4 cooks"]),
        ("Repaired and cleaned pumps.", ["repair + cleaning of pumps"]),
        ("Wrote unit tests in Python.", ["unit tests, Python", "wrote unit tests in Python 3 days a week"]),
        ("Ran Kubernetes clusters.", ["Ran k8s clusters"]),
        ("Pflege von zwölf Patienten", ["Pflege von 12 Patienten"]),
        ("Reorganised the cold store and cut waste by 12%.", ["cut waste 12% - reorganised the cold store"]),
        ("Picked 110 lines an hour, 15 above target.", ["picked 110 lines/hr, target 95"]),
        ("Tickets average $64, $13 more than the store.", ["avg ticket $64 vs store 51"]),
        ("Handle time of 6:10, 50 seconds below the 7:00 target.", ["handle time 6:10, target 7:00"]),
        ("Wrote nine articles.", ["wrote 9 articles, approved by QA"]),
        ("Mailchimp and Canva.", ["Canva, Mailchimp, no SQL"]),
    ],
)  # fmt: skip
def test_other_words_for_the_same_are_proved(text: str, evidence: list[str]) -> None:
    assert verdict(text, *evidence).outcome is Outcome.PROVED


@pytest.mark.parametrize(
    ("text", "evidence", "lost"),
    [
        ("Fluent in Spanish.", "Spanish, basic", "basic"),
        ("Completed a diploma in nursing.", "Diploma in nursing, in progress", "in progress"),
        ("Operated the crane.", "never operated the crane", "never"),
        ("Ran the kitchen every weekend.", "Ran the kitchen once", "once"),
    ],
)
def test_the_reason_quotes_the_limit_that_was_lost(text: str, evidence: str, lost: str) -> None:
    found = verdict(text, evidence)
    assert found.outcome is not Outcome.PROVED
    assert f"“{lost}”" in found.reason


def test_the_nearest_evidence_is_named() -> None:
    found = verdict("Ran four Kafka clusters", "Sold shoes", "Ran three clusters")
    assert found.nearest == EvidenceId("l1")


def test_unknown_languages_are_judged_by_their_numbers_alone() -> None:
    background = Background(date(2026, 11, 24), language="fi")
    evidence = said("Hoidin 12 potilasta ja opetin viittä opiskelijaa")
    found = check("Hoidin 15 potilasta ja johdin osastoa", evidence, LEXICON, background)
    assert found.outcome is not Outcome.PROVED
    assert [claim.value for claim in found.unsupported] == ["15"]


SETS = sorted(Path("benchmarks/grounding_sets").glob("*.jsonl"))


@pytest.mark.parametrize("path", SETS, ids=lambda path: path.stem)
def test_hardly_an_invention_is_proved(path: Path) -> None:
    """On sets of our own, one of them made to defeat simple checks; the weights were fitted on the other,
    so this holds what was reached and promises nothing for others."""
    items = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    lies = [item for item in items if item["label"] == "fabricated"]
    proved = [
        item["id"]
        for item in lies
        if check(item["rewrite"], said(*item["evidence"]), LEXICON, background_of(item)).outcome
        is Outcome.PROVED
    ]
    assert len(proved) <= 0.07 * len(lies), proved


def background_of(item: dict[str, Any]) -> Background:
    rest = tuple(line for line in item["resume"] if line not in item["evidence"])
    language = language_of("\n".join(item["resume"])) or "en"
    return Background(date(2024, 12, 31), language, tuple(item["requirements"]), rest)
