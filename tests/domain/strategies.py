"""Hypothesis strategies for resumes and edits."""

from hypothesis import strategies as st

from resume_tailor.domain.model.change import Edit, Insert, Remove, Reorder, Rewrite
from resume_tailor.domain.model.identifiers import LineId, ParentId
from resume_tailor.domain.model.resume import (
    Contact,
    Entry,
    Line,
    LineKind,
    Resume,
    Section,
    SectionKind,
)

words = st.sampled_from(
    [
        "Built",
        "Ran",
        "Python",
        "k8s",
        "Postgres",
        "team",
        "of",
        "four",
        "12",
        "%",
        "(nightly)",
        "no",
        "|",
        "*",
        "é",
        "漢",
    ]
)
texts = st.lists(words, min_size=1, max_size=8).map(" ".join)


@st.composite
def resumes(draw: st.DrawFn) -> Resume:
    """One to three sections, each with loose lines and entries."""
    sections: list[Section] = []
    entries = 0
    for number in range(1, draw(st.integers(1, 3)) + 1):
        own: list[Entry] = []
        for _ in range(draw(st.integers(0, 2))):
            entries += 1
            own.append(
                Entry(
                    ParentId(f"e{entries}"),
                    draw(texts),
                    draw(texts),
                    "2019 - 2021",
                    "",
                    _lines(draw, f"e{entries}.b"),
                )
            )
        section = ParentId(f"s{number}")
        kind = draw(st.sampled_from(SectionKind))
        sections.append(
            Section(section, kind, draw(texts), _lines(draw, f"s{number}.l"), tuple(own))
        )
    return Resume(Contact(name="A Person", email="a@example.org"), tuple(sections))


def _lines(draw: st.DrawFn, prefix: str) -> tuple[Line, ...]:
    kinds = st.sampled_from(LineKind)
    found = draw(st.lists(st.tuples(texts, kinds), max_size=4))
    return tuple(
        Line(LineId(f"{prefix}{i}"), text, kind) for i, (text, kind) in enumerate(found, 1)
    )


@st.composite
def edits(draw: st.DrawFn, resume: Resume) -> Edit:
    """An edit that fits the resume."""
    ids = [line.id for line in resume.lines()]
    parents = [parent.id for parent in resume.parents()]
    kinds = ["insert", "reorder"] + (["rewrite", "remove"] if ids else [])
    match draw(st.sampled_from(kinds)):
        case "rewrite":
            return Rewrite(draw(st.sampled_from(ids)), draw(texts))
        case "remove":
            return Remove(draw(st.sampled_from(ids)))
        case "insert":
            after = draw(st.sampled_from([*parents, *ids]))
            return Insert(after, LineId("new.c1"), draw(texts))
        case _:
            parent = resume.parent(draw(st.sampled_from(parents)))
            assert parent is not None
            order = draw(st.permutations([line.id for line in parent.lines]))
            return Reorder(parent.id, tuple(order))
