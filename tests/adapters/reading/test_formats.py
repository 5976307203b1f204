"""Word, JSON Resume, Markdown and plain text give what a PDF of the same resume would."""

import io
import json
import zipfile

import docx
import pytest

from resume_tailor.adapters.reading.child import Job, Limits, read
from resume_tailor.domain.errors import (
    DomainError,
    NotAPdf,
    ResumeHasNoText,
    ResumeTooLarge,
    ResumeUnreadable,
)
from resume_tailor.domain.model.resume import Resume, SectionKind
from resume_tailor.domain.ports.resume_reader import ResumeFormat, format_of

MARKDOWN = b"""# Priya Raman
Berlin, Germany | priya@example.org | +49 30 1234567 | [LinkedIn](https://linkedin.com/in/priya)

## Experience

### Acme GmbH
**Senior Developer**, 2020 - Present

- Built **the payments API** with Python
- Cut costs by 30 %
  - moved to smaller machines

### Initech
**Developer**, 2016 - 2020

- Wrote reports

## Skills

| Kind | Names |
|------|-------|
| Languages | Python, SQL |
"""
TEXT = b"""Priya Raman
Berlin, Germany   priya@example.org   +49 30 1234567

EXPERIENCE

Acme GmbH                                            2020 - Present
Senior Developer
  * Built the payments API with Python and moved it to Kubernetes
    without downtime
  * Cut costs by 30 %

Initech                                              2016 - 2020
Developer
  - Wrote reports

SKILLS
Languages: Python, SQL
"""
JSON_RESUME = {
    "basics": {
        "name": "Priya Raman",
        "email": "priya@example.org",
        "phone": "+49 30 1234567",
        "location": {"city": "Berlin"},
        "summary": "Likes boring technology.",
    },
    "work": [
        {
            "name": "Acme GmbH",
            "position": "Senior Developer",
            "startDate": "2020-01",
            "highlights": ["Built the payments API", 7, "Cut costs by 30 %"],
        },
        "not an object",
    ],
    "skills": [{"name": "Languages", "keywords": ["Python", "SQL"]}],
    "awards": None,
}


def a_docx() -> bytes:
    document = docx.Document()
    document.add_heading("Priya Raman", 0)
    document.add_paragraph("Berlin, Germany | priya@example.org | +49 30 1234567")
    document.add_heading("Experience", 1)
    for company, dates, title, lines in (
        ("Acme GmbH", "2020 - Present", "Senior Developer", ("Built the API", "Cut costs")),
        ("Initech", "2016 - 2020", "Developer", ("Wrote reports",)),
    ):
        header = document.add_paragraph()
        header.add_run(company).bold = True
        header.add_run(f"\t{dates}")
        document.add_paragraph().add_run(title).italic = True
        for line in lines:
            document.add_paragraph(line, style="List Bullet")
        document.add_paragraph("in small steps", style="List Bullet 2")
    document.add_heading("Skills", 1)
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Languages", "Python, SQL"
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def reading(data: bytes, format_: ResumeFormat, **limits: int) -> Resume:
    return read(Job(data, format_, Limits(**limits)))


@pytest.mark.parametrize(
    ("data", "format_"),
    [
        (MARKDOWN, ResumeFormat.MARKDOWN),
        (TEXT, ResumeFormat.TEXT),
        (TEXT.decode().encode("utf-16"), ResumeFormat.TEXT),
        (a_docx(), ResumeFormat.DOCX),
    ],
    ids=["markdown", "text", "utf-16", "docx"],
)
def test_the_same_resume_in_each_format(data: bytes, format_: ResumeFormat) -> None:
    resume = reading(data, format_)
    contact = resume.contact
    assert (contact.name, contact.email) == ("Priya Raman", "priya@example.org")
    assert (contact.phone, contact.location) == ("+49 30 1234567", "Berlin, Germany")
    assert [s.kind for s in resume.sections] == [SectionKind.EXPERIENCE, SectionKind.SKILLS]
    assert [(e.organisation, e.title, e.dates) for _, e in resume.entries()] == [
        ("Acme GmbH", "Senior Developer", "2020 - Present"),
        ("Initech", "Developer", "2016 - 2020"),
    ]
    texts = [line.text for line in resume.lines()]
    assert any("Python, SQL" in text for text in texts)
    assert "Wrote reports" in texts


def test_lists_in_lists_and_wrapped_lines() -> None:
    depths = {line.text: line.depth for line in reading(MARKDOWN, ResumeFormat.MARKDOWN).lines()}
    assert depths["Cut costs by 30 %"] == 0
    assert depths["moved to smaller machines"] == 1
    assert [line.depth for line in reading(a_docx(), ResumeFormat.DOCX).lines()][:3] == [0, 0, 1]
    first = next(reading(TEXT, ResumeFormat.TEXT).lines())
    assert first.text.endswith("moved it to Kubernetes without downtime")
    assert reading(MARKDOWN, ResumeFormat.MARKDOWN).contact.links == (
        "https://linkedin.com/in/priya",
    )


