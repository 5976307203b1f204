"""The resume as plain text, for forms that take nothing else."""

import textwrap
from collections.abc import Iterator

from resume_tailor.domain.model.resume import Entry, Line, LineKind, Resume

_WIDTH = 80


def to_text(resume: Resume) -> str:
    """At most 80 characters a line, ending in one newline."""
    return "\n".join(_lines(resume)) + "\n"


def _lines(resume: Resume) -> Iterator[str]:
    contact = resume.contact
    yield from filter(None, (contact.name, *contact.other, " | ".join(contact.details)))
    for section in resume.sections:
        yield ""
        yield section.heading.upper()
        yield from _wrapped(section.lines)
        for entry in section.entries:
            yield from _entry(entry)


def _entry(entry: Entry) -> Iterator[str]:
    yield ""
    yield from filter(None, (entry.header,))
    yield from _wrapped(entry.lines)


def _wrapped(lines: tuple[Line, ...]) -> Iterator[str]:
    for line in lines:
        mark = "  " * line.depth + "- " if line.kind is LineKind.BULLET else ""
        yield textwrap.fill(
            line.text,
            _WIDTH,
            initial_indent=mark,
            subsequent_indent=" " * len(mark),
            break_long_words=False,
            break_on_hyphens=False,
        )
