"""How sure the reader is, and what it says that it may not have understood."""

from collections.abc import Iterator, Sequence

from resume_tailor.adapters.reading.layout.page import Box, Document, Run
from resume_tailor.adapters.reading.layout.section_names import kind_of, likely_kind
from resume_tailor.domain.model.reading_report import Doubt, LeftOut, Place, ReadingReport
from resume_tailor.domain.model.resume import Resume, Section, SectionKind

_DATED = frozenset({SectionKind.EXPERIENCE, SectionKind.EDUCATION})
_NAMED, _LIKELY, _BY_LOOK, _NO_HEADING = 1.0, 0.9, 0.7, 0.5
_RECOGNISED = 0.9


def confidence(section: Section, document: Document) -> float:
    """From how the heading was found, and the share of entries that have a name and dates; 0 to 1.
    A rule of thumb, not a probability."""
    if not section.heading:
        sure = _NO_HEADING
    elif kind_of(section.heading):
        sure = _NAMED
    else:
        sure = _LIKELY if likely_kind(section.heading) else _BY_LOOK
    if section.kind in _DATED:
        whole = sum(bool(e.dates and (e.organisation or e.title)) for e in section.entries)
        sure *= 0.4 + 0.6 * whole / max(1, len(section.entries))
    return round(sure * (_RECOGNISED if document.recognised else 1.0), 2)


def report(
    resume: Resume, document: Document, repeated: Sequence[Run], labels: Sequence[str]
) -> ReadingReport:
    """What was left out, and all doubts."""
    left_out = [LeftOut(h.text, h.reason, place_of(h.page, h.box)) for h in document.hidden]
    left_out += [
        LeftOut(run.text, "repeated on the pages", place_of(run.page, run.box)) for run in repeated
    ]
    left_out += [LeftOut(label, "a label of the contact") for label in labels]
    doubts = (*_doubts_on_document(resume, document), *_doubts_on_sections(resume))
    return ReadingReport(tuple(doubts), tuple(left_out), document.recognised, document.photos)


def _doubts_on_document(resume: Resume, document: Document) -> Iterator[Doubt]:
    if not resume.contact.name:
        yield Doubt("No name was found.")
    if not resume.contact.email:
        yield Doubt("No e-mail address was found.")
    if document.recognised:
        yield Doubt("The text was recognised from pictures; letters may be wrong.")
    if document.unknown:
        yield Doubt(f"{document.unknown} characters have no meaning in the fonts of the file.")
    if document.hidden:
        yield Doubt("The file holds text that nobody can see; it was left out.")


def _doubts_on_sections(resume: Resume) -> Iterator[Doubt]:
    if not any(section.heading for section in resume.sections):
        yield Doubt("No headings were found, so that all text is in one section.")
    for section in resume.sections:
        if section.heading and not likely_kind(section.heading):
            yield Doubt(f"It is not known what '{section.heading}' is about.", section.id)
        if section.kind is SectionKind.EXPERIENCE and not section.entries:
            yield Doubt(f"No jobs were found under '{section.heading}'.", section.id)
        for entry in section.entries:
            if section.kind in _DATED and not entry.dates:
                yield Doubt(f"No dates were found for '{entry.header}'.", entry.id)
            if not entry.organisation and section.kind in _DATED:
                yield Doubt(f"No organisation was found for '{entry.header}'.", entry.id)


def place_of(page: int, box: Box) -> Place:
    """A box on a page, in the words of the domain."""
    return Place(page, box.x0, box.y0, box.x1, box.y1)
