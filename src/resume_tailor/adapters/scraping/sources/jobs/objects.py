"""Job postings in JSON of any shape: answers of APIs, and the state that pages carry in scripts.

Systems differ in their keys but little in their words: a posting is an object with a title, a long
text, and keys that speak of work. Objects are found by that, and read by the words in their keys.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from resume_tailor.adapters.scraping.markup.markdown import html_to_markdown
from resume_tailor.adapters.scraping.sources.companies import company_by
from resume_tailor.adapters.scraping.sources.found import Found
from resume_tailor.adapters.scraping.sources.jobs.companies import (
    address_words,
    company_around,
    company_in,
    slug_in,
)
from resume_tailor.adapters.scraping.sources.jobs.fields import (
    employment_in,
    in_one_language,
    is_closed,
    language_in,
    remote_in,
    salary_in,
    title_in,
)
from resume_tailor.adapters.scraping.sources.jobs.keys import Object
from resume_tailor.adapters.scraping.sources.jobs.places import location_in
from resume_tailor.adapters.scraping.sources.jobs.texts import description_in
from resume_tailor.adapters.scraping.words import phrases

_DEEPEST = 14
_MOST_OBJECTS, _MOST_JOBS = 20_000, 100
_SHORTEST = 120
"""Characters of description; less is a teaser in a list."""
_OF_WORK = re.compile(
    r"job|position|vacan|employ|salar|compensat|appl(?:y|ication)|hiring|career|remote|department|requisition"
    r"|recruit|location|contract|schedule|city|offer|skills|seniority|industr|region|country|expire|deadline"
    r"|compan|employer|firma|arbeit|stellen|beruf|emploi|empleo|experience|posted|posting|publish|team\b|work",
    re.IGNORECASE,
)
_FEWEST_OF_WORK, _MANY_WORDS = 2, 4
"""Keys that speak of work, or else words in the description that postings use."""


@dataclass(frozen=True, slots=True)
class JobObject:
    """An object that is a posting, and how sure that is."""

    data: Object
    found: Found
    weight: int


def job_objects(document: Any, source: str, slug: str = "") -> list[JobObject]:
    """All postings in a document, those that are part of another left out; the surest first.
    `slug` is the employer's name in an address, for answers that do not say it."""
    jobs = [job for data, above in _objects(document) if (job := _job(data, above, source, slug))]
    jobs.sort(key=lambda job: -job.weight)
    kept: list[JobObject] = []
    for job in jobs[:_MOST_JOBS]:
        if not any(_is_same(job, other) for other in kept):
            kept.append(job)
    return kept


def _is_same(one: JobObject, other: JobObject) -> bool:
    """Of one posting: the same title, or one is a part of the other."""
    if one.found.title.casefold() == other.found.title.casefold():
        return True
    return _holds(one.data, other.data) or _holds(other.data, one.data)


def _holds(data: Any, part: Object, depth: int = 0) -> bool:
    values = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    return any(
        value is part or (depth < _DEEPEST and _holds(value, part, depth + 1)) for value in values
    )


def _objects(document: Any) -> Iterator[tuple[Object, Object]]:
    """Every object with the one that it is in, the outer before the inner."""
    todo: list[tuple[Any, Object, int]] = [(document, {}, 0)]
    seen = 0
    while todo and seen < _MOST_OBJECTS:
        data, above, depth = todo.pop()
        if isinstance(data, dict):
            seen += 1
            yield data, above
            above = data
        parts = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
        if depth < _DEEPEST:
            todo += [(p, above, depth + 1) for p in parts if isinstance(p, dict | list) and p]


def _job(data: Object, above: Object, source: str, slug: str) -> JobObject | None:
    whole, data = data, in_one_language(data)
    title = title_in(data)
    if not title:
        return None
    of_work = sum(bool(_OF_WORK.search(key)) for key in data)
    description = description_in(data) if of_work else ""
    if len(description) < _SHORTEST:
        return None
    if of_work < _FEWEST_OF_WORK and phrases().count("asks", description) < _MANY_WORDS:
        return None
    found = Found(
        source,
        title=html_to_markdown(title),
        company=company_in(data)
        or company_around(above)
        or company_by(slug or slug_in(data), address_words(data), description),
        location=location_in(data),
        description=description,
        remote=remote_in(data),
        employment_type=employment_in(data),
        salary=salary_in(data),
        language=language_in(data),
        closed=is_closed(data),
    ).tidied()
    return JobObject(whole, found, of_work + 2 * bool(found.location) + 2 * bool(found.company))
