"""The short fields of a posting from an object, by the words in its keys."""

import math
import re
from typing import Any

from resume_tailor.adapters.scraping.sources.jobs.keys import DEEPEST, Object, plain_key, walk
from resume_tailor.adapters.scraping.sources.jobs.places import location_in
from resume_tailor.adapters.scraping.sources.values import (
    employment_of,
    remote_of,
    salary_text,
    text_in,
)

_TITLES = [
    "title",
    "jobTitle",
    "job_title",
    "jobtitle",
    "displayTitle",
    "positionTitle",
    "position_title",
    "positionName",
    "postingTitle",
    "posting_title",
    "requisitionTitle",
    "vacancyTitle",
    "offerTitle",
    "externalTitle",
    "stellenangebotsTitel",
    "headline",
    "JobTitle",
    "PositionTitle",
    "Title",
    "jobOpeningName",
    "JobOpeningName",
    "jobName",
    "name",
    "text",
    "position",
]
_LONGEST_TITLE = 200
_LANGUAGE = re.compile(r"[a-z]{2}(?:[-_][A-Za-z]{2})?")
_EMPLOYMENT = re.compile(
    r"^(?:employment_?types?|typeofemployment|job_?types?|contract_?types?|commitment|worktypes?|work_?type"
    r"|timetype|jobschedule|schedule|formattedemploymentstatus|employmentstatus\w*|employmenttypes?name)$"
)
_REMOTE_KEY = re.compile(
    r"remote|workplace_?type|work_?model|hybrid|telecommut|workplacetypes|home_?office"
)
_CLOSED = re.compile(
    r"^(?:closed|expired|archived|paused|unlisted|inactive|filled|ended|removed|deleted|deactivated)$"
)
_STATUS_KEY = re.compile(r"^(?:status|state|jobstate|postingstatus|jobstatus|offerstatus)$")
_CLOSED_KEY = re.compile(r"^(?:is_?)?(?:closed|expired|archived|jobexpired|filled|inactive)$")


def title_in(data: Object) -> str:
    """The title; empty if the object has none."""
    for key in _TITLES:
        value = data.get(key)
        text = value.strip() if isinstance(value, str) else ""
        if (
            2 < len(text) <= _LONGEST_TITLE
            and "\n" not in text.strip()
            and not text.startswith("http")
        ):
            return text
    return ""


def in_one_language(data: Object) -> Object:
    """The object with the first of what it says in several languages: `{"de": ..., "en": ...}`."""
    return {key: _in_one_language(value, 0) for key, value in data.items()}


def _in_one_language(value: Any, depth: int) -> Any:
    if isinstance(value, dict) and depth < DEEPEST:
        if value and all(_LANGUAGE.fullmatch(key) for key in value):
            return _in_one_language(next(iter(value.values())), depth + 1)
        return {key: _in_one_language(part, depth + 1) for key, part in value.items()}
    return value


def remote_in(data: Object) -> str:
    """`remote`, `hybrid` or `on-site`."""
    for key, value in data.items():
        if not _REMOTE_KEY.search(key.lower()):
            continue
        if value is True:
            return remote_of(key) or "remote"
        texts = value if isinstance(value, list) else [value]
        kind = remote_of(" ".join(text_in(text) for text in texts))
        if kind:
            return kind
    return remote_of(location_in(data))


def employment_in(data: Object) -> str:
    """Full-time, part-time and the like."""
    for key, value in walk(data, 2):
        if (
            _EMPLOYMENT.match(plain_key(key))
            and (said := employment_of(value))
            and not said.startswith("urn:")
        ):
            return said
    return ""


def salary_in(data: Object) -> str:
    """Pay, with currency and period."""
    for key, value in walk(data, 2):
        plain = plain_key(key)
        if not re.search(r"salar|compensation|^pay", plain) or not isinstance(value, dict | str):
            continue
        if isinstance(value, str):
            if re.search(r"\d{2}", value) and len(value) < 80:
                return value
            continue
        low = next(
            (
                v
                for k, v in value.items()
                if re.search(r"min|from|low", k, re.IGNORECASE) and _is_pay(v)
            ),
            None,
        )
        high = next(
            (
                v
                for k, v in value.items()
                if re.search(r"max|to$|high", k, re.IGNORECASE) and _is_pay(v)
            ),
            None,
        )
        unit = text_in(
            value.get("currency") or value.get("currencyCode") or value.get("salary_currency")
        )
        period = text_in(value.get("period") or value.get("interval") or value.get("unit"))
        said = salary_text([f"{float(v):,.0f} {unit}".strip() for v in (low, high) if v], period)
        if said:
            return said
    return ""


def language_in(data: Object) -> str:
    """ISO 639-1, where the object says it."""
    for key in (
        "language",
        "lang",
        "locale",
        "contentLocale",
        "ContentLocale",
        "languageCode",
        "inLanguage",
    ):
        code = text_in(data.get(key))
        if re.fullmatch(r"[a-zA-Z]{2}(?:[-_]\w+)?", code):
            return code[:2].lower()
    return ""


def is_closed(data: Object, deepest: int = 2) -> bool:
    """Whether the object says that the posting is no longer open."""
    for key, value in walk(data, deepest):
        plain = plain_key(key)
        if _STATUS_KEY.match(plain) and isinstance(value, str) and _CLOSED.match(value.casefold()):
            return True
        if _CLOSED_KEY.match(plain) and value is True:
            return True
    return False


def _is_pay(value: Any) -> bool:
    try:
        return 0 < float(value) < math.inf
    except (TypeError, ValueError, OverflowError):
        return False
