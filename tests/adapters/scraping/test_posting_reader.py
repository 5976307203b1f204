"""From an address to a posting: systems that answer for it, pages, what lies behind them."""

from collections.abc import Iterator
from typing import Any

import pytest

from resume_tailor.adapters.sandbox.child_processes import Bounds, ChildProcesses
from resume_tailor.adapters.scraping import posting_reader
from resume_tailor.adapters.scraping.fetching.fetch import PageFetcher
from resume_tailor.adapters.scraping.fetching.page import Page
from resume_tailor.adapters.scraping.posting_reader import WebPostingReader
from resume_tailor.adapters.scraping.rendering.renderer import Renderer
from resume_tailor.adapters.scraping.sources.apis import request_for
from resume_tailor.domain.errors import (
    OutOfBounds,
    PostingBlocked,
    PostingNeedsRendering,
    PostingNotFound,
    PostingUnreachable,
    PostingUnreadable,
)
from tests.adapters.scraping.internet import (
    Answer,
    Internet,
    answer_json,
    internet,
    redirect,
    respond,
)
from tests.adapters.scraping.pages import COMPANY, TEXT, TITLE, page
from tests.contracts.posting_reader import POSTING, PostingReaderContract
from tests.fakes.clock import FakeClock
from tests.fakes.page_cache import FakePageCache
from tests.fakes.sandbox import FakeSandbox

UUID = "0f8fad5b-d9cb-469f-a165-70867728950e"
GREENHOUSE = "https://boards-api.greenhouse.io/v1/boards/lindenhofclinic/jobs/4001"
JOB = {
    "id": 4001,
    "title": TITLE,
    "company_name": COMPANY,
    "location": {"name": "Leeds"},
    "content": TEXT.replace("<", "&lt;").replace(">", "&gt;"),
    "updated_at": "2026-11-01",
    "departments": [],
}
OWN_PAGE = "https://careers.lindenhof.test/jobs/nurse?gh_jid=4001"
SHELL = page("<div id='root'></div><script src='/app.js'></script>")
READABLE = page(f"<main><h1>{TITLE}</h1><p>Company: {COMPANY}</p>{TEXT}</main>")


def a_reader(renderer: Renderer | None = None, **more: Any) -> WebPostingReader:
    fetcher = PageFetcher(FakePageCache(), FakeClock())
    return WebPostingReader(fetcher, more.pop("sandbox", FakeSandbox()), renderer, **more)


class TestContract(PostingReaderContract):
    address = "https://jobs.example.com/1"

    @pytest.fixture
    async def subject(self) -> Any:
        async with internet({self.address: respond(POSTING, Content_Type="text/plain")}):
            yield a_reader()


async def test_a_system_is_asked_instead_of_its_page() -> None:
    async with internet({GREENHOUSE: answer_json(JOB)}) as net:
        posting = await a_reader().fetch(
            "https://boards.greenhouse.io/lindenhofclinic/jobs/4001?gh_src=x"
        )
    assert net.asked == [GREENHOUSE]
    assert (posting.title, posting.company, posting.location) == (TITLE, COMPANY, "Leeds")
    assert "- You are a registered nurse." in posting.description
    assert {o.source for o in posting.origins} <= {"Greenhouse", "the text"}
    assert posting.url.startswith("https://boards.greenhouse.io/")


async def test_what_the_system_does_not_know_is_gone() -> None:
    async with internet() as net:
        with pytest.raises(PostingNotFound):
            await a_reader().fetch("https://boards.greenhouse.io/lindenhofclinic/jobs/4001")
    assert net.asked == [GREENHOUSE]


async def test_where_the_system_does_not_answer_the_page_is_read() -> None:
    url = f"https://jobs.lever.co/lindenhof/{UUID}"
    pages: dict[str, Answer] = {
        url: respond(READABLE),
        f"https://api.lever.co/v0/postings/lindenhof/{UUID}?mode=json": respond(
            status="403 Forbidden"
        ),
    }
    async with internet(pages) as net:
        assert (await a_reader().fetch(url)).title == TITLE
    assert len(net.asked) == 2


@pytest.mark.parametrize(
    "embedded",
    [
        "<script src='https://boards.greenhouse.io/embed/job_board/js?for=lindenhofclinic'></script>",
        "<iframe src='https://boards.greenhouse.io/embed/job_app?for=lindenhofclinic&token=4001'></iframe>",
        "<script>fetch('https://boards-api.greenhouse.io/v1/boards/lindenhofclinic/jobs')</script>",
    ],
)
async def test_a_board_in_a_companys_own_page(embedded: str) -> None:
    own = page(f"<h1>Jobs</h1><div id='grnhse_app'></div>{embedded}")
    async with internet({OWN_PAGE: respond(own), GREENHOUSE: answer_json(JOB)}) as net:
        posting = await a_reader().fetch(OWN_PAGE)
    assert (posting.title, posting.company) == (TITLE, COMPANY)
    assert net.asked == [OWN_PAGE, GREENHOUSE]


