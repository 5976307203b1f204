"""The resume as Markdown: the plain form that people, clients and diffs read.

Only characters that would change the meaning of the text are escaped, so that what is copied out
of the Markdown is what stood in the resume.
"""

import re
from collections.abc import Iterator

from resume_tailor.domain.model.resume import Contact, Entry, Line, LineKind, Resume, Section


def to_markdown(resume: Resume) -> str:
    """The whole resume, ending in one newline."""
    blocks = [*_contact(resume.contact)]
    for section in resume.sections:
        blocks.extend(_section(section))
    return "\n\n".join(blocks) + "\n"


def _contact(contact: Contact) -> Iterator[str]:
    if contact.name:
        yield f"# {escape(contact.name)}"
    if contact.details:
        yield " | ".join(escape(part) for part in contact.details)
    yield from (escape(text) for text in contact.other)


def _section(section: Section) -> Iterator[str]:
    if section.heading:
        yield f"## {escape(section.heading)}"
    yield from _lines(section.lines)
    for entry in section.entries:
        yield from _entry(entry)


def _entry(entry: Entry) -> Iterator[str]:
    names = ", ".join(escape(part) for part in (entry.title, entry.organisation) if part)
    if names:
        yield f"### {names}"
    parts = (entry.location, entry.dates, *entry.details)
    details = " | ".join(escape(part) for part in parts if part)
    if details:
        yield f"*{details}*"
    yield from _lines(entry.lines)


def _lines(lines: tuple[Line, ...]) -> Iterator[str]:
    """Bullets that follow each other make one list, each paragraph is a block of its own."""
    bullets: list[str] = []
    for line in lines:
        if line.kind is LineKind.BULLET:
            bullets.append(f"{'  ' * line.depth}- {escape(line.text)}")
            continue
        if bullets:
            yield "\n".join(bullets)
            bullets = []
        yield escape(line.text)
    if bullets:
        yield "\n".join(bullets)


def escape(text: str) -> str:
    """Text such that Markdown shows it as it stands."""
    text = re.sub(r"([\\`*_\[\]<>|])", r"\\\1", " ".join(text.split()))
    return re.sub(r"^(#+ |[-+] |\d+[.)] )", lambda found: "\\" + found[0], text)
