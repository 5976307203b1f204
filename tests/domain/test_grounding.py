import pytest
from hypothesis import given
from hypothesis import strategies as st

from resume_tailor.adapters.lexicon.load import load_lexicon
from resume_tailor.domain.model.evidence import Evidence, EvidenceSource
from resume_tailor.domain.model.grounding import Outcome, Verdict, check, without_opening
from resume_tailor.domain.model.identifiers import EvidenceId
from resume_tailor.domain.model.lexicon import Lexicon

LEXICON = load_lexicon()
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
    return check(text, said(*evidence), LEXICON)


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
def test_a_term_that_was_not_said_is_refuted(text: str, term: str) -> None:
    found = verdict(f"{text} using {term}", text)
    assert found.outcome is Outcome.REFUTED
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


def test_the_opening_of_an_answer_is_no_claim_but_that_of_a_line_is() -> None:
    answer = Evidence(EvidenceId("a1"), "Yes, I ran the rota.", EvidenceSource.ANSWER)
    assert check("Ran the rota.", [answer], LEXICON).outcome is Outcome.PROVED
    assert verdict("Ran the rota.", "Yes, I ran the rota.").outcome is not Outcome.PROVED


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
        # Case is a claim: units, countries, names.
        ("Planned 5 MW plants", "Planned 5 mW plants"),
        ("Advised the US team", "Advised the us team"),
        ("Bank: ran Kubernetes", "Yes Bank: ran Kubernetes"),
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


def test_no_invention_of_the_benchmark_is_proved(shared: object, lexicon: Lexicon) -> None:
    import json
    from pathlib import Path

    items = Path(str(shared), "grounding", "dev.jsonl").read_text("utf-8").splitlines()
    proved = []
    for item in map(json.loads, items):
        found = check(item["rewrite"], said(*item["evidence"]), lexicon)
        if item["label"] == "fabricated" and found.outcome is Outcome.PROVED:
            proved.append(item["id"])
    assert len(items) > 500
    assert proved == []
