"""From print to structure. Each sample is a small page in one of the ways that resumes are set."""

from collections import Counter
from typing import Any

import pymupdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resume_tailor.adapters.reading.layout.build import to_resume
from resume_tailor.adapters.reading.layout.page import Box, Document, Piece, Run, Sheet, Style
from resume_tailor.adapters.reading.layout.section_names import kind_of, likely_kind
from resume_tailor.adapters.reading.pdf.extraction import extract
from resume_tailor.domain.model.resume import LineKind, Resume, SectionKind
from tests.adapters.reading.pdfs import MAIN, ONE_COLUMN, SIDEBAR, Text, a_pdf, drawn, write
from tests.conftest import EXAMPLES


def read(data: bytes) -> Resume:
    return to_resume(extract(data, 30, 300_000))


def headers(resume: Resume) -> list[tuple[str, str, str]]:
    return [(e.organisation, e.title, e.dates) for _, e in resume.entries()]


def texts(resume: Resume) -> list[str]:
    return [line.text for line in resume.lines()]


def test_one_column() -> None:
    resume = read(a_pdf(ONE_COLUMN))
    contact = resume.contact
    assert (contact.name, contact.email) == ("Nadia Ferrow", "nadia@example.org")
    assert (contact.phone, contact.location) == ("+44 20 7946 0018", "Leeds, UK")
    assert [(s.heading, s.kind, s.confidence) for s in resume.sections] == [
        ("Work Experience", SectionKind.EXPERIENCE, 1.0),
        ("Education", SectionKind.EDUCATION, 1.0),
        ("Skills", SectionKind.SKILLS, 1.0),
    ]
    assert headers(resume) == [
        ("Parcelwing", "Backend Developer", "Apr 2022 - Present"),
        ("Harrow & Finch", "Developer", "2019 - 2022"),
        ("University of Northmoor", "BSc Computer Science", "2016 - 2019"),
    ]
    assert texts(resume) == [
        "Moved nine services to Kubernetes and cut the time that a deployment takes.",
        "Built the booking API.",
        "Automated imports.",
        "Languages: Python, SQL",
    ]
    assert resume.report.doubts == ()


@pytest.mark.parametrize(
    "order",
    [
        [*SIDEBAR, *MAIN],
        [*MAIN, *SIDEBAR],
        sorted([*SIDEBAR, *MAIN], key=lambda t: (t[1], t[0])),
        sorted([*SIDEBAR, *MAIN], key=lambda t: -t[3]),
    ],
    ids=["columns", "columns reversed", "top to bottom", "headings first"],
)
def test_columns_are_not_mixed_in_whatever_order_they_were_drawn(order: list[Text]) -> None:
    resume = read(a_pdf(order))
    assert [s.heading for s in resume.sections] == ["Skills", "Languages", "Experience"]
    assert headers(resume) == [("Stadtwerke Neufels", "System Administrator", "Jan. 2018 - heute")]
    assert texts(resume) == ["Linux", "Ansible", "German", "Betrieb von 140 Servern"]


def test_entries_side_by_side_and_dates_flush_right_are_told_apart() -> None:
    page: list[Text] = [(50.0, 60.0, "Ada Quist", 20.0), (50.0, 100.0, "Projects", 13.0)]
    for x, name, verb in ((50.0, "Tidewatch", "Measures"), (320.0, "Lanternfish", "Draws")):
        page += [
            (x, 120.0, name, 12.0),
            (x, 135.0, "Maintainer", 10.0),
            (x, 150.0, f"{verb} things that move in the sea", 10.0),
        ]
    page += [
        (50.0, 190.0, "Experience", 13.0),
        (50.0, 210.0, "Harbour Office", 12.0),
        (480.0, 210.0, "2019 - 2022", 10.0),
        (50.0, 225.0, "Pilot", 10.0),
        (480.0, 225.0, "Rotterdam", 10.0),
    ]
    resume = read(a_pdf(page))
    assert [e.organisation for _, e in resume.entries()] == [
        "Tidewatch",
        "Lanternfish",
        "Harbour Office",
    ]
    assert headers(resume)[-1][2] == "2019 - 2022"


def test_dates_in_a_margin_belong_to_the_entry_beside_them() -> None:
    page: list[Text] = [(150.0, 60.0, "Mia Tremblay", 20.0), (150.0, 100.0, "Experience", 13.0)]
    for y, job in ((120.0, "Baker"), (200.0, "Confectioner")):
        page += [
            (60.0, y, "2015", 9.0),
            (60.0, y + 12, "present", 9.0),
            (150.0, y, f"{job} at Moulin Bleu", 12.0),
            (155.0, y + 15, "- Bread for four hundred people a day", 9.0),
            (155.0, y + 27, "- Two apprentices", 9.0),
        ]
    resume = read(a_pdf(page))
    assert [e.dates for _, e in resume.entries()] == ["2015 – present", "2015 – present"]
    assert [len(e.lines) for _, e in resume.entries()] == [2, 2]


