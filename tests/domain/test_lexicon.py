import pytest

from resume_tailor.domain.model.lexicon import Lexicon


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("k8s and C++ in Go", {"Kubernetes", "C++", "Go"}),
        ("Let me go and excel at it", set()),
        ("C-level, R&D", set()),
        ("A/C units, H&R Block, Hepatitis C-related", set()),
        ("Prepared celery, tested a hypothesis, at the helm", set()),
        ("the rest of 5 ml, JS", {"JavaScript"}),
        ("Node.js, .NET; CI/CD", {"Node.js", ".NET", "CI/CD"}),
        ("REST APIs and Event-Driven systems", {"REST API", "event-driven architecture"}),
        ("JavaScript is not Java", {"JavaScript", "Java"}),
        ("a Bachelor’s degree", {"Bachelor's degree"}),
        ("s Angularem a Pythonu", {"Angular", "Python"}),
        ("s angularem", set()),
        ("the menu of a react-or", set()),
    ],
)
def test_terms_are_found_as_terms_only(lexicon: Lexicon, text: str, names: set[str]) -> None:
    assert lexicon.names(text) == names


def test_a_mention_knows_where_it_stands(lexicon: Lexicon) -> None:
    text = "Ran Amazon Web Services."
    (mention,) = lexicon.terms(text)
    assert text[mention.start : mention.end] == "Amazon Web Services"


def test_implication_goes_one_way(lexicon: Lexicon) -> None:
    assert "Python" in lexicon.supported("Django")
    assert "Django" not in lexicon.supported("Python")


def test_nothing_under_a_negation_is_supported(lexicon: Lexicon) -> None:
    assert "Kafka" not in lexicon.supported("No experience with Kafka.")
    assert lexicon.supported("No PHP, but Python.") >= {"Python"}
    assert "PHP" not in lexicon.supported("No PHP, but Python.")