def test_hidden_text_of_a_document_is_left_out_and_shown() -> None:
    document = docx.Document(io.BytesIO(a_docx()))
    paragraph = document.paragraphs[4]
    for text, look in (("Vanished", "hidden"), ("White", "color"), ("Tiny", "size")):
        run = paragraph.add_run(f" {text}")
        if look == "hidden":
            run.font.hidden = True
        elif look == "color":
            run.font.color.rgb = docx.shared.RGBColor(255, 255, 255)
        else:
            run.font.size = docx.shared.Pt(1)
    data = io.BytesIO()
    document.save(data)
    resume = reading(data.getvalue(), ResumeFormat.DOCX)
    words = " ".join(line.text for line in resume.lines())
    assert not any(text in words for text in ("Vanished", "White", "Tiny"))
    assert [p.text.strip() for p in resume.report.left_out] == ["Vanished", "White", "Tiny"]


def test_json_resume_and_what_is_of_the_wrong_type_in_it() -> None:
    resume = reading(json.dumps(JSON_RESUME).encode(), ResumeFormat.JSON)
    assert resume.contact.location == "Berlin"
    (entry,) = [entry for _, entry in resume.entries()]
    assert (entry.organisation, entry.title) == ("Acme GmbH", "Senior Developer")
    assert entry.dates == "2020-01 – Present"
    assert [line.text for line in resume.lines()] == [
        "Likes boring technology.",
        "Built the payments API",
        "Cut costs by 30 %",
        "Languages: Python, SQL",
    ]


def a_bomb() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<w>" + b" " * 70_000_000)
    return data.getvalue()


@pytest.mark.parametrize(
    ("data", "format_", "error"),
    [
        (b"PK\x03\x04 word/document", ResumeFormat.DOCX, ResumeUnreadable),
        (a_bomb(), ResumeFormat.DOCX, ResumeTooLarge),
        (b'{"basics": ', ResumeFormat.JSON, ResumeUnreadable),
        (b'{"basics": 3}', ResumeFormat.JSON, ResumeUnreadable),
        (b'{"basics": {"x": ' + b"[" * 100_000, ResumeFormat.JSON, ResumeUnreadable),
        (b'{"basics": {"name": "Nobody"}}', ResumeFormat.JSON, ResumeHasNoText),
        (b" \n\n ", ResumeFormat.TEXT, ResumeHasNoText),
        (bytes(range(1, 32)) * 10, ResumeFormat.TEXT, NotAPdf),
        (b"word " * 1_000, ResumeFormat.TEXT, ResumeTooLarge),
        (b"word " * 1_000, ResumeFormat.MARKDOWN, ResumeTooLarge),
    ],
)
def test_what_cannot_be_read_has_its_error(
    data: bytes, format_: ResumeFormat, error: type[DomainError]
) -> None:
    with pytest.raises(error):
        reading(data, format_, characters=4_000)


@pytest.mark.parametrize(
    "text", [b"1.1.1" * 50_000, b"a" * 250_000, b"1 " * 125_000, b"ab@" * 80_000]
)
def test_a_text_made_to_be_slow_is_not(text: bytes) -> None:
    """Far below the deadline; patterns that go back and forth would need minutes."""
    assert list(reading(b"Experience\n" + text, ResumeFormat.TEXT).lines())


def test_far_too_many_lines_are_refused() -> None:
    with pytest.raises(ResumeTooLarge):
        reading(b"Experience\n" * 10_000, ResumeFormat.TEXT)


@pytest.mark.parametrize(
    ("data", "name", "format_"),
    [
        (b"%PDF-1.7", "", ResumeFormat.PDF),
        (b"junk %PDF-1.7", "resume.txt", ResumeFormat.PDF),
        (a_docx(), "resume", ResumeFormat.DOCX),
        (b"PK\x03\x04 a spreadsheet", "resume.docx", None),
        (json.dumps(JSON_RESUME).encode(), "", ResumeFormat.JSON),
        (TEXT, "resume.txt", ResumeFormat.TEXT),
        (MARKDOWN, "Resume.MD", ResumeFormat.MARKDOWN),
        (TEXT, "resume.pdf", None),
        (TEXT, "", None),
        (b"not a pdf", "resume.txt", None),
        (b"", "resume.md", None),
    ],
)
def test_what_a_file_is(data: bytes, name: str, format_: ResumeFormat | None) -> None:
    assert format_of(data, name) is format_
