"""What a schema.org JobPosting says, whatever syntax it stands in.

https://schema.org/JobPosting, as sites write it: texts as objects, objects as texts, HTML inside,
escaped twice, and null for what they do not know.
"""

import re
from typing import Any

from resume_tailor.adapters.scraping.markup.markdown import html_to_markdown
from resume_tailor.adapters.scraping.sources.companies import is_name
from resume_tailor.adapters.scraping.sources.found import Found
from resume_tailor.adapters.scraping.sources.places import join_place
from resume_tailor.adapters.scraping.sources.values import (
    employment_of,
    is_said,
    remote_of,
    salary_of,
    text_in,
)

Item = dict[str, Any]
JOB_POSTING = "JobPosting"
_SECTIONS = (
    ("responsibilities", "Responsibilities"),
    ("qualifications", "Qualifications"),
    ("skills", "Skills"),
    ("experienceRequirements", "Experience"),
    ("educationRequirements", "Education"),
    ("jobBenefits", "Benefits"),
)
_MOST_PLACES = 6
_LEVELS = re.compile(r"^https?://")


def types_of(item: Item) -> list[str]:
    """The types of a thing, by their local names."""
    types = item.get("@type", item.get("type"))
    return [
        str(name).rsplit("/", 1)[-1] for name in (types if isinstance(types, list) else [types])
    ]


def read_item(item: Item, source: str) -> Found:
    """The posting that an item describes."""
    return Found(
        source,
        title=text_in(item.get("title")) or text_in(item.get("name")),
        company=_company(item),
        location=_location(item),
        description=_description(item),
        remote=remote_of(text_in(item.get("jobLocationType"))),
        employment_type=employment_of(item.get("employmentType")),
        salary=salary_of(
            item.get("baseSalary") or item.get("estimatedSalary"), item.get("salaryCurrency")
        ),
        language=text_in(item.get("inLanguage"))[:2].lower(),
    ).tidied()


def _description(item: Item) -> str:
    description = html_to_markdown(text_in(item.get("description")))
    said = _words(description)
    for name, heading in _SECTIONS:
        extra = html_to_markdown(_section(item.get(name)))
        if len(extra) > 2 and _words(extra) not in said and not _LEVELS.match(extra):
            description += f"\n\n## {heading}\n\n{extra}"
    return description.strip()


def _section(value: Any) -> str:
    """A text; a list of texts as a list."""
    if isinstance(value, list) and len(value) > 1 and all(isinstance(v, str) for v in value):
        return "\n".join(part if "<" in part else f"- {part}" for part in value)
    if isinstance(value, dict) and not is_said(value.get("name")):
        months = value.get("monthsOfExperience")
        credential = text_in(value.get("credentialCategory"))
        if is_said(months):
            return f"{text_in(months)} months of experience"
        return credential
    return text_in(value)


def _company(item: Item) -> str:
    for name in ("hiringOrganization", "hiringorganization", "employer"):
        found = text_in(item.get(name))
        if is_name(found):
            return found
    return ""


def _location(item: Item) -> str:
    places = item.get("jobLocation")
    found: list[str] = []
    for place in places if isinstance(places, list) else [places]:
        text = _place(place)
        if text and text not in found:
            found.append(text)
    if found:
        return "; ".join(found[:_MOST_PLACES])
    allowed = _place(item.get("applicantLocationRequirements")) or text_in(
        item.get("applicantLocationRequirements")
    )
    if remote_of(text_in(item.get("jobLocationType"))) == "remote":
        return f"Remote ({allowed})" if allowed else "Remote"
    return allowed


def _place(place: Any) -> str:
    if isinstance(place, list):
        return _place(place[0]) if place else ""
    if not isinstance(place, dict):
        return text_in(place)
    address = place.get("address", place)
    if isinstance(address, list):
        address = address[0] if address else ""
    if not isinstance(address, dict):
        return text_in(address)
    parts = [
        text_in(address.get(name))
        for name in ("addressLocality", "addressRegion", "addressCountry")
    ]
    street = text_in(address.get("streetAddress"))
    return join_place(parts, street) or text_in(place.get("name"))


def _words(text: str) -> str:
    return re.sub(r"\W+", " ", text.casefold())
