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
_BETWEEN = re.compile(r"\s*[,/|·•()\n]\s*|\s+[–—-]\s+")
_MAP = re.compile(
    r"//(?:www\.)?(?:google\.[a-z.]+/maps|maps\.google|goo\.gl/maps|maps\.app\.goo|mapy\.c|openstreetmap|maps\.apple|bing\.com/maps)"
)
_AT_END = re.compile(
    r"(?:in|à|en|a|v|ve|w|we|te|i|em|at|,)\s+([A-ZÀ-Ž][\w.’'-]*(?:[ -][A-ZÀ-Ža-zà-ž][\w.’'-]*){0,3})\s*$"
)
_IN_CITY = re.compile(
    r"\b(?:in|à|en|v|w|te|em|at) (?:our |the |nos |der |unserem )?((?:[A-ZÀ-Ž][\w.’'-]+[ -]?){1,3})"
)
_STATE = re.compile(r"^(.+?)[ ]([A-Z]{2})$")
_CODE = re.compile(r"[A-Z]{2,3}")
_COUNTRIES = dict(
    entry.split(" ", 1)
    for entry in [
        "AD Andorra",
        "AE United Arab Emirates",
        "AL Albania",
        "AM Armenia",
        "AR Argentina",
        "AT Austria",
        "AU Australia",
        "AZ Azerbaijan",
        "BA Bosnia and Herzegovina",
        "BD Bangladesh",
        "BE Belgium",
        "BG Bulgaria",
        "BH Bahrain",
        "BO Bolivia",
        "BR Brazil",
        "BY Belarus",
        "CA Canada",
        "CH Switzerland",
        "CL Chile",
        "CN China",
        "CO Colombia",
        "CR Costa Rica",
        "CY Cyprus",
        "CZ Czechia",
        "DE Germany",
        "DK Denmark",
        "DO Dominican Republic",
        "DZ Algeria",
        "EC Ecuador",
        "EE Estonia",
        "EG Egypt",
        "ES Spain",
        "ET Ethiopia",
        "FI Finland",
        "FR France",
        "GB United Kingdom",
        "GE Georgia",
        "GH Ghana",
        "GR Greece",
        "GT Guatemala",
        "HK Hong Kong",
        "HN Honduras",
        "HR Croatia",
        "HU Hungary",
        "ID Indonesia",
        "IE Ireland",
        "IL Israel",
        "IN India",
        "IQ Iraq",
        "IS Iceland",
        "IT Italy",
        "JM Jamaica",
        "JO Jordan",
        "JP Japan",
        "KE Kenya",
        "KR South Korea",
        "KW Kuwait",
        "KZ Kazakhstan",
        "LB Lebanon",
        "LI Liechtenstein",
        "LK Sri Lanka",
        "LT Lithuania",
        "LU Luxembourg",
        "LV Latvia",
        "MA Morocco",
        "MC Monaco",
        "MD Moldova",
        "ME Montenegro",
        "MK North Macedonia",
        "MT Malta",
        "MU Mauritius",
        "MX Mexico",
        "MY Malaysia",
        "NG Nigeria",
        "NI Nicaragua",
        "NL Netherlands",
        "NO Norway",
        "NP Nepal",
        "NZ New Zealand",
        "OM Oman",
        "PA Panama",
        "PE Peru",
        "PH Philippines",
        "PK Pakistan",
        "PL Poland",
        "PR Puerto Rico",
        "PT Portugal",
        "PY Paraguay",
        "QA Qatar",
        "RO Romania",
        "RS Serbia",
        "RU Russia",
        "RW Rwanda",
        "SA Saudi Arabia",
        "SE Sweden",
        "SG Singapore",
        "SI Slovenia",
        "SK Slovakia",
        "SN Senegal",
        "SV El Salvador",
        "TH Thailand",
        "TN Tunisia",
        "TR Turkey",
        "TW Taiwan",
        "TZ Tanzania",
        "UA Ukraine",
        "UG Uganda",
        "UK United Kingdom",
        "US United States",
        "UY Uruguay",
        "UZ Uzbekistan",
        "VE Venezuela",
        "VN Vietnam",
        "ZA South Africa",
        "ZM Zambia",
        "ZW Zimbabwe",
    ]
)
"""ISO 3166-1 codes, in English."""
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
    found = _AT_END.search(title)
    return found[1] if found and found[1] in _cities() else ""


def city_in_text(text: str) -> str:
    """The first city that a text says something is in; empty if it names none."""
    for found in _IN_CITY.finditer(text):
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
    lines = _CITIES.read_text("utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))


def country_named(code: str) -> str:
    """`GB` as `United Kingdom`; what is no known code as it stands."""
    return _COUNTRIES.get(code.strip().upper(), code) if len(code.strip()) == 2 else code


def _tidy(part: str) -> str:
    return " ".join(part.split()).strip(" ,;")


def is_only_country(place: str) -> bool:
    """Whether a place names a country and nothing in it."""
    return bool(_ONLY_COUNTRY.fullmatch(place.strip()))
