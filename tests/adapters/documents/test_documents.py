import json
from typing import Any

import pymupdf
import pytest
from hypothesis import given, settings

from resume_tailor.adapters.documents.json_resume import to_json_resume
from resume_tailor.adapters.documents.plain_text import to_text
from resume_tailor.adapters.documents.resume_writer import DocumentWriter, write
from resume_tailor.adapters.documents.typst_pdf import to_pdf
from resume_tailor.domain.model.change import Rewrite
from resume_tailor.domain.model.identifiers import LineId
from resume_tailor.domain.model.resume import Resume
from resume_tailor.domain.ports.resume_writer import DocumentFormat
from tests.contracts.resume_writer import ResumeWriterContract
from tests.domain.strategies import resumes
from tests.samples import a_resume


def words_of(pdf: bytes) -> str:
    library: Any = pymupdf
    with library.open(stream=pdf) as document:
        return " ".join("".join(page.get_text() for page in document).split())


def with_line(text: str) -> Resume:
    return Rewrite(LineId("e1.b1"), text).apply(a_resume())


def test_every_line_and_header_is_in_the_pdf() -> None:
    text = words_of(to_pdf(a_resume()))
    for line in a_resume().lines():
        assert line.text in text
    for part in ("Nadia Ferrow", "Parcelwing", "Backend Developer", "Apr 2022 - Present"):
        assert part in text


def test_latin_greek_and_cyrillic_can_be_shown() -> None:
    text = "Zoë Łukasz Ďuriš Ελληνικά Кириллица – “quoted” €"
    document = write(with_line(text), DocumentFormat.PDF)
    assert document.warnings == ()
    assert text in words_of(document.data)


def test_a_missing_sign_is_reported() -> None:
    document = write(with_line("Wrote 漢字 well"), DocumentFormat.PDF)
    assert "漢 字" in document.warnings[0]
    assert write(with_line("Wrote 漢字"), DocumentFormat.TEXT).warnings == ()


def test_text_is_never_markup() -> None:
    text = '#panic("no") $x$ *bold* _it_ `code` \\ @ref <a> [b] "q" // c'
    assert text in words_of(to_pdf(with_line(text)))


def test_the_same_resume_gives_the_same_bytes() -> None:
    assert to_pdf(a_resume()) == to_pdf(a_resume())


@settings(max_examples=25, deadline=None)
@given(resumes())
def test_no_format_loses_a_line(resume: Resume) -> None:
    text, data = to_text(resume), json.loads(to_json_resume(resume))
    flat = " ".join(text.split())
    kept = {
        line["text"]
        for section in data.get("meta", {}).get("resumeTailor", {}).get("sections", [])
        for holder in (section, *section.get("entries", []))
        for line in holder.get("lines", [])
    }
    for line in resume.lines():
        assert line.text in flat
        assert line.text in kept


def test_json_resume_has_the_fields_of_its_schema() -> None:
    data = json.loads(to_json_resume(a_resume()))
    assert data["basics"]["name"] == "Nadia Ferrow"
    assert data["work"][0]["name"] == "Parcelwing"
    assert data["work"][0]["highlights"][1] == "Moved nine services to k8s."
    assert data["skills"][0] == {"name": "Languages", "keywords": ["JavaScript", "Bash", "Python"]}


class TestDocumentWriter(ResumeWriterContract):
    @pytest.fixture
    def subject(self) -> DocumentWriter:
        return DocumentWriter()
