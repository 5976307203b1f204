import pytest

from resume_tailor.domain.errors import InvalidEmail, InvalidPassword, InvalidUsername
from resume_tailor.domain.model.markdown import escape, to_markdown
from resume_tailor.domain.model.text import visible
from resume_tailor.domain.model.user import Email, Password, Username
from tests.samples import a_resume


@pytest.mark.parametrize("name", ["ab", "a" * 51, "a b", "ann\n", "änn", "", "ann\x00x"])
def test_names_that_cannot_be(name: str) -> None:
    with pytest.raises(InvalidUsername):
        Username(name)


@pytest.mark.parametrize("address", ["a", "a@b", "a b@c.de", "a@b..de", "a@b.de\n", "@b.de"])
def test_addresses_that_cannot_be(address: str) -> None:
    with pytest.raises(InvalidEmail):
        Email(address)


@pytest.mark.parametrize("password", ["short", "x" * 257, "nul \x00 inside"])
def test_passwords_that_cannot_be(password: str) -> None:
    with pytest.raises(InvalidPassword):
        Password(password)


def test_a_password_never_shows_itself() -> None:
    assert "secret" not in repr(Password("secret and long"))


def test_visible_text_keeps_what_people_see() -> None:
    hidden = "a\u200bb\x00c\u202ed\U000e0041e\ud800f\u00adg"
    assert visible(hidden) == "abcdefg"
    assert visible("Zoë 漢字 🙂\tx\n") == "Zoë 漢字 🙂\tx\n"


def test_markdown_shows_the_text_as_it_stands() -> None:
    assert escape("2 * 3 _x_ [a] <b>") == r"2 \* 3 \_x\_ \[a\] \<b\>"
    assert escape("# no heading") == "\\# no heading"
    assert escape("1. no list") == "\\1. no list"


def test_markdown_of_a_whole_resume() -> None:
    text = to_markdown(a_resume())
    assert text.startswith("# Nadia Ferrow\n\nLeeds, UK | nadia@example.org | github.com/nadia\n")
    assert "## Experience\n\n### Backend Developer, Parcelwing\n\n*Leeds | Apr 2022" in text
    assert "- Moved nine services to k8s.\n- Built the REST API in Python.\n" in text
