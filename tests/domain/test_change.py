import pytest
from hypothesis import given
from hypothesis import strategies as st

from resume_tailor.domain.errors import ChangeRefused
from resume_tailor.domain.model.change import Edit, Insert, Remove, Reorder, Rewrite
from resume_tailor.domain.model.identifiers import LineId, ParentId
from resume_tailor.domain.model.resume import Resume
from tests.domain.strategies import edits, resumes
from tests.samples import a_resume


def texts(resume: Resume, parent: str) -> list[str]:
    found = resume.parent(parent)
    assert found is not None
    return [line.text for line in found.lines]


@given(st.data())
def test_an_edit_leaves_every_other_line_as_it_was(data: st.DataObject) -> None:
    resume = data.draw(resumes())
    edit = data.draw(edits(resume))
    edited = edit.apply(resume)
    touched = None if isinstance(edit, Reorder) else edit.line
    before = {line.id: line for line in resume.lines() if line.id != touched}
    after = {line.id: line for line in edited.lines() if line.id != touched}
    assert after == before


@given(st.data())
def test_an_edit_never_touches_contact_headings_or_headers(data: st.DataObject) -> None:
    resume = data.draw(resumes())
    edited = data.draw(edits(resume)).apply(resume)
    assert edited.contact == resume.contact
    assert [s.heading for s in edited.sections] == [s.heading for s in resume.sections]
    assert [e.header for _, e in edited.entries()] == [e.header for _, e in resume.entries()]


def test_insert_goes_after_the_line_or_first_under_the_parent() -> None:
    resume = a_resume()
    after_line = Insert(LineId("e2.b1"), LineId("e2.c1"), "New").apply(resume)
    first = Insert(ParentId("e2"), LineId("e2.c1"), "New").apply(resume)
    assert texts(after_line, "e2")[1] == "New"
    assert texts(first, "e2")[0] == "New"


def test_a_line_is_always_one_line_of_text() -> None:
    assert texts(Rewrite(LineId("e2.b1"), " a\n b ").apply(a_resume()), "e2")[0] == "a b"


@pytest.mark.parametrize(
    "edit",
    [
        Rewrite(LineId("e9.b1"), "text"),
        Rewrite(LineId("e1"), "a header is no line"),
        Rewrite(LineId("e1.b1"), "  "),
        Remove(LineId("e1.b9")),
        Insert(LineId("e9.b1"), LineId("e9.c1"), "text"),
        Insert(LineId("e1.b1"), LineId("e1.b2"), "an id that is taken"),
        Reorder(ParentId("e9"), ()),
        Reorder(ParentId("e1"), (LineId("e1.b1"), LineId("e1.b2"))),
        Reorder(ParentId("e1"), (LineId("e1.b1"), LineId("e1.b1"), LineId("e1.b2"))),
        Reorder(ParentId("e1"), (LineId("e1.b1"), LineId("e1.b2"), LineId("e2.b1"))),
    ],
)
def test_an_edit_that_does_not_fit_is_refused(edit: Edit) -> None:
    with pytest.raises(ChangeRefused):
        edit.apply(a_resume())


def test_a_resume_with_an_id_twice_cannot_exist() -> None:
    resume = a_resume()
    with pytest.raises(ValueError, match=r"e1\.b1"):
        resume.with_lines(ParentId("e2"), tuple(resume.parents())[1].lines)
