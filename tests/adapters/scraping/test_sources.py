"""Each place in a page that can hold a posting."""

import json

import pytest

from resume_tailor.adapters.scraping.text_reader import read_posting
from resume_tailor.domain.errors import PostingIsListing, PostingUnreadable
from resume_tailor.domain.model.job_posting import JobPosting, PostingStatus
from tests.adapters.scraping.pages import COMPANY, PARTS, PLACE, TEXT, TITLE, a_job, json_ld, page
from tests.conftest import EXAMPLES


def facts(posting: JobPosting) -> tuple[str, str, str]:
    return posting.title, posting.company, posting.location


def origins(posting: JobPosting) -> dict[str, str]:
    return {origin.field: origin.source for origin in posting.origins}


def test_the_example() -> None:
    posting = read_posting((EXAMPLES / "posting.html").read_text("utf-8"), "https://x.test")
    assert (posting.title, posting.company) == ("Platform Engineer (Python)", "Tidewater Freight")
    assert posting.location == PLACE
    assert "## What we are looking for\n\n- At least 4 years of experience" in posting.description


class TestJsonLd:
    @pytest.mark.parametrize(
        "content",
        [
            a_job(),
            [a_job()],
            {"@graph": [{"@type": "WebSite", "name": "Site"}, a_job(**{"@type": ["JobPosting"]})]},
            {"@type": "WebPage", "mainEntity": a_job()},
            json.dumps(a_job()) + ";",
            "<!--" + json.dumps(a_job()) + "-->",
            json.dumps(a_job()).replace(r"\n", "\n"),
            json.dumps(a_job(**{"@type": "http://schema.org/JobPosting"})),
        ],
    )
    def test_in_many_shapes(self, content: object) -> None:
        posting = read_posting(json_ld(content))
        assert facts(posting) == (TITLE, COMPANY, PLACE)
        assert "## What you bring\n\n- You are a registered nurse." in posting.description
        assert origins(posting)["title"] == "JSON-LD"

    @pytest.mark.parametrize(
        "description",
        [
            TEXT.replace("<", "&lt;").replace(">", "&gt;"),
            TEXT.replace("<", "&amp;lt;").replace(">", "&amp;gt;"),
        ],
    )
    def test_escaped_more_than_once(self, description: str) -> None:
        posting = read_posting(json_ld(a_job(description=description)))
        assert "- You are a registered nurse." in posting.description

    def test_what_stands_beside_the_description_is_part_of_it(self) -> None:
        job = a_job(
            description="<p>We are a small clinic, and we look for a nurse who likes nights.</p>",
            responsibilities="<ul><li>You look after twelve patients.</li></ul>",
            qualifications="You are a registered nurse.",
            skills=["Patience", "Pumps"],
            experienceRequirements={"monthsOfExperience": 24},
        )
        description = read_posting(json_ld(job)).description
        for text in ("small clinic", "- You look after", "registered nurse", "Patience", "Pumps"):
            assert text in description

    def test_everything_else_that_it_says(self) -> None:
        job = a_job(
            employmentType=["FULL_TIME", "PART_TIME"],
            jobLocationType="TELECOMMUTE",
            baseSalary={
                "currency": "GBP",
                "value": {"minValue": 30000, "maxValue": 36000, "unitText": "YEAR"},
            },
        )
        posting = read_posting(json_ld(job))
        assert posting.employment_type.casefold() == "full-time, part-time"
        assert posting.remote == "remote"
        assert "30,000" in posting.salary
        assert "36,000" in posting.salary
        assert posting.language == "en"

    @pytest.mark.parametrize("content", ["{broken", "null", '{"@type": "JobPosting"}', "[" * 5_000])
    def test_what_says_nothing_is_passed_over(self, content: str) -> None:
        with pytest.raises(PostingUnreadable):
            read_posting(json_ld(content))
        assert facts(read_posting(json_ld(content, page_of_text())))[0] == TITLE

    def test_of_several_the_one_that_the_page_is_about(self) -> None:
        jobs = [a_job(title="Cook"), a_job(), a_job(title="Gardener")]
        body = f"<main><h1>{TITLE}</h1>{TEXT}</main>"
        assert read_posting(json_ld(jobs, body)).title == TITLE

    def test_several_without_one_are_a_listing(self) -> None:
        jobs = [a_job(title=f"Cook {number}") for number in range(5)]
        with pytest.raises(PostingIsListing):
            read_posting(json_ld(jobs, "<h1>Our jobs</h1>"))

    def test_one_that_has_ended(self) -> None:
        body = f"<p>This job has expired.</p><main><h1>{TITLE}</h1>{TEXT}</main>"
        posting = read_posting(json_ld(a_job(), body))
        assert posting.status is PostingStatus.EXPIRED
        assert posting.closing_words == "This job has expired."


