"""The place of a posting from an object, by the words in its keys."""

import re
from typing import Any

from resume_tailor.adapters.scraping.sources.jobs.keys import Object, plain_key
from resume_tailor.adapters.scraping.sources.places import join_place
from resume_tailor.adapters.scraping.sources.values import is_said, text_in

_LOCATION = re.compile(
    r"^(?:(?:job|primary|formatted|display|work|office|position|all|posting|standardi[sz]ed|full|short|candidaterequired)?"
    r"locations?(?:name|text|display|label|string|restrictions?)?|arbeitsort\w*|lieutravail|place|(?:work)?(?:place)?address|offices?"
    r"|location_?name|city|jobgeo|geo|regions?|area|stellenlokation(?:en)?|countries)$"
)
_SECOND = re.compile(r"secondary|additional|other", re.IGNORECASE)
_OF_WORK = r"(?:job|work|workplace|position|location|office|address)?"
_CITY = re.compile(
    rf"^{_OF_WORK}(?:city|cityname|town|locality|addresslocality|municipality|ort|kommun)$"
)
_CITY_PART = re.compile(r"^(?:citypart|citydistrict|borough)$")
_REGION = re.compile(
    rf"^{_OF_WORK}(?:region|regionname|state|province|statename|addressregion|district)$"
)
_COUNTRY = re.compile(rf"^{_OF_WORK}(?:country|countryname|addresscountry|countrycode|land)$")
_STREET = re.compile(r"^(?:street|streetaddress|address1|line1)$")
_DEEPEST = 4
_WHOLE = (
    "fullLocation",
    "locationName",
    "formattedAddress",
    "expanded",
    "compact",
    "name",
    "label",
    "displayName",
    "location",
    "text",
    "descriptor",
)


def location_in(data: Object) -> str:
    """Where the work is: one place, or several separated by semicolons."""
    found = _said_places(data)
    for part in data.values():
        if not found and isinstance(part, dict):
            found = _said_places(part)
    own = _place_of_parts(data)
    texts = list(dict.fromkeys(filter(None, [*found, own])))
    best = max(texts, key=_detail, default="")
    several = [place for place in _list_of_places(data) if place != best]
    if several and best in _list_of_places(data):
        return "; ".join([best, *several][:6])
    return best


def _said_places(data: Object) -> list[str]:
    return [
        place
        for key, value in data.items()
        if _LOCATION.match(plain_key(key)) and not _SECOND.search(key)
        for place in _places(value)
    ]


def _places(value: Any, depth: int = 0) -> list[str]:
    if isinstance(value, str):
        text = " ".join(value.split())
        return [text] if 1 < len(text) <= 150 and is_said(text) else []
    if isinstance(value, list) and depth < _DEEPEST:
        return [place for part in value[:6] for place in _places(part, depth + 1)][:1]
    if not isinstance(value, dict):
        return []
    parts = _place_of_parts(value)
    whole = next(
        (value[n] for n in _WHOLE if isinstance(value.get(n), str) and is_said(value[n])), ""
    )
    nested = [_place_of_parts(v) for v in value.values() if isinstance(v, dict)]
    return list(filter(None, [parts, whole.strip(), *nested]))


def _list_of_places(data: Object) -> list[str]:
    for key, value in data.items():
        if _LOCATION.match(plain_key(key)) and isinstance(value, list) and len(value) > 1:
            places = [(_places(part) or [""])[0] for part in value]
            return list(dict.fromkeys(filter(None, places)))
    return []


def _place_of_parts(data: Object) -> str:
    def first(pattern: re.Pattern[str]) -> str:
        said = (
            (key, _short(value)) for key, value in data.items() if pattern.match(plain_key(key))
        )
        return min(((len(key), text) for key, text in said if text), default=(0, ""))[1]

    city, part = first(_CITY), first(_CITY_PART)
    city = f"{city} – {part}" if city and part else city
    parts = [city, first(_REGION), first(_COUNTRY)]
    return join_place(parts, first(_STREET)) if any(parts[:2]) else ""


def _short(value: Any) -> str:
    text = text_in(value) if isinstance(value, str | dict) else ""
    return text if len(text) <= 80 and "\n" not in text and not text.startswith("urn:") else ""


def _detail(place: str) -> tuple[int, int]:
    """More parts say more, up to three; of these the longer text."""
    return min(place.count(",") + 1, 3), len(place) if len(place) < 90 else 0
