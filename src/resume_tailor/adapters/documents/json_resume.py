"""The resume as JSON Resume (jsonresume.org, schema 1.0.0).

What the schema has no place for stands under `meta.resumeTailor`, so that nothing is lost.
"""

import json
import re
from typing import Any

from resume_tailor.domain.model.resume import Contact, Entry, Resume, Section, SectionKind

_SCHEMA = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json"


def to_json_resume(resume: Resume) -> str:
    """The document as indented JSON."""
    sections = resume.sections
    document: dict[str, Any] = {
        "$schema": _SCHEMA,
        "basics": _basics(resume.contact, sections),
        "work": [_work(e) for e in _entries(sections, SectionKind.EXPERIENCE)],
        "volunteer": [_volunteer(e) for e in _entries(sections, SectionKind.VOLUNTEERING)],
        "education": [_education(e) for e in _entries(sections, SectionKind.EDUCATION)],
        "projects": [_project(e) for e in _entries(sections, SectionKind.PROJECTS)],
        "skills": [_skill(text) for text in _texts(sections, SectionKind.SKILLS)],
        "languages": [{"language": text} for text in _texts(sections, SectionKind.LANGUAGES)],
        "certificates": [{"name": text} for text in _texts(sections, SectionKind.CERTIFICATIONS)],
        "awards": [{"title": text} for text in _texts(sections, SectionKind.AWARDS)],
        "publications": [{"name": text} for text in _texts(sections, SectionKind.PUBLICATIONS)],
        "interests": [{"name": text} for text in _texts(sections, SectionKind.INTERESTS)],
        "references": [{"reference": text} for text in _texts(sections, SectionKind.REFERENCES)],
        "meta": {"resumeTailor": {"sections": [_whole(section) for section in sections]}},
    }
    return json.dumps({k: v for k, v in document.items() if v}, ensure_ascii=False, indent=2) + "\n"


def _basics(contact: Contact, sections: tuple[Section, ...]) -> dict[str, Any]:
    basics: dict[str, Any] = {
        "name": contact.name,
        "label": contact.other[0] if contact.other else "",
        "email": contact.email,
        "phone": contact.phone,
        "summary": "\n".join(_texts(sections, SectionKind.SUMMARY)),
        "location": {"address": contact.location} if contact.location else {},
        "profiles": [{"url": link} for link in contact.links],
    }
    return {key: value for key, value in basics.items() if value}


def _entries(sections: tuple[Section, ...], kind: SectionKind) -> list[Entry]:
    return [entry for section in sections if section.kind is kind for entry in section.entries]


def _texts(sections: tuple[Section, ...], kind: SectionKind) -> list[str]:
    return [line.text for section in sections if section.kind is kind for line in section.lines]


def _dates(entry: Entry) -> dict[str, str]:
    """The years, in the schema's form; the words as printed stand under `meta`."""
    years = re.findall(r"(?:19|20)\d\d", entry.dates)
    return dict(zip(("startDate", "endDate"), years[:2], strict=False))


def _highlights(entry: Entry) -> list[str]:
    return [line.text for line in entry.lines]


def _filled(**values: Any) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value}


def _work(entry: Entry) -> dict[str, Any]:
    return _filled(
        name=entry.organisation,
        position=entry.title,
        location=entry.location,
        **_dates(entry),
        highlights=_highlights(entry),
    )


def _volunteer(entry: Entry) -> dict[str, Any]:
    return _filled(
        organization=entry.organisation,
        position=entry.title,
        **_dates(entry),
        highlights=_highlights(entry),
    )


def _education(entry: Entry) -> dict[str, Any]:
    return _filled(
        institution=entry.organisation,
        area=entry.title,
        **_dates(entry),
        courses=_highlights(entry),
    )


def _project(entry: Entry) -> dict[str, Any]:
    return _filled(
        name=entry.organisation or entry.title,
        description=entry.title if entry.organisation else "",
        **_dates(entry),
        highlights=_highlights(entry),
    )


def _skill(text: str) -> dict[str, Any]:
    label, colon, items = text.partition(":")
    keywords = [item.strip() for item in items.split(",") if item.strip()]
    return {"name": label.strip(), "keywords": keywords} if colon and keywords else {"name": text}


def _whole(section: Section) -> dict[str, Any]:
    return _filled(
        heading=section.heading,
        kind=section.kind.value,
        lines=[{"id": line.id, "text": line.text} for line in section.lines],
        entries=[
            _filled(
                id=entry.id,
                title=entry.title,
                organisation=entry.organisation,
                location=entry.location,
                dates=entry.dates,
                details=list(entry.details),
                lines=[{"id": line.id, "text": line.text} for line in entry.lines],
            )
            for entry in section.entries
        ],
    )