def page_of_text() -> str:
    return f"<nav><a href='/'>Home</a></nav><main><h1>{TITLE}</h1>{TEXT}</main>"


MICRODATA = f"""
<div itemscope itemtype="https://schema.org/JobPosting">
 <h1 itemprop="title">{TITLE}</h1>
 <span itemprop="hiringOrganization" itemscope itemtype="https://schema.org/Organization">
  <meta itemprop="name" content="{COMPANY}"></span>
 <div itemprop="jobLocation" itemscope itemtype="https://schema.org/Place">
  <div itemprop="address" itemscope itemtype="https://schema.org/PostalAddress">
   <span itemprop="addressLocality">Leeds</span><meta itemprop="addressCountry" content="GB">
  </div></div>
 <div itemprop="description">{TEXT}</div>
</div>"""
RDFA = f"""
<div vocab="https://schema.org/" typeof="JobPosting">
 <h1 property="title">{TITLE}</h1>
 <span property="hiringOrganization" typeof="Organization"><b property="name">{COMPANY}</b></span>
 <div property="jobLocation" typeof="Place"><div property="address" typeof="PostalAddress">
  <span property="addressLocality">Leeds</span> <span property="addressCountry">GB</span></div></div>
 <div property="description">{TEXT}</div>
</div>"""


@pytest.mark.parametrize("body", [MICRODATA, RDFA], ids=["microdata", "RDFa"])
def test_schema_org_in_attributes(body: str) -> None:
    posting = read_posting(page(body, title="Welcome"))
    assert facts(posting) == (TITLE, COMPANY, PLACE)
    assert "- You are a registered nurse." in posting.description
    assert origins(posting)["company"] == "schema.org attributes"


STATE = {
    "id": 7,
    "title": TITLE,
    "company": {"name": COMPANY},
    "location": {"city": "Leeds", "country": "GB"},
    "descriptionHtml": TEXT,
    "employmentType": "full-time",
    "publishedAt": "2026-11-01",
}
NEXT = f'<script id="__NEXT_DATA__" type="application/json">{json.dumps({"props": {"job": STATE}})}</script>'


@pytest.mark.parametrize(
    "script",
    [
        NEXT,
        f"<script>window.__NUXT__ = {json.dumps({'data': [{'job': STATE}]})};</script>",
        f"<script>window.__APOLLO_STATE__ = {json.dumps({'Job:7': STATE})}</script>",
        f"<script>var page = {{a: undefined, job: {json.dumps(STATE)}, 'b': [1,],}};</script>",
        f"<div id='app' data-page='{json.dumps({'props': {'job': STATE}}).replace(chr(39), '&#39;')}'></div>",
        "<script>self.__next_f.push([1, "
        + json.dumps("0:" + json.dumps(["$", {"job": STATE}]))
        + "])</script>",
    ],
    ids=["next", "nuxt", "apollo", "javascript", "attribute", "streamed"],
)
def test_the_data_that_scripts_carry(script: str) -> None:
    posting = read_posting(page(f"<div id='root'></div>{script}", title="Careers"))
    assert facts(posting) == (TITLE, COMPANY, PLACE)
    assert "- You are a registered nurse." in posting.description