def test_drawn_bullets_are_bullets_and_icons_before_addresses_are_not() -> None:
    def draw(page: Any) -> None:
        write(page, [(50.0, 60.0, "Ola Berg", 20.0), (50.0, 100.0, "Experience", 13.0)])
        write(page, [(50.0, 120.0, "Fjord Ferries", 12.0), (400.0, 120.0, "2020 - 2024", 10.0)])
        for y, text in ((140.0, "Kept the engines running"), (155.0, "Trained nine deckhands")):
            write(page, [(70.0, y, text, 10.0)])
            page.draw_circle((60, y - 3), 1.5, fill=(0, 0, 0))
        for y, text in ((175.0, "https://fjord.example"), (190.0, "ola@fjord.example")):
            write(page, [(70.0, y, text, 10.0)])
            page.draw_rect((57, y - 7, 63, y - 1), fill=(0, 0, 1))

    (_, entry), *_ = read(drawn(draw)).entries()
    assert [line.text for line in entry.lines if line.kind is LineKind.BULLET] == [
        "Kept the engines running",
        "Trained nine deckhands",
    ]


def test_photos_are_counted_and_banners_are_not() -> None:
    def draw(page: Any) -> None:
        write(page, ONE_COLUMN)
        library: Any = pymupdf
        picture = library.Pixmap(library.csRGB, library.IRect(0, 0, 30, 40))
        picture.clear_with(90)
        for box in ((450, 20, 510, 100), (0, 700, 595, 760), (520, 20, 528, 28)):
            page.insert_image(box, pixmap=picture, keep_proportion=False)

    assert read(drawn(draw)).report.photos == 1


def test_nested_bullets_know_how_deep_they_are() -> None:
    page: list[Text] = [
        (50.0, 60.0, "Ola Berg", 20.0),
        (50.0, 100.0, "Skills", 13.0),
        (55.0, 120.0, "- Sailing", 10.0),
        (75.0, 133.0, "- Dinghies", 10.0),
        (55.0, 146.0, "- Cooking", 10.0),
    ]
    lines = list(read(a_pdf(page)).lines())
    assert [(line.text, line.depth) for line in lines] == [
        ("Sailing", 0),
        ("Dinghies", 1),
        ("Cooking", 0),
    ]


def test_turned_and_letter_spaced_headings() -> None:
    def draw(page: Any) -> None:
        write(page, [(100.0, 60.0, "Lena Okafor", 20.0), (100.0, 80.0, "lena@example.org", 9.0)])
        write(page, [(100.0, 130.0, "Python and SQL", 10.0), (100.0, 145.0, "Git", 10.0)])
        page.insert_text((70, 170), "SKILLS", fontsize=12, fontname="hebo", rotate=90)
        for i, letter in enumerate("LANGUAGES"):
            write(page, [(100.0 + 14 * i, 220.0, letter, 12.0)])
        write(page, [(100.0, 240.0, "English and Igbo", 10.0)])

    resume = read(drawn(draw))
    assert resume.contact.name == "Lena Okafor"
    assert [(s.heading, [x.text for x in s.lines]) for s in resume.sections] == [
        ("SKILLS", ["Python and SQL", "Git"]),
        ("LANGUAGES", ["English and Igbo"]),
    ]


def test_what_repeats_on_each_page_is_left_out_and_sections_go_on() -> None:
    pages = [
        [
            (50.0, 60.0, "Nadia Ferrow", 20.0),
            (50.0, 100.0, "Skills", 13.0),
            (50.0, 120.0, "Python", 10.0),
            (250.0, 810.0, "Nadia Ferrow - page 1 of 2", 8.0),
        ],
        [(50.0, 60.0, "Kubernetes", 10.0), (250.0, 810.0, "Nadia Ferrow - page 2 of 2", 8.0)],
    ]
    resume = read(a_pdf(*pages))
    assert texts(resume) == ["Python", "Kubernetes"]
    assert [part.reason for part in resume.report.left_out] == ["repeated on the pages"] * 2


def test_a_word_cut_at_the_end_of_a_line_is_whole_again() -> None:
    page: list[Text] = [
        (50.0, 60.0, "Ines Duarte", 20.0),
        (50.0, 100.0, "Summary", 13.0),
        (50.0, 120.0, "Twelve years in the sale of agricultural machines and in adver-", 10.0),
        (50.0, 132.0, "tising, in Ein- und", 10.0),
    ]
    assert texts(read(a_pdf(page))) == [
        "Twelve years in the sale of agricultural machines and in advertising, in Ein- und"
    ]


def test_lines_sections_and_entries_know_where_they_stood() -> None:
    resume = read(a_pdf(ONE_COLUMN))
    line, entry, section = resume.line("e1.b2"), resume.parent("e1"), resume.parent("s1")
    assert line
    assert line.place
    assert (line.place.page, round(line.place.x0)) == (0, 55)
    assert line.place.y0 < 171 < line.place.y1
    assert entry
    assert entry.place
    assert entry.place.y0 < 130 < entry.place.y1 < 140
    assert section
    assert section.place
    assert section.place.y0 < 110 < section.place.y1


