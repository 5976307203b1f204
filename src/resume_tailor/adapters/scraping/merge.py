"""One posting from what several sources say, the most trusted first."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from resume_tailor.adapters.scraping.sources.found import Found
from resume_tailor.adapters.scraping.sources.places import is_only_country

FEWEST = 120
"""Characters of a description that is worth the name."""
_TEASER = 1.5
"""How many times longer the page's own text must be for a description to be a teaser of it."""
_CONTAINED = 0.7
"""Share of a description's words that must stand in the longer text."""
_LONGEST_PLACE = 80
_MERGED = ("title", "company", "location", "remote", "employment_type", "salary", "language")


@dataclass(frozen=True, slots=True)
class Merged:
    """The fields, and by the name of each the source that it came from."""

    found: Found
    origins: dict[str, str] = field(default_factory=dict)


def merge(sources: Sequence[Found]) -> Merged:
    """The first source that says a field gives it; a place that is only a country gives way to one
    that says more, a description that is a teaser to the text that it begins."""
    values: dict[str, str] = {}
    origins: dict[str, str] = {}
    for name in _MERGED:
        said = [(getattr(s, name), s.source) for s in sources if getattr(s, name)]
        if name == "location":
            said.sort(key=lambda pair: is_only_country(pair[0]))
            said = [_fuller(said[0], said[1:])] if said else []
        if said:
            values[name], origins[name] = said[0]
    best = _best_description(sources)
    if best:
        values["description"], origins["description"] = best.description, best.source
    closed = any(source.closed for source in sources)
    return Merged(Found(origins.get("description", ""), **values, closed=closed), origins)


def _fuller(place: tuple[str, str], others: Sequence[tuple[str, str]]) -> tuple[str, str]:
    """A place with its region, where another source says that of the same city."""
    city = place[0].split(",")[0].casefold()
    for other in others:
        if other[0].casefold().startswith(city) and len(place[0]) < len(other[0]) <= _LONGEST_PLACE:
            return other
    return place


def _best_description(sources: Sequence[Found]) -> Found | None:
    said = [source for source in sources if len(source.description) >= FEWEST]
    if not said:
        said = [source for source in sources if source.description]
    best = said[0] if said else None
    for other in said[1:]:
        assert best, "there is a first"
        longer = len(other.description) > _TEASER * len(best.description)
        if longer and _share(best.description, other.description) >= _CONTAINED:
            best = other
    return best


def _share(short: str, long: str) -> float:
    words, others = (re.findall(r"\w+", text.casefold()) for text in (short, long))
    known = set(others)
    return sum(word in known for word in words) / len(words) if words else 0.0