async def test_a_board_that_wants_the_key_of_the_page() -> None:
    address = "https://careers.lindenhof.test/positions/nurse/DD.B6F"
    own = page('<script>COMEET.init({"token":"45B1BB06D4","company-uid":"54.00B"});</script>')
    asked = (
        "https://www.comeet.co/careers-api/2.0/company/54.00B/positions/DD.B6F"
        "?token=45B1BB06D4&details=true"
    )
    job = {
        "name": TITLE,
        "company_name": COMPANY,
        "location": {"name": "Leeds", "city": "Leeds", "country": "GB"},
        "employment_type": "Full-time",
        "experience_level": None,
        "details": [{"name": "Description", "value": TEXT, "order": 1}],
    }
    async with internet({address: respond(own), asked: answer_json(job)}):
        posting = await a_reader().fetch(address)
    assert (posting.title, posting.company) == (TITLE, COMPANY)
    assert "- You are a registered nurse." in posting.description


async def test_one_of_a_feed() -> None:
    feed = "".join(
        f"<position><id>{number}</id><name>{name}</name><office>Leeds</office>"
        "<employmentType>permanent</employmentType><schedule>full-time</schedule>"
        f"<jobDescriptions><jobDescription><name>You</name><value><![CDATA[{TEXT}]]></value>"
        "</jobDescription></jobDescriptions></position>"
        for number, name in ((1, "Cook"), (2, TITLE), (12, "Gardener"))
    )
    url = "https://lindenhof.jobs.personio.de/xml"
    answer = respond(
        f"<?xml version='1.0'?><workzag-jobs>{feed}</workzag-jobs>", Content_Type="text/xml"
    )
    async with internet({url: answer}):
        posting = await a_reader().fetch("https://lindenhof.jobs.personio.de/job/2")
    assert (posting.title, posting.company) == (TITLE, "Lindenhof")


class FakeRenderer(Renderer):
    """Has run the scripts already."""

    async def render(self, url: str) -> Page:
        return Page(url, READABLE)


async def test_a_page_of_scripts_is_rendered() -> None:
    url = "https://jobs.example.com/1"
    async with internet({url: respond(SHELL)}):
        with pytest.raises(PostingNeedsRendering):
            await a_reader().fetch(url)
        assert (await a_reader(FakeRenderer()).fetch(url)).title == TITLE


async def test_the_second_session_costs_nothing() -> None:
    url = "https://jobs.example.com/1"
    reader = a_reader()
    async with internet({url: respond(READABLE)}) as net:
        for _ in range(3):
            assert (await reader.fetch(url)).title == TITLE
    assert net.asked == [url]


async def test_robots_are_respected_where_wanted() -> None:
    url, robots = "https://jobs.example.com/1", "https://jobs.example.com/robots.txt"
    pages: dict[str, Answer] = {
        url: respond(READABLE),
        robots: respond("User-agent: *\nDisallow: /", Content_Type="text/plain"),
    }
    async with internet(pages) as net:
        with pytest.raises(PostingBlocked):
            await a_reader(respect_robots=True).fetch(url)
        assert net.asked == [robots]
        assert (await a_reader().fetch(url)).title == TITLE


async def test_robots_of_the_site_behind_a_redirect_are_respected_too() -> None:
    url, there = "https://jobs.example.com/1", "https://other.example.com/1"
    pages: dict[str, Answer] = {
        url: redirect(there),
        "https://jobs.example.com/robots.txt": respond(status="404 Not Found"),
        "https://other.example.com/robots.txt": respond("User-agent: *\nDisallow: /"),
        there: respond(READABLE),
    }
    async with internet(pages):
        with pytest.raises(PostingBlocked):
            await a_reader(respect_robots=True).fetch(url)


def test_a_fault_of_ours_is_a_page_that_cannot_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(posting_reader, "read_posting", fail)
    with pytest.raises(PostingUnreadable):
        posting_reader.read_job(posting_reader.ReadingJob(READABLE))


