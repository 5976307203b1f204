"""The employer of a posting from an object, by the words in its keys and by its addresses."""

import re
from typing import Any

from resume_tailor.adapters.scraping.sources.apis import request_for
from resume_tailor.adapters.scraping.sources.jobs.keys import Object, plain_key, walk
from resume_tailor.adapters.scraping.sources.urls import parts_of
from resume_tailor.adapters.scraping.words import phrases

_COMPANY = re.compile(
    r"^(?:company|companyname|hiringorgname|orgname|employer|employername|organi[sz]ation|organi[sz]ationname|hiringorgani[sz]ation"
    r"|hiringcompany|companydetails|companytitle|clientname|brand|agency|arbeitgeber|entreprise|recruiter"
    r"|companyresolutionresult|department_?company|firma)$"
)
_MOST_WORDS = 30
_WRAPPINGS = ("data", "attributes", "node", "value")
_NAMES = ("name", "companyName", "company_name", "displayName", "title", "label", "legalName")


def slug_in(data: Object) -> str:
    """The employer's name in the addresses that the object holds of itself: the one that a known
    system puts there, else what their hosts and paths begin with."""
    urls = [
        v for v in data.values() if isinstance(v, str) and v.startswith("http") and len(v) < 500
    ]
    for url in urls:
        request = request_for(url)
        if request and request.company:
            return request.company
    return ""


def address_words(data: Object) -> list[str]:
    """Words in the addresses that the object holds, of which one may be the employer's name."""
    found: list[str] = []
    for value in data.values():
        if isinstance(value, str) and value.startswith("http") and len(value) < 500:
            parts = parts_of(value)
            words = [*(parts.hostname or "").split(".")[:-1], *parts.path.split("/")]
            found += [
                w
                for w in words
                if 2 < len(w) <= 25 and not phrases().is_all("address word", w) and not w.isdigit()
            ]
    return list(dict.fromkeys(found))[:_MOST_WORDS]


def company_in(data: Object) -> str:
    """The employer's name."""
    for key, value in walk(data):
        if not _COMPANY.match(plain_key(key)):
            continue
        text = value if isinstance(value, str) else _name_in(value)
        if 1 < len(text) <= 120 and not text.startswith(("http", "urn:")) and not text.isdigit():
            return text
    return ""


def company_around(above: Object) -> str:
    """The employer's name in the object that holds its postings."""
    if not any(isinstance(value, list) for value in above.values()):
        return ""
    return company_in({k: v for k, v in above.items() if not isinstance(v, list)}) or _name_in(
        above
    )


def _name_in(value: Any) -> str:
    if not isinstance(value, dict):
        return ""
    for name in _NAMES:
        if isinstance(value.get(name), str) and value[name].strip():
            return str(value[name])
    inner = (_name_in(value[name]) for name in _WRAPPINGS if isinstance(value.get(name), dict))
    return next(filter(None, inner), "")
