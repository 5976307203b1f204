"""Boards whose layout is known. Copy `test_a_page_of_the_board` for a board that you add."""

import pytest
from lxml.cssselect import CSSSelector

from resume_tailor.adapters.scraping.markup.tree import parse
from resume_tailor.adapters.scraping.sources.boards import Board, board_of, boards
from resume_tailor.adapters.scraping.text_reader import read_posting
from resume_tailor.domain.model.job_posting import PostingStatus
from tests.adapters.scraping.pages import PARTS, page

STEPSTONE = f"""
<div data-at="job-ad-header"><h1 data-at="header-job-title">Nachtschwester</h1>
<a data-at="metadata-company-name">Lindenhof Klinik GmbH</a>
<span data-at="metadata-location">Köln</span><span data-at="metadata-work-type">Feste Anstellung</span></div>
<div data-at="job-ad-content">{PARTS}</div><div>Ähnliche Stellen</div>
"""


def test_a_page_of_the_board() -> None:
    """The smallest page that has what the board's pages have, each text made up."""
    posting = read_posting(page(STEPSTONE, title="Jobs"), "https://www.stepstone.de/stelle/1")
    assert posting.title == "Nachtschwester"
    assert posting.company == "Lindenhof Klinik GmbH"
    assert posting.location == "Köln"
    assert "- You are a registered nurse." in posting.description
    assert {origin.source for origin in posting.origins} >= {"StepStone"}


def test_a_saved_page_is_known_by_its_marks() -> None:
    posting = read_posting(page(STEPSTONE, title="Jobs"))
    assert posting.company == "Lindenhof Klinik GmbH"


def test_a_closed_one() -> None:
    body = (
        "<section class='top-card-layout'><h1 class='top-card-layout__title'>Nurse</h1>"
        "<div class='topcard__flavor-row'><a class='topcard__org-name-link'>Lindenhof</a>"
        "<span class='topcard__flavor--bullet'>Leeds</span></div><div class='closed-job'>Over.</div></section>"
        f"<div class='description__text'><div class='show-more-less-html__markup'>{PARTS}</div></div>"
    )
    posting = read_posting(page(body), "https://www.linkedin.com/jobs/view/1")
    assert (posting.company, posting.status) == ("Lindenhof", PostingStatus.EXPIRED)


@pytest.mark.parametrize("board", boards(), ids=lambda board: board.name)
def test_the_file_can_be_used(board: Board) -> None:
    assert board.hosts or board.marks
    assert board.description or board.title or board.company or board.listing
    for selectors in (
        board.marks,
        board.title,
        board.company,
        board.location,
        board.description,
        board.salary,
        board.employment_type,
        board.closed,
        board.listing,
    ):
        for selector in selectors:
            CSSSelector(selector, translator="html")
    for host in board.hosts:
        assert host == host.lower().strip("./")


def test_no_host_is_claimed_twice() -> None:
    hosts = [host for board in boards() for host in board.hosts]
    assert len(hosts) == len(set(hosts))


def test_other_pages_are_of_no_board() -> None:
    assert board_of(parse(page(PARTS)), "https://stepstone.de.evil.test/1") is None
