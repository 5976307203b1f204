import pytest

from resume_tailor.adapters.scraping.posting_reader import read_posting
from resume_tailor.domain.errors import PostingUnreadable
from tests.conftest import EXAMPLES

ARTICLE = "".join(
    f"<p>On ward {i} we look for a nurse who likes people and carries on when {i} things happen.</p>"
    for i in range(8)
)


def page(body: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head><title>Nurse | Site</title>{head}</head><body>{body}</body></html>"


def json_ld(content: str) -> str:
    return page("<p>Loading ...</p>", f'<script type="application/ld+json">{content}</script>')


def test_the_example() -> None:
    posting = read_posting((EXAMPLES / "posting.html").read_text("utf-8"), "https://x.test")
    assert (posting.title, posting.company) == ("Platform Engineer (Python)", "Tidewater Freight")
    assert posting.location == "Leeds, GB"
    assert "## What we are looking for\n\n- At least 4 years of experience" in posting.description


@pytest.mark.parametrize(
    "content",
    [
        '{"@graph": [{"@type": "WebSite"}, {"@type": ["JobPosting"], "title": "Nurse", "description": "<p>Care</p>"}]}',
        '[{"@type": "JobPosting", "title": "Nurse", "description": "&lt;p&gt;Care&lt;/p&gt;"}];',
        '{"mainEntity": {"@type": "JobPosting", "name": "Nurse", "description": "Care",\n "x": "a\tb"}}',
    ],
)
def test_json_ld_in_many_shapes(content: str) -> None:
    posting = read_posting(json_ld(content), "")
    assert (posting.title, posting.description) == ("Nurse", "Care")


@pytest.mark.parametrize("content", ["{broken", "null", '{"@type": "JobPosting"}', "[" * 5_000])
def test_json_ld_that_says_nothing_is_passed_over(content: str) -> None:
    with pytest.raises(PostingUnreadable):
        read_posting(json_ld(content), "")


def test_readable_text_is_the_last_resort() -> None:
    items = "<ul><li>You hold a driving licence.</li><li>You speak German.</li></ul>"
    posting = read_posting(
        page(f"<nav>Home</nav><main><h1>Nurse (m/f)</h1>{ARTICLE}{items}</main>"), ""
    )
    assert posting.title == "Nurse (m/f)"
    assert "- You hold a driving licence." in posting.description
    assert "Home" not in posting.description


def test_hidden_text_is_no_part_of_the_posting() -> None:
    hidden = (
        '<p style="display:none">SECRET one</p><p hidden>SECRET two</p><!-- SECRET three -->'
        '<p style="font-size:0">SECRET four</p><img alt="SECRET five">vis\u200bible'
        "<p style='visibility: hidden'>SECRET six</p><script>SECRET seven</script>"
    )
    posting = read_posting(page(f"<main><h1>Nurse</h1>{ARTICLE}{hidden}</main>"), "")
    assert "SECRET" not in posting.description
    assert "\u200b" not in posting.description


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "<html></html>",
        page("<form>Log in</form>"),
        "Nurse wanted",
        '{"title": "' + "Nurse " * 30 + '"}',
    ],
)
def test_what_is_no_posting(text: str) -> None:
    with pytest.raises(PostingUnreadable):
        read_posting(text, "")


def test_pasted_text() -> None:
    posting = read_posting(
        "Night Nurse\n\nAbout Lindenhof Clinic\n\nWe care for people day and night.\n\n"
        "Requirements:\n- Registered Nurse\n- German\n\nAbout you: you are kind.",
        "",
    )
    assert (posting.title, posting.company) == ("Night Nurse", "Lindenhof Clinic")
    assert "- Registered Nurse" in posting.description