MANY = 60_000
HEAVY = {
    "blanks": "<p>looking" + " " * MANY + "for</p>",
    "dashes": "<p>job" + "-" * MANY + "</p>",
    "pronouns": "<p>" + "we - . , ; " * (MANY // 10) + "</p>",
    "cards": "<li class=c><a href=/j>Nurse job in Leeds here</a></li>" * (MANY // 40),
    "breaks": "<br>" * (MANY // 2),
    "nested": "<div itemscope itemtype='https://schema.org/JobPosting'>"
    + "<div itemprop=description>" * 240
    + "word " * (MANY // 10),
    "pasted": "- \n\n" * MANY,
    "comment": "<!--" * MANY,
    "tags": "<a " * MANY,
    "entities": "&amp;amp;" * MANY,
}


@pytest.fixture(scope="module")
def sandbox() -> Iterator[ChildProcesses]:
    processes = ChildProcesses(Bounds(seconds=20, memory_bytes=2_000_000_000, children=1))
    yield processes
    processes.close()


@pytest.mark.parametrize("name", HEAVY)
async def test_pages_that_are_made_to_take_long(name: str, sandbox: ChildProcesses) -> None:
    """Each is read in a small part of its bound; one regular expression that runs wild is not."""
    with pytest.raises(PostingUnreadable) as refusal:
        await a_reader(sandbox=sandbox).read(f"<body>{HEAVY[name]}</body>")
    assert "too much" not in refusal.value.message


async def test_a_page_that_is_too_much_is_refused() -> None:
    sandbox = FakeSandbox()
    sandbox.fails = OutOfBounds()
    with pytest.raises(PostingUnreadable, match="too much"):
        await a_reader(sandbox=sandbox).read(POSTING)


async def test_all_requests_together_have_their_time() -> None:
    async with internet({GREENHOUSE: respond(status="503 Busy", Retry_After="4")}) as net:
        with pytest.raises(PostingUnreachable, match="too long"):
            await a_reader(seconds=1).fetch(
                "https://boards.greenhouse.io/lindenhofclinic/jobs/4001"
            )
        assert isinstance(net, Internet)


@pytest.mark.parametrize(
    ("address", "request_url"),
    [
        ("https://job-boards.eu.greenhouse.io/acme/jobs/12", "boards-api.greenhouse.io/v1/boards/acme/jobs/12"),
        ("https://boards.greenhouse.io/embed/job_app?for=acme&token=12", "boards-api.greenhouse.io/v1/boards/acme/jobs/12"),
        (f"https://jobs.lever.co/acme/{UUID}/apply?x=y", f"api.lever.co/v0/postings/acme/{UUID}?mode=json"),
        (f"https://jobs.eu.lever.co/acme/{UUID}", f"api.eu.lever.co/v0/postings/acme/{UUID}?mode=json"),
        (f"https://jobs.ashbyhq.com/acme/{UUID}/application", f"jobs.ashbyhq.com/acme/{UUID}"),
        ("https://acme.wd5.myworkdayjobs.com/en-US/Careers/job/Leeds/Nurse_R-12", "acme.wd5.myworkdayjobs.com/wday/cxs/acme/Careers/job/Leeds/Nurse_R-12"),
        ("https://jobs.smartrecruiters.com/Acme/743999123456789-nurse", "api.smartrecruiters.com/v1/companies/Acme/postings/743999123456789"),
        ("https://apply.workable.com/acme/j/0A1B2C3D4E/", "apply.workable.com/api/v2/accounts/acme/jobs/0A1B2C3D4E"),
        ("https://acme.recruitee.com/o/night-nurse", "acme.recruitee.com/api/offers/night-nurse"),
        ("https://acme.jobs.personio.com/job/12?language=de", "acme.jobs.personio.com/xml"),
        ("https://acme.teamtailor.com/jobs/12-nurse", "acme.teamtailor.com/jobs/12"),
        ("https://acme.bamboohr.com/careers/12", "acme.bamboohr.com/careers/12/detail"),
        ("https://acme.bamboohr.com/jobs/view.php?id=12", "acme.bamboohr.com/careers/12/detail"),
        ("https://jobs.jobvite.com/acme/job/oAbc1/apply", "jobs.jobvite.com/acme/job/oAbc1"),
        ("https://careers-acme.icims.com/jobs/12/nurse/job?mobile=true", "careers-acme.icims.com/jobs/12/job?in_iframe=1"),
        ("https://ab.fa.em2.oraclecloud.com/hcmUI/CandidateExperience/en/sites/CX_1/job/12", "ab.fa.em2.oraclecloud.com/hcmRestApi/resources/latest/recruitingCEJobRequisitionDetails?expand=all&onlyData=true&finder=ById;Id=%2212%22,siteNumber=CX_1"),
        ("https://acme.eightfold.ai/careers?query=x&pid=12", "acme.eightfold.ai/api/apply/v2/jobs/12"),
        (f"https://ats.rippling.com/acme/jobs/{UUID}", f"api.rippling.com/platform/api/ats/v1/board/acme/jobs/{UUID}"),
        ("https://www.linkedin.com/jobs/view/night-nurse-at-acme-4012345678?x=y", "www.linkedin.com/jobs-guest/jobs/api/jobPosting/4012345678"),
        ("https://uk.linkedin.com/jobs/search?keywords=x&currentJobId=4012345678", "www.linkedin.com/jobs-guest/jobs/api/jobPosting/4012345678"),
    ],
)  # fmt: skip
def test_systems_are_known_by_their_addresses(address: str, request_url: str) -> None:
    asked = request_for(address)
    assert asked
    assert asked.url == f"https://{request_url}"


@pytest.mark.parametrize(
    "address",
    [
        "https://boards.greenhouse.io/acme",
        "https://evil.test/?u=https://boards.greenhouse.io/acme/jobs/12",
        "https://boards.greenhouse.io.evil.test/acme/jobs/12",
        "https://www.linkedin.com/in/nadia-ferrow-12345678",
        "https://jobs.lever.co/acme",
        "https://example.org/jobs/12",
    ],
)
def test_other_addresses_are_not(address: str) -> None:
    assert request_for(address) is None