def test_an_answer_for_programs() -> None:
    posting = read_posting(json.dumps(STATE))
    assert facts(posting) == (TITLE, COMPANY, PLACE)
    feed = (
        "<?xml version='1.0'?><workzag-jobs><position><id>7</id><subcompany>Clinic</subcompany>"
        f"<name>{TITLE}</name><office>Leeds</office><recruitingCategory>Care</recruitingCategory>"
        "<employmentType>permanent</employmentType><jobDescriptions><jobDescription>"
        f"<name>You</name><value><![CDATA[{TEXT}]]></value></jobDescription></jobDescriptions>"
        "</position></workzag-jobs>"
    )
    posting = read_posting(feed)
    assert (posting.title, posting.location) == (TITLE, "Leeds")
    assert "- You are a registered nurse." in posting.description


def test_text_that_people_see() -> None:
    around = "<nav><a href='/'>Home</a><a href='/jobs'>All jobs</a></nav>"
    similar = "<h2>Similar jobs</h2><ul>" + "".join(
        f"<li><a href='/{n}'>Cook in kitchen number {n}</a></li>" for n in range(9)
    )
    body = (
        f"{around}<main><h1>{TITLE}</h1><p>Employer: {COMPANY}</p><p>Location: {PLACE}</p>{TEXT}"
        f"</main>{similar}</ul><footer>All rights reserved. Imprint.</footer>"
    )
    posting = read_posting(page(body))
    assert facts(posting) == (TITLE, COMPANY, PLACE)
    assert posting.description.endswith("could start.")
    assert "- You look after twelve patients at night." in posting.description
    for text in ("Home", "Similar", "Cook", "Imprint"):
        assert text not in posting.description
    assert set(origins(posting).values()) == {"the page's text", "the text"}


def test_fields_come_from_the_first_source_that_says_them() -> None:
    """JSON-LD without a place, and a teaser for a description."""
    job = a_job(description="<p>We are a small clinic, and we look for a nurse who likes</p>" * 2)
    del job["jobLocation"]
    body = f"<main><h1>{TITLE}</h1><p>Location: {PLACE}</p>{TEXT}</main>"
    posting = read_posting(json_ld(job, body))
    said = origins(posting)
    assert (said["company"], said["location"]) == ("JSON-LD", "the page's text")
    assert posting.location == PLACE


def test_pasted_text() -> None:
    posting = read_posting(
        "Night Nurse\n\nAbout Lindenhof Clinic\n\nWe care for people day and night.\n\n"
        "Requirements:\n- Registered Nurse\n- German\n\nAbout you: you are kind."
    )
    assert (posting.title, posting.company) == (TITLE, COMPANY)
    assert "- Registered Nurse" in posting.description
    assert origins(posting)["title"] == "the text"


def test_a_line_as_people_write_it_in_forums() -> None:
    posting = read_posting(
        "Lindenhof | Night Nurse | Leeds, UK | Full-time\n\n"
        "We look for a nurse who likes quiet nights and twelve friendly patients. " * 3
    )
    assert facts(posting) == (TITLE, "Lindenhof", "Leeds, UK")


def test_a_saved_answer_with_its_head() -> None:
    text = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page(page_of_text())
    assert read_posting(text).title == TITLE


def test_a_page_saved_as_its_source() -> None:
    source = page(page_of_text()).replace("&", "&amp;").replace("<", "&lt;")
    assert read_posting(f"<html><body><pre>{source}</pre></body></html>").title == TITLE


def test_parts_without_a_title_are_no_posting() -> None:
    with pytest.raises(PostingUnreadable):
        read_posting(page(PARTS.replace("h2", "p"), title=""))
