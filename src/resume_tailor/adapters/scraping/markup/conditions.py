"""Which conditional rules of a style sheet hold for a person at a desk: a wide screen, a mouse, a
browser of today."""

import re
from collections.abc import Sequence
from typing import Any

import tinycss2

from resume_tailor.adapters.scraping.markup.css_values import pixels

_WINDOW = {"width": 1_200.0, "height": 800.0}
"""Pixels."""
_HOLDS = {
    "orientation": "landscape",
    "prefers-color-scheme": "light",
    "prefers-reduced-motion": "no-preference",
    "prefers-contrast": "no-preference",
    "prefers-reduced-transparency": "no-preference",
    "forced-colors": "none",
    "inverted-colors": "none",
    "hover": "hover",
    "any-hover": "hover",
    "pointer": "fine",
    "any-pointer": "fine",
    "scripting": "enabled",
    "update": "fast",
    "color": "",
}
_TYPES = frozenset({"", "all", "screen"})
_FEATURE = re.compile(r"\(([^()]*)\)")
_BOUND = re.compile(r"(min|max)-(width|height)\s*:\s*(.+)")
_RANGE = re.compile(r"(width|height)\s*(<=?|>=?|=)\s*(.+)")
_RANGE_BACK = re.compile(r"(.+?)\s*(<=?|>=?|=)\s*(width|height)")
_TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "="}
_SUPPORTED = re.compile(
    r"-webkit-|-moz-|display$|position$|grid|flex|gap$|row-gap|column|aspect-ratio|object-fit|transform|translate|scale|rotate"
    r"|transition|animation|overflow|scroll|inset|margin|padding|border|width$|height$|min-|max-|color|background|backdrop-filter"
    r"|filter|opacity|mask|clip|font|text|line-|letter-|content|place-|align-|justify-|order$|float$|top$|left$|right$|bottom$"
    r"|visibility$|white-space|word-|hyphens|writing-mode|contain|accent-color|appearance|mix-blend|isolation|will-change|cursor|user-select|--"
)


def holds(rule: Any) -> bool:
    """Whether the rules inside of an at-rule apply."""
    name = rule.lower_at_keyword
    prelude = tinycss2.serialize(rule.prelude).strip().lower()
    if name == "media":
        return media_holds(prelude)
    if name == "supports":
        return _supports(tinycss2.parse_component_value_list(prelude, skip_comments=True))
    if name == "container":
        features = _FEATURE.findall(prelude)
        return bool(features) and all(_feature(feature) for feature in features)
    return name in ("layer", "scope")


def media_holds(queries: str) -> bool:
    """Whether one of the queries of `@media` or `media=` fits; no query fits always."""
    return not queries.strip() or any(_query(query) for query in queries.lower().split(","))


def _query(query: str) -> bool:
    words = [w for w in _FEATURE.sub(" ", query).split() if w not in ("and", "only")]
    negated = words[:1] == ["not"]
    kind = "".join(words[1:] if negated else words)
    fits = kind in _TYPES and all(_feature(feature) for feature in _FEATURE.findall(query))
    return fits != negated


def _feature(feature: str) -> bool:
    text = feature.strip()
    bound = _BOUND.fullmatch(text)
    if bound:
        operator = ">=" if bound[1] == "min" else "<="
        return _compare(_WINDOW[bound[2]], operator, bound[3])
    found = _RANGE.fullmatch(text)
    if found:
        return _compare(_WINDOW[found[1]], found[2], found[3])
    back = _RANGE_BACK.fullmatch(text)
    if back:
        return _compare(_WINDOW[back[3]], _TURNED[back[2]], back[1])
    name, _, value = (part.strip() for part in text.partition(":"))
    return name in _HOLDS and value in ("", _HOLDS[name])


def _compare(size: float, operator: str, text: str) -> bool:
    limit = pixels(tinycss2.parse_component_value_list(text))
    if limit is None:
        return False
    return {
        "<": size < limit,
        "<=": size <= limit,
        ">": size > limit,
        ">=": size >= limit,
        "=": size == limit,
    }[operator]


def _supports(tokens: Sequence[Any], depth: int = 0) -> bool:
    """`(display: grid) and not (foo: bar)`; `and` and `or` from left to right."""
    result, operator, negated = True, "and", False
    for token in tokens:
        if token.type == "ident":
            negated = negated or token.lower_value == "not"
            operator = token.lower_value if token.lower_value in ("and", "or") else operator
        elif token.type in ("() block", "function"):
            said = _is_supported(token, depth) != negated
            result = (result and said) if operator == "and" else (result or said)
            negated = False
    return result


def _is_supported(token: Any, depth: int) -> bool:
    if token.type == "function":
        return bool(token.lower_name == "selector")
    content = [t for t in token.content if t.type not in ("whitespace", "comment")]
    declares = len(content) > 2 and content[0].type == "ident" and content[1] == ":"
    if declares:
        return bool(_SUPPORTED.match(content[0].lower_value))
    return depth < 10 and _supports(content, depth + 1)
