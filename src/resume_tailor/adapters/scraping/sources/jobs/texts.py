"""The description of a posting from the texts of an object."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from resume_tailor.adapters.scraping.markup.markdown import html_to_markdown

_DEEPEST = 5
_SHORTEST = 40
_NOT_OF_IT = re.compile(
    r"plain$|^plain|^(?:seo|meta|og|sharing|social|twitter)|seo|teaser|summary|short|snippet|excerpt|preview"
    r"|internal|question|privacy|legal|gdpr|consent|disclaimer|cookie|similar|related|recommend|breadcrumb"
    r"|translations|i18n|label|url|href|link|image|logo|photo|video|icon|email|phone|tracking|token|slug"
    r"|arrival|instruction|insight|urn|recipe|attribute|highlight|footer|author|user|recruiter|contact"
    r"|company(?:info|profile|overview)|about_?company|employer|companydetails|hiringteam|poster"
    r"|rejected|rejection|reasons?$|companyresolution|organization$|schema|css|html_?template|^scripts?$"
    r"|^(?:jobs|positions|postings|results|offers|vacancies|records|edges|nodes|hits|items|listings|openings)$",
    re.IGNORECASE,
)
_OF_COMPANY = re.compile(r"corporate|company|about|organi[sz]ation", re.IGNORECASE)
_SECTIONS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "",
        re.compile(
            r"descr|content|body|intro|opening|text$|^job_?ad|overview|detail|html$|presentation|announcement|advert|annonce|message",
            re.IGNORECASE,
        ),
    ),
    (
        "Responsibilities",
        re.compile(r"responsib|duties|tasks|missions?$|role$|aufgaben|n[áa]pl[ňn]", re.IGNORECASE),
    ),
    (
        "Requirements",
        re.compile(
            r"require|qualific|profile?$|skill|experience|must|expect|criteria|anforderung",
            re.IGNORECASE,
        ),
    ),
    (
        "Nice to have",
        re.compile(r"nice|prefer|bonus_?(?:point|skill)|desired|desirable", re.IGNORECASE),
    ),
    (
        "Benefits",
        re.compile(r"benefit|perk|we_?offer|offer$|additional|closing|compensation", re.IGNORECASE),
    ),
)
_LABELS = ("title", "name", "heading", "label", "header", "text", "sectionTitle")
_VALUES = ("content", "value", "text", "body", "html", "description", "items")
_HEADINGS = {"", *(heading for heading, _ in _SECTIONS)}


@dataclass(frozen=True, slots=True)
class _Part:
    """One text of an object: where in the description it goes, its heading, the text."""

    rank: int
    heading: str
    text: str


def description_in(data: dict[str, Any]) -> str:
    """All texts of an object that belong to its description, each said once, as Markdown."""
    parts: list[_Part] = []
    for part in sorted(_parts(data, 0), key=lambda part: part.rank):
        words = _words(part.text)
        if any(words in _words(other.text) for other in parts):
            continue
        parts = [other for other in parts if _words(other.text) not in words]
        parts.append(part)
    return "\n\n".join(_written(part) for part in parts)


def _written(part: _Part) -> str:
    if not part.heading or part.text.startswith(("#", "**")):
        return part.text
    return f"## {part.heading}\n\n{part.text}"


def _parts(data: dict[str, Any], depth: int) -> Iterator[_Part]:
    for key, value in data.items():
        if _NOT_OF_IT.search(key) and not re.search(r"descri(?:ption|pcion)$", key, re.IGNORECASE):
            continue
        if isinstance(value, str):
            yield from _part_of_text(key, value)
        elif isinstance(value, dict) and depth < _DEEPEST:
            yield from _labelled(value, key, depth)
        elif isinstance(value, list) and depth < _DEEPEST:
            yield from _part_of_list(key, value, depth)


def _part_of_text(key: str, value: str) -> Iterator[_Part]:
    if (
        len(value) < _SHORTEST
        or " " not in value.strip()
        or value.lstrip().startswith(("http", "{", "["))
    ):
        return
    rank, heading = _place(key)
    if rank < 0 and len(value) < 4 * _SHORTEST:
        return
    yield _Part(max(rank, 0), heading, html_to_markdown(value))


def _part_of_list(key: str, values: list[Any], depth: int) -> Iterator[_Part]:
    texts = [value for value in values if isinstance(value, str) and " " in value]
    rank, heading = _place(key)
    if texts and len(texts) == len(values) and rank > 0:
        items = "\n".join(f"- {html_to_markdown(text)}" for text in texts)
        yield _Part(rank, heading, items)
    for value in values:
        if isinstance(value, dict):
            yield from _labelled(value, key, depth)


def _labelled(value: dict[str, Any], key: str, depth: int) -> Iterator[_Part]:
    """A text beside its heading, as in `{"title": "Your profile", "text": ...}`, or deeper parts."""
    label = next((value[n] for n in _LABELS if _is_label(value.get(n))), "")
    text = next(
        (
            value[n]
            for n in _VALUES
            if isinstance(value.get(n), str) and value[n] != label and value[n].strip()
        ),
        "",
    )
    if label and len(text) >= _SHORTEST and len(value) <= 8:
        yield _Part(max(_place(key)[0], 0), label.strip(" :"), html_to_markdown(_as_list(text)))
    elif text and len(text) >= _SHORTEST and len(value) <= 4:
        yield from _part_of_text(key, text)
    else:
        yield from _parts(value, depth + 1)


def _is_label(value: Any) -> bool:
    return isinstance(value, str) and 2 < len(value) < 90 and "<" not in value


def _as_list(text: str) -> str:
    """List items that have lost their list."""
    return f"<ul>{text}</ul>" if text.lstrip().startswith("<li") else text


def _place(key: str) -> tuple[int, str]:
    """Where a text goes by the words in its key, -1 for a key that says nothing."""
    if _OF_COMPANY.search(key) and "descr" in key.lower():
        return len(_SECTIONS), ""
    for rank, (heading, pattern) in reversed(list(enumerate(_SECTIONS))):
        if pattern.search(key):
            return rank, heading
    return -1, ""


def _words(text: str) -> str:
    return re.sub(r"\W+", "", text.casefold())
