"""From an answer for programs to the posting in it."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from resume_tailor.adapters.scraping.markup.markdown import html_to_markdown
from resume_tailor.adapters.scraping.markup.tree import parse
from resume_tailor.adapters.scraping.merge import merge
from resume_tailor.adapters.scraping.reading import posting_of
from resume_tailor.adapters.scraping.sources.apis import ApiRequest
from resume_tailor.adapters.scraping.sources.found import Found
from resume_tailor.adapters.scraping.sources.jobs.fields import is_closed
from resume_tailor.adapters.scraping.sources.jobs.objects import JobObject, job_objects
from resume_tailor.adapters.scraping.sources.json_ld import json_ld_items
from resume_tailor.adapters.scraping.sources.plain_text import read_plain_text
from resume_tailor.adapters.scraping.sources.schema_org import read_item
from resume_tailor.domain.errors import PostingIsListing, PostingNotFound
from resume_tailor.domain.model.job_posting import JobPosting

_TEXTS = ("text", "body", "content", "comment_text")
_ANSWER = "the system's answer"
_DEEPEST = 12


def read_data(document: Any, url: str, asked: ApiRequest | None = None) -> JobPosting:
    """The posting in JSON or XML. Raises `PostingNotFound`, or `PostingIsListing` where there are
    several and none was asked for."""
    jobs = job_objects(document, asked.name if asked else _ANSWER, asked.company if asked else "")
    if asked and asked.id and len(jobs) > 1:
        jobs = [job for job in jobs if _has_id(job, asked.id)][:1]
    if len(jobs) > 1:
        raise PostingIsListing
    found = jobs[0].found if jobs else _of_html(document) or _of_text(document)
    if found is None:
        raise PostingNotFound
    return posting_of(merge([found]), url)


def _has_id(job: JobObject, id_: str) -> bool:
    pattern = re.compile(rf"(?<![0-9a-z]){re.escape(id_)}(?![0-9a-z])", re.IGNORECASE)
    return any(
        pattern.search(str(value)) for value in job.data.values() if isinstance(value, str | int)
    )


def _of_html(document: Any) -> Found | None:
    """A posting in the schema.org markup that an answer carries along."""
    for text in _texts(document):
        tree = parse(text) if "ld+json" in text else None
        items = [] if tree is None else [read_item(item, "JSON-LD") for item in json_ld_items(tree)]
        if items:
            return replace(items[0], closed=items[0].closed or _says_closed(document))
    return None


def _says_closed(document: Any) -> bool:
    return isinstance(document, dict) and is_closed(document, _DEEPEST)


def _texts(data: Any, depth: int = 0) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif depth < _DEEPEST and isinstance(data, dict | list):
        for part in data.values() if isinstance(data, dict) else data:
            yield from _texts(part, depth + 1)


def _of_text(document: Any) -> Found | None:
    """A posting that is one text and nothing more, such as a comment in a forum."""
    texts = [v for k, v in document.items() if k in _TEXTS] if isinstance(document, dict) else []
    return next(
        (read_plain_text(html_to_markdown(text)) for text in texts if isinstance(text, str)), None
    )