def test_what_is_not_understood_is_said() -> None:
    page: list[Text] = [
        (50.0, 100.0, "Experience", 13.0),
        (50.0, 120.0, "Something that somebody did somewhere, in a way, for a good while.", 10.0),
        (50.0, 150.0, "Zibaldone", 13.0),
        (50.0, 170.0, "Notes", 10.0),
        (50.0, 200.0, "Skills", 13.0),
        (50.0, 220.0, "Whistling", 10.0),
    ]
    doubts = [doubt.text for doubt in read(a_pdf(page)).report.doubts]
    assert doubts == [
        "No name was found.",
        "No e-mail address was found.",
        "No jobs were found under 'Experience'.",
        "It is not known what 'Zibaldone' is about.",
    ]


def test_a_page_without_headings_is_one_section() -> None:
    resume = read(a_pdf([(50.0, 60.0 + 14 * i, f"Row {i}{i * '!'}", 10.0) for i in range(5)]))
    assert [s.heading for s in resume.sections] == [""]
    assert len(texts(resume)) == 5


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("BERUFSERFAHRUNG:", SectionKind.EXPERIENCE),
        ("Centres d’intérêt", SectionKind.INTERESTS),
        ("Istruzione e formazione", SectionKind.EDUCATION),
        ("Języki obce", SectionKind.LANGUAGES),
        ("实习/项目经历", SectionKind.PROJECTS),
        ("Selected Publications", SectionKind.PUBLICATIONS),
        ("Skills & Interests", SectionKind.SKILLS),
        ("Zibaldone", None),
    ],
)
def test_headings_in_many_languages(heading: str, kind: SectionKind | None) -> None:
    assert likely_kind(heading) is kind


def test_only_exact_names_are_certain() -> None:
    assert kind_of("Work Experience") is SectionKind.EXPERIENCE
    assert kind_of("An experience to remember") is None


# ---- nothing is lost, nothing is doubled -------------------------------------------------------
def letters(*parts: str) -> Counter[str]:
    return Counter(c for part in parts for c in part.casefold() if c.isalnum())


def kept(resume: Resume) -> tuple[Counter[str], Counter[str]]:
    """Letters of the contact, and letters of all else."""
    contact = resume.contact
    about = letters(contact.name, contact.email, contact.phone, contact.location)
    about += letters(*contact.links, *contact.other)
    body = letters(*(s.heading for s in resume.sections), *texts(resume))
    for _, entry in resume.entries():
        body += letters(entry.organisation, entry.title, entry.dates, entry.location)
        body += letters(*entry.details)
    body += letters(*(p.text for p in resume.report.left_out if p.reason not in _HIDDEN))
    return about, body


_HIDDEN = {"covered", "transparent", "too small to see", "off the page"}


def assert_no_word_is_lost_or_doubled(document: Document) -> None:
    """The contact may repeat what stands in the text (an address in a footer), or in a link."""
    printed = letters(*(run.text for run in document.runs))
    about, body = kept(to_resume(document))
    assert printed - about - body == Counter()
    assert body - printed == Counter()


def test_every_word_of_the_example_is_somewhere() -> None:
    data = (EXAMPLES / "resume.pdf").read_bytes()
    assert_no_word_is_lost_or_doubled(extract(data, 30, 300_000))


_WORDS = st.sampled_from(
    [
        "Experience",
        "Education",
        "Skills:",
        "2019 – 2021",
        "Mar 2020 - Present",
        "• Built things that last",
        "Acme GmbH, Wels",
        "Developer | Acme | Brno, Czechia",
        "jo@example.org",
        "+44 20 7946 0018",
        "and so on",
        "Remote",
        "1.",
        "–",
    ]
)
_RUN = st.builds(
    lambda text, x, y, size, bold: (text, x, y, size, bold),
    st.one_of(_WORDS, st.text("abc éß漢-•.,:()", min_size=1, max_size=30)),
    st.integers(20, 500),
    st.integers(20, 800),
    st.sampled_from([8.0, 10.0, 14.0, 22.0]),
    st.booleans(),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(_RUN, min_size=1, max_size=40))
def test_whatever_is_printed_wherever_is_kept_once(
    printed: list[tuple[str, int, int, float, bool]],
) -> None:
    runs = tuple(
        Run(
            (Piece(text, Style(size, bold)),),
            0,
            Box(x, y, x + 5 * len(text), y + size),
            order,
        )
        for order, (text, x, y, size, bold) in enumerate(printed)
        if text.strip()
    )
    if runs:
        assert_no_word_is_lost_or_doubled(Document((Sheet(0, 595, 842, runs),)))


def test_pymupdf_still_says_what_is_drawn() -> None:
    """Flags that this code reads: 8 for bold, 16 for filled letters."""
    library: Any = pymupdf
    document = library.open(stream=a_pdf([(50.0, 60.0, "Bold", 20.0)]))
    (span,) = document[0].get_text("rawdict")["blocks"][0]["lines"][0]["spans"]
    assert span["char_flags"] & (8 | 16) == 8 | 16
