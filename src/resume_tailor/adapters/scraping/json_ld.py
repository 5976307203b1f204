"""schema.org JobPosting in JSON-LD: what an employer says for machines to read."""

import json
from collections.abc import Iterator
from typing import Any

from resume_tailor.adapters.scraping.markup import html_to_markdown, tidy
from resume_tailor.domain.model.job_posting import JobPosting

_SECTIONS = ("responsibilities", "qualifications", "skills", "experienceRequirements")


def read_json_ld(tree: Any, url: str) -> JobPosting | None:
    """The first JobPosting of a page that has a title and a description."""
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or ""):
            for item in _items(_load(script.text or "")):
                posting = _posting(item, url)
                if posting.title and posting.description:
                    return posting
    return None


def _load(text: str) -> Any:
    try:
        return json.loads(text.strip().removesuffix(";"), strict=False)
    except (json.JSONDecodeError, RecursionError):
        return None


def _items(data: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """Every JobPosting in a document, however deep in graphs and lists."""
    if depth > 8:
        return
    if isinstance(data, list):
        for part in data:
            yield from _items(part, depth + 1)
    elif isinstance(data, dict):
        types = data.get("@type")
        if "JobPosting" in (types if isinstance(types, list) else [types]):
            yield data
        for part in data.values():
            if isinstance(part, dict | list):
                yield from _items(part, depth + 1)


def _posting(item: dict[str, Any], url: str) -> JobPosting:
    description = html_to_markdown(_text(item.get("description")))
    for name in _SECTIONS:
        extra = html_to_markdown(_text(item.get(name)))
        if extra and extra not in description:
            description += f"\n\n## {name.removesuffix('Requirements').capitalize()}\n\n{extra}"
    return JobPosting(
        title=tidy(html_to_markdown(_text(item.get("title") or item.get("name")))),
        company=tidy(html_to_markdown(_text(item.get("hiringOrganization")))),
        location=_location(item),
        description=description,
        url=url,
    )


def _text(value: Any) -> str:
    if isinstance(value, dict):
        return _text(value.get("name") or value.get("@value"))
    if isinstance(value, list):
        return "\n".join(filter(None, (_text(part) for part in value)))
    return value if isinstance(value, str) else ""


def _location(item: dict[str, Any]) -> str:
    places = item.get("jobLocation")
    for place in places if isinstance(places, list) else [places]:
        address = place.get("address") if isinstance(place, dict) else place
        if isinstance(address, dict):
            names = ("addressLocality", "addressRegion", "addressCountry")
            parts = [tidy(_text(address.get(name))) for name in names]
            if any(parts):
                return ", ".join(dict.fromkeys(filter(None, parts)))
        elif address:
            return tidy(_text(address))
    return "Remote" if item.get("jobLocationType") == "TELECOMMUTE" else ""
