"""What is on a page instead of a posting, and whether one is still open."""

import pytest

from resume_tailor.adapters.scraping.text_reader import read_posting
from resume_tailor.domain.errors import (
    PostingBehindLogin,
    PostingBlocked,
    PostingIsListing,
    PostingNeedsRendering,
    PostingNotFound,
    PostingUnreadable,
)
from resume_tailor.domain.model.job_posting import PostingStatus
from tests.adapters.scraping.pages import TEXT, TITLE, a_job, json_ld, page

SCRIPT = "<script src='/app.js'></script>"


def listing(heading: str) -> str:
    cards = "".join(
        f"<li class='card'><h3><a href='/job/{n}'>{name}</a></h3><p>Clinic number {n}, Leeds. "
        "Full-time, from now on.</p></li>"
        for n, name in enumerate(
            ["Nurse", "Cook", "Doctor", "Gardener", "Driver", "Cleaner", "Clerk"]
        )
    )
    return page(f"<h1>{heading}</h1><ul>{cards}</ul>", title=heading)


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", PostingUnreadable),
        ("   ", PostingUnreadable),
        ("<html></html>", PostingUnreadable),
        ("Nurse wanted", PostingUnreadable),
        ('{"title": "' + "Nurse " * 30 + '"}', PostingNotFound),
        (page("<h1>404</h1><p>The page was not found.</p>", title="404"), PostingNotFound),
        (page("<h1>Seite nicht gefunden</h1><p>Hoppla.</p>", title="Hoppla"), PostingNotFound),
        (page("<h1>Page introuvable</h1><p>Pardon.</p>", title="Pardon"), PostingNotFound),
        (page("<h1>Página no encontrada</h1>", title="Vaya"), PostingNotFound),
        (page("<h1>Stránka nenalezena</h1>", title="Ajaj"), PostingNotFound),
        (page("<h1>500</h1><p>Internal Server Error</p>", title="Error"), PostingUnreadable),
        (page("<h1>Just a moment...</h1><p>Checking your browser.</p>"), PostingBlocked),
        (page("<p>Please complete the captcha to go on.</p>"), PostingBlocked),
        (
            page("<h1>Sign in</h1><form><input name='u'><input type='password'></form>"),
            PostingBehindLogin,
        ),
        (page("<p>Please log in to view this job.</p>"), PostingBehindLogin),
        (page("<p>We value your privacy. Accept all cookies.</p>"), PostingBlocked),
        (
            page(f"<div id='root'></div><noscript>Please enable JavaScript.</noscript>{SCRIPT}"),
            PostingNeedsRendering,
        ),
        (listing("7 jobs in Leeds"), PostingIsListing),
        (listing("Aktuelle Stellenangebote"), PostingIsListing),
        (listing("Offres d'emploi à Leeds"), PostingIsListing),
        (listing("Volná místa"), PostingIsListing),
        (
            page(
                "<article><h1>10 tips for your job interview</h1>"
                + "<p>Read the posting again on the evening before and think of your questions.</p>"
                * 9
                + "</article>",
                title="10 tips for your job interview",
            ),
            PostingUnreadable,
        ),
        (
            page("<h1>Apple pie</h1>" + "<p>Peel the apples, and cut them into pieces.</p>" * 20),
            PostingUnreadable,
        ),
    ],
)
def test_what_is_no_posting(text: str, error: type[PostingUnreadable]) -> None:
    with pytest.raises(error) as refusal:
        read_posting(text)
    assert type(refusal.value) is error, refusal.value
    assert refusal.value.message.endswith(".")


@pytest.mark.parametrize(
    "around",
    [
        SCRIPT,
        "<form><input name='u'><input type='password'><button>Sign in</button></form>",
        "<div>We value your privacy. Accept all cookies.</div>",
        "<p>Please log in to view your applications.</p>",
        "<noscript>Please enable JavaScript.</noscript>",
    ],
)
def test_a_short_posting_stands_beside_what_walls_say(around: str) -> None:
    assert read_posting(page(f"{around}<main><h1>{TITLE}</h1>{TEXT}</main>")).title == TITLE


@pytest.mark.parametrize(
    "notice",
    [
        "This job is no longer available.",
        "Applications are closed.",
        "This position has been filled.",
        "Diese Stelle ist leider nicht mehr verfügbar.",
        "Die Bewerbungsfrist ist abgelaufen.",
        "Cette offre n'est plus disponible.",
        "Esta oferta ya no está disponible.",
        "Tato nabídka již není aktuální.",
    ],
)
def test_a_posting_that_is_over(notice: str) -> None:
    posting = read_posting(page(f"<div>{notice}</div><main><h1>{TITLE}</h1>{TEXT}</main>"))
    assert posting.status is PostingStatus.EXPIRED
    assert posting.closing_words == notice
    assert posting.title == TITLE


@pytest.mark.parametrize(
    "notice",
    [
        "Applications close on 12 December 2026.",
        "If this job is no longer available, we will tell you.",
        "We will close the position once it is filled.",
        "Die Stelle ist ab sofort verfügbar.",
        "Get an alert when jobs like this are no longer available.",
        "This position is closed to recruitment agencies.",
        "This job is not expired.",
        "Applications are closed on Sundays.",
        "Vacancies that are no longer available are removed daily.",
        "Die Stelle ist nicht besetzt.",
    ],
)
def test_a_posting_that_is_open(notice: str) -> None:
    posting = read_posting(page(f"<div>{notice}</div><main><h1>{TITLE}</h1>{TEXT}</main>"))
    assert posting.status is PostingStatus.OPEN
    assert posting.closing_words == ""


def test_the_end_of_another_posting() -> None:
    aside = "<aside><p>Chef: this job is no longer available.</p></aside>"
    posting = read_posting(page(f"<main><h1>{TITLE}</h1>{TEXT}</main>{aside}"))
    assert posting.status is PostingStatus.OPEN


def test_a_few_lines_are_a_posting() -> None:
    text = (
        "<p>We are looking for a night nurse for our ward.</p><h2>Requirements</h2><ul>"
        "<li>A degree in nursing</li><li>Two years of experience</li><li>Fluent English</li></ul>"
        "<p>We offer a fair salary. Apply by mail.</p>"
    )
    wall = "<p>Verify that you are human before you apply.</p>"
    assert read_posting(page(f"<h1>{TITLE}</h1>{text}{wall}")).title == TITLE


def test_two_employers_with_one_title_are_a_listing() -> None:
    jobs = [a_job(hiringOrganization={"name": name}) for name in ("Lindenhof Clinic", "Elm Clinic")]
    with pytest.raises(PostingIsListing):
        read_posting(json_ld(jobs, "<h1>Jobs</h1>"))
