"""Places, from their parts."""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

_ONLY_COUNTRY = re.compile(
    r"[A-Z]{2,3}|(?i:united states(?: of america)?|usa|u\.s\.a?\.?|united kingdom|great britain|england|scotland|wales|ireland"
    r"|germany|deutschland|austria|österreich|switzerland|schweiz|suisse|france|spain|españa|italy|italia|portugal|poland|polska"
    r"|czechia|czech republic|česko|česká republika|slovakia|slovensko|netherlands|nederland|belgium|belgique|belgië|sweden"
    r"|sverige|norway|norge|denmark|danmark|finland|suomi|hungary|magyarország|romania|românia|bulgaria|greece|ukraine|india"
    r"|china|japan|日本|canada|australia|new zealand|brazil|brasil|mexico|méxico|argentina|chile|colombia|singapore|israel"
    r"|turkey|türkiye|south africa|europe|emea|apac|worldwide|anywhere)"
)
_CITIES = Path(__file__).parent / "cities.txt"
_COUNTRIES = Path(__file__).parent / "countries.txt"
_BETWEEN = re.compile(r"\s*[,/|·•()\n]\s*|\s+[–—-]\s+")
_MAP = re.compile(
    r"//(?:www\.)?(?:google\.[a-z.]+/maps|maps\.google|goo\.gl/maps|maps\.app\.goo|mapy\.c|openstreetmap|maps\.apple|bing\.com/maps)"
)
_AT_END = re.compile(
    r"(?:\b(?:in|à|en|a|v|ve|w|we|te|i|em|at)|,)\s+([A-ZÀ-Ž][\w.’'-]*(?: [A-ZÀ-Ža-zà-ž][\w.’'-]*){0,3})$"
)
_IN_CITY = re.compile(
    r"(?<!headquartered )(?<!headquarters )(?<!center )(?<!centre )(?<!offices )(?<!born )(?<!founded )\b(?:in|à|en|v|w|te|em|at) (?:our |the |nos |der |unserem )?((?:[A-ZÀ-Ž][\w.’'-]+[ -]?){1,3})"
)
_LONGEST_END = 80
_POSTAL = re.compile(
    r"(?<![\d.,])(?:[A-Z]{1,2}-)?\d{4,5} ((?:[A-ZÀ-Ž][\w.’'-]+)(?: [A-ZÀ-Žad][\w.’'-]*){0,2})"
)
_STATE = re.compile(r"^(.+?)[ ]([A-Z]{2})$")
_CODE = re.compile(r"[A-Z]{2,3}")
_POSTCODE = re.compile(r"^[\d\s-]{3,10}$")


def join_place(parts: Sequence[str], street: str = "") -> str:
    """City, region and country, each said once: what is a postcode or repeats the part before it
    is left out. A street counts only where nothing else is known but the country."""
    *inner, country = parts
    known = [
        part
        for part in (_tidy(p) for p in (*inner, country_named(country)))
        if part and not _POSTCODE.match(part)
    ]
    if street and len(known) < 2 and not any(len(part) > 2 for part in known):
        known.insert(0, _tidy(street))
    said: list[str] = []
    for part in known:
        if part.casefold() not in (", ".join(said)).casefold().split(", "):
            said.append(part)
    return ", ".join(said)


def is_map(href: str) -> bool:
    """Whether a link leads to a map."""
    return bool(_MAP.search(href))


def place_at_end(title: str) -> str:
    """The city at the end of a title: `Nurse in Leeds`."""
    found = _AT_END.search(title[-_LONGEST_END:].rstrip())
    return found[1] if found and found[1] in _cities() else ""


def city_of_address(text: str) -> str:
    """The city behind the first postcode, as in `Sallstraße 18, 30171 Hannover`."""
    return _first_city(_POSTAL, text)


def city_in_text(text: str) -> str:
    """The first city that a text says something is in; empty if it names none."""
    return _first_city(_IN_CITY, text)


def _first_city(pattern: re.Pattern[str], text: str) -> str:
    """The longest name of a city that one of the matches begins with."""
    for found in pattern.finditer(text):
        words = found[1].split()
        for end in range(len(words), 0, -1):
            name = " ".join(words[:end]).strip(".,")
            if name in _cities():
                return name
    return ""


def place_in_line(line: str) -> str:
    """The place in a short line, such as `Acme GmbH · 10115 Berlin · Vollzeit`; empty if it names no
    known city."""
    parts = [re.sub(r"^(?:[A-Z]{1,2}-)?\d{4,6}\s+", "", part) for part in _BETWEEN.split(line)]
    for number, part in enumerate(parts):
        stated = _STATE.match(part)
        if stated and stated[1] in _cities():
            return f"{stated[1]}, {stated[2]}"
        if part in _cities():
            following = parts[number + 1 : number + 3]
            region = [
                p for p in following if p in _cities() or is_only_country(p) or _CODE.fullmatch(p)
            ]
            return ", ".join([part, *region[: 2 if following[:1] == region[:1] else 0]])
    return ""


@cache
def _cities() -> frozenset[str]:
    return frozenset(_lines(_CITIES))


@cache
def _countries() -> dict[str, str]:
    """Names by ISO 3166-1 code."""
    return dict(line.split(" ", 1) for line in _lines(_COUNTRIES))


def _lines(file: Path) -> list[str]:
    return [line for line in file.read_text("utf-8").splitlines() if not line.startswith("#")]


def country_named(code: str) -> str:
    """`GB` as `United Kingdom`; what is no known code as it stands."""
    return _countries().get(code.strip().upper(), code) if len(code.strip()) == 2 else code


def _tidy(part: str) -> str:
    return " ".join(part.split()).strip(" ,;")


def is_only_country(place: str) -> bool:
    """Whether a place names a country and nothing in it."""
    return bool(_ONLY_COUNTRY.fullmatch(place.strip()))
