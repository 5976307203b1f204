"""Declarations that decide whether an element is seen: shorthands expanded, nonsense passed over."""

from collections.abc import Callable, Iterator
from typing import Any

from resume_tailor.adapters.scraping.markup.css_values import Tokens, keyword, pixels, share, words

_SIDES = ("top", "right", "bottom", "left")
_RENAMED = {
    "inset-inline-start": "left",
    "inset-inline-end": "right",
    "inset-block-start": "top",
    "inset-block-end": "bottom",
    "margin-inline-start": "margin-left",
    "margin-block-start": "margin-top",
    "inline-size": "width",
    "block-size": "height",
    "max-inline-size": "max-width",
    "max-block-size": "max-height",
    "overflow-inline": "overflow-x",
    "overflow-block": "overflow-y",
    "-webkit-clip-path": "clip-path",
    "-webkit-transform": "transform",
    "-webkit-filter": "filter",
}
_WORDS = {
    "display": "none block inline inline-block flex inline-flex grid inline-grid table inline-table table-row table-cell"
    " table-row-group table-header-group table-footer-group table-column table-column-group table-caption contents list-item"
    " flow-root run-in ruby -webkit-box -webkit-inline-box -webkit-flex -ms-flexbox",
    "visibility": "visible hidden collapse",
    "position": "static relative absolute fixed sticky -webkit-sticky",
    "content-visibility": "visible hidden auto",
    "white-space": "normal nowrap pre pre-wrap pre-line break-spaces",
}
_OVERFLOWS = frozenset({"visible", "hidden", "clip", "scroll", "auto", "overlay"})
_LENGTHS = frozenset(
    "left right top bottom text-indent margin-left margin-top height max-height width max-width letter-spacing".split()  # noqa: SIM905
)
_SHARES = frozenset({"opacity", "zoom"})
_ANYTHING = frozenset(
    "font-size color background background-color clip clip-path transform translate scale filter -webkit-text-fill-color".split()  # noqa: SIM905
)
_WHOLE_CSS = frozenset({"inherit", "initial", "unset", "revert", "revert-layer"})
_FONT_WORDS = frozenset(
    "xx-small x-small small medium large x-large xx-large xxx-large smaller larger".split()  # noqa: SIM905
)


def deciding(name: str, tokens: Tokens) -> Iterator[tuple[str, Tokens]]:
    """The long properties that a declaration sets, as far as they decide something and their values
    are valid. A value with `var()` in it must have been put in before."""
    name = _RENAMED.get(name, name)
    if name in _SHORT:
        for long, part in _SHORT[name](words(tokens)):
            yield from deciding(long, part)
    elif keyword(tokens) in _WHOLE_CSS or _is_valid(name, tokens):
        yield name, tokens


def is_deciding(name: str) -> bool:
    """Whether a property can hide something, or is a variable that others use."""
    name = _RENAMED.get(name, name)
    return (
        name in _SHORT
        or name in _WORDS
        or name in _LENGTHS | _SHARES | _ANYTHING
        or name.startswith(("--", "overflow"))
    )


def _is_valid(name: str, tokens: Tokens) -> bool:
    said = keyword(tokens)
    if name in _WORDS:
        return said in _WORDS[name].split()
    if name in ("overflow-x", "overflow-y"):
        return said in _OVERFLOWS
    if name in _LENGTHS:
        return bool(said) or pixels(tokens) is not None
    if name in _SHARES:
        return bool(said) or share(tokens) is not None
    return name in _ANYTHING and bool(words(tokens))


def _sides(prefix: str) -> Callable[[list[Any]], Iterator[tuple[str, Tokens]]]:
    def expand(tokens: list[Any]) -> Iterator[tuple[str, Tokens]]:
        if 1 <= len(tokens) <= 4:
            for number, side in enumerate(_SIDES):
                index = number if number < len(tokens) else number - 2 if number >= 2 else 0
                yield f"{prefix}{side}", [tokens[max(0, min(index, len(tokens) - 1))]]

    return expand


def _pair(first: str, second: str) -> Callable[[list[Any]], Iterator[tuple[str, Tokens]]]:
    def expand(tokens: list[Any]) -> Iterator[tuple[str, Tokens]]:
        if 1 <= len(tokens) <= 2:
            yield first, tokens[:1]
            yield second, tokens[-1:]

    return expand


def _font(tokens: list[Any]) -> Iterator[tuple[str, Tokens]]:
    """The size is the first length or word for one; what `font: 700 16px` begins with is a weight."""
    for number, token in enumerate(tokens):
        is_weight = (
            token.type == "number" and number + 1 < len(tokens) and tokens[number + 1] != "/"
        )
        if (token.type == "ident" and token.lower_value in _FONT_WORDS) or (
            token.type in ("dimension", "percentage", "function", "number") and not is_weight
        ):
            yield "font-size", [token]
            return


_SHORT: dict[str, Callable[[list[Any]], Iterator[tuple[str, Tokens]]]] = {
    "font": _font,
    "inset": _sides(""),
    "margin": _sides("margin-"),
    "inset-inline": _pair("left", "right"),
    "inset-block": _pair("top", "bottom"),
    "overflow": _pair("overflow-x", "overflow-y"),
}
