"""Single values as sites write them: texts that are objects, codes for kinds of work, salaries."""

import re
from typing import Any

from resume_tailor.adapters.scraping.markup.markdown import html_to_markdown

_NOTHING = frozenset(
    {"", "null", "none", "undefined", "n/a", "unspecified", "-", "other", "not applicable"}
)
_EMPLOYMENT = {
    "fulltime": "full-time",
    "parttime": "part-time",
    "contractor": "contract",
    "contract": "contract",
    "temporary": "temporary",
    "temp": "temporary",
    "intern": "internship",
    "internship": "internship",
    "volunteer": "volunteer",
    "perdiem": "per diem",
    "permanent": "permanent",
    "freelance": "freelance",
    "apprenticeship": "apprenticeship",
}
_REMOTE = (
    (
        "hybrid",
        re.compile(r"hybrid|remote_local|home ?office möglich|télétravail partiel", re.IGNORECASE),
    ),
    (
        "remote",
        re.compile(
            r"telecommute|remote|télétravail|home ?office|teletrabajo|\bwfh\b", re.IGNORECASE
        ),
    ),
    (
        "on-site",
        re.compile(r"on-?_? ?site|in-?_? ?office|präsenz|presencial|vor ort", re.IGNORECASE),
    ),
)
_PERIODS = {
    "hour": "hour",
    "day": "day",
    "week": "week",
    "month": "month",
    "year": "year",
    "annum": "year",
}
_MOST_PAY = 1e9
_DEEPEST = 5
_NAMES = ("name", "@value", "label", "value", "text", "title", "displayName", "localizedName")
_SYMBOLS = {"EUR": "€", "USD": "$", "GBP": "£"}


def is_said(value: Any) -> bool:
    """Whether a value says something."""
    if isinstance(value, str):
        return value.strip().casefold() not in _NOTHING
    return value is not None and (bool(value) or not isinstance(value, list | dict))


def text_in(value: Any, depth: int = 0) -> str:
    """The text of a value: a string, a number, the name of a thing, or several of these as lines."""
    if isinstance(value, bool) or not is_said(value) or depth > _DEEPEST:
        return ""
    if isinstance(value, dict):
        said = (value[name] for name in _NAMES if is_said(value.get(name)))
        plain = next((name for name in said if not isinstance(name, dict | list)), "")
        return text_in(plain)
    if isinstance(value, list):
        return "\n".join(filter(None, (text_in(part, depth + 1) for part in value)))
    return str(value) if isinstance(value, str | int | float) else ""


def employment_of(value: Any) -> str:
    """`FULL_TIME` as `full-time`; what is no known code as it stands, on one line."""
    texts = value if isinstance(value, list) else [value]
    said = [html_to_markdown(text_in(text)) for text in texts]
    known = [_EMPLOYMENT.get(re.sub(r"[\s_-]", "", text).casefold(), text) for text in said]
    return ", ".join(dict.fromkeys(text for text in known if is_said(text)))[:80]


def remote_of(text: str) -> str:
    """`remote`, `hybrid`, `on-site`, or nothing."""
    return next((kind for kind, pattern in _REMOTE if pattern.search(text)), "")


def salary_of(value: Any, currency: Any = None) -> str:
    """A schema.org MonetaryAmount, or a text or number, as `€50,000 to €60,000 a year`."""
    if isinstance(value, list):
        return salary_of(value[0], currency) if value else ""
    if not isinstance(value, dict):
        return _amount(value, text_in(currency))
    unit = text_in(value.get("currency")) or text_in(currency)
    inner = value.get("value", value)
    if not isinstance(inner, dict):
        return _amount(inner, unit)
    low, high = inner.get("minValue"), inner.get("maxValue")
    texts = [_amount(v, unit) for v in (low, high) if is_said(v)] or [
        _amount(inner.get("value"), unit)
    ]
    return salary_text(texts, text_in(inner.get("unitText")) or text_in(value.get("unitText")))


def salary_text(amounts: list[str], period: str) -> str:
    """Amounts that are said, as a range, with their period."""
    said = [amount for amount in dict.fromkeys(amounts) if amount]
    unit = next(
        (word for key, word in _PERIODS.items() if key in period.casefold()), period.strip()
    )
    return " to ".join(said) + (f" a {unit}" if said and unit else "")


def _amount(value: Any, currency: str) -> str:
    text = text_in(value).strip()
    try:
        number = float(text.replace(",", ""))
    except ValueError:
        return text if re.search(r"\d", text) else ""
    if not 0 < number < _MOST_PAY:
        return ""
    digits = f"{number:,.0f}" if number == int(number) else f"{number:,.2f}"
    symbol = _SYMBOLS.get(currency.upper())
    return f"{symbol}{digits}" if symbol else f"{digits} {currency}".strip()
