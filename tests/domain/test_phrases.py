import pytest
from hypothesis import given
from hypothesis import strategies as st

from resume_tailor.domain.model.language import language_of
from resume_tailor.domain.model.phrases import Phrases, lists_in

PHRASES = Phrases.parse(
    "# words\n[closed]\njob ... closed\nno longer available\nnení již aktuální\n求人\n",
    "[stem]\nengineer*\n*leiter\nc++\n\n[closed]\nfilled\n",
)


def test_lists_go_on_where_they_are_opened_again() -> None:
    assert PHRASES.names == {"closed", "stem"}
    assert lists_in("[a]\nx\n[b]\ny\n[a]\n# z\nz\n") == {"a": ["x", "z"], "b": ["y"]}


@pytest.mark.parametrize(
    ("text", "finds"),
    [
        ("This job is closed.", True),
        ("This job has now been quietly closed", True),
        ("This job was, as far as we can say, never closed", False),
        ("No  longer\xa0available!", True),
        ("no\nlonger available", False),
        ("It was FILLED", True),
        ("fulfilled", False),
        ("Není již aktuální", True),
        ("この求人は", True),
    ],
)
def test_finding(text: str, *, finds: bool) -> None:
    assert PHRASES.finds("closed", text) == finds


def test_parts_of_words() -> None:
    assert PHRASES.is_all("stem", "Engineering")
    assert PHRASES.is_all("stem", " Filialleiter ")
    assert not PHRASES.is_all("stem", "an engineer")
    assert PHRASES.finds("stem", "C++, and more")
    assert PHRASES.opens("stem", "engineers wanted")
    assert not PHRASES.opens("stem", "wanted: engineers")
    assert PHRASES.count("stem", "engineer, engineer and Leiter") == 2


@given(
    st.text(max_size=60), st.sampled_from(["filled", "no longer available"]), st.text(max_size=60)
)
def test_a_phrase_is_found_where_it_stands(before: str, phrase: str, after: str) -> None:
    """Whatever is around it, and its place is a place in the text as it is."""
    text = f"{before} {phrase} {after}"
    found = [text[m.start() : m.end()] for m in PHRASES.all("closed", text)]
    assert phrase in found or any(phrase in longer for longer in found)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("We are looking for a nurse who is happy to work with us at night, and for a cook.", "en"),
        ("Wir suchen eine Person, die mit uns in der Nacht arbeitet und die Akten führt.", "de"),
        (
            "Nous cherchons une personne pour la nuit, avec le goût du travail dans une équipe.",
            "fr",
        ),
        ("Buscamos una persona para el turno de noche, con ganas de trabajar en el equipo.", "es"),
        ("Hledáme člověka, který bude v noci pracovat na oddělení a vést záznamy pro nás.", "cs"),
        ("", ""),
        ("12345 !!!", ""),
    ],
)
def test_languages(text: str, language: str) -> None:
    assert language_of(text) == language
