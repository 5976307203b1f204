"""What of a page a person cannot see, and so what never becomes part of a posting.

Employers are honest, but their pages are not always theirs alone: instructions to language models
hide in comments, in letters of no size or in the colour of the ground, beside the page, behind it.
"""

import re
from dataclasses import dataclass
from typing import Any

import tinycss2

from resume_tailor.adapters.scraping.markup.css_values import (
    Tokens,
    colour_in,
    font_size,
    keyword,
    share,
    words,
)
from resume_tailor.adapters.scraping.markup.displacement import is_out_of_sight
from resume_tailor.adapters.scraping.markup.styles import Style, Styles
from resume_tailor.adapters.scraping.markup.tree import NEVER_SEEN, tag_of

_UNSEEN_CLASSES = re.compile(
    r"(?:^|\s)(?:sr[-_]only|\S*visually-?hidden|\S*visuallyHidden|hide-visually|screen-?reader\S*|a11y-hidden|accessibility-hidden"
    r"|assistive-text|element-invisible|off-?screen|invisible|opacity-0|text-hide|text-transparent)(?=\s|$)",
    re.IGNORECASE,
)
"""Kept for those who hear the page."""
_FOLDED_CLASSES = re.compile(
    r"(?:^|\s)(?:is-hidden|u-hidden|hide|!?hidden|(?:sm|md|lg|xl):hidden|d-none|display-none|ng-hide)(?=\s|$)"
)
_SHOWN_WIDER = re.compile(
    r"(?:^|\s)(?:(?:sm|md|lg|xl|xxl|2xl)[:-](?:block|flex|grid|inline\S*|table\S*|visible)|"
    r"d-(?:sm|md|lg|xl|xxl)-(?:block|flex|grid|inline\S*|table\S*)|visible-(?:md|lg)\S*)(?=\s|$)"
)
_SMALLEST = 3.0
"""Pixels; nobody reads smaller letters."""
_FAINTEST = 0.1
_LONGEST_LABEL = 40
SPOKEN = "data-spoken-label"
"""The attribute that keeps a label which was hidden from view, for those who look for its value."""
_CONTRAST = 1.35
"""Ratio of luminances below which letters cannot be told from their ground; as for PDFs."""
_MOST_CAMOUFLAGED = 0.3
"""Share of a page's letters; of more, the ground is dark and said where we do not look."""
_WHITE = 0xFFFFFF
_UNKNOWN = -1
_INHERITED = ("", "inherit", "unset")


@dataclass(frozen=True, slots=True)
class _Look:
    """What an element inherits."""

    font: float = 16.0
    is_visible: bool = True
    opacity: float = 1.0
    ink: int = 0
    ground: int = _WHITE
    """`_UNKNOWN` for a picture or a gradient."""


def drop_hidden(tree: Any) -> None:
    """Take out of the tree what a person does not see."""
    looks: dict[Any, _Look] = {}
    hidden: list[Any] = []
    camouflaged: list[Any] = []
    for element, style in Styles(tree):
        parent = element.getparent()
        looks[element] = look = _look(element, style, looks.get(parent, _Look()))
        if parent is None:
            continue
        if _is_hidden(element, style, look):
            hidden.append(element)
        elif not look.is_visible or look.font <= _SMALLEST:
            _blank(element)
        elif _says_ink(element, style) and _is_camouflaged(look):
            camouflaged.append(element)
    for element in hidden:
        _keep_label(element)
    _drop(hidden)
    if _letters(camouflaged) < _MOST_CAMOUFLAGED * _letters([tree]):
        _drop(camouflaged)


def _blank(element: Any) -> None:
    """Take away an element's own letters. What is inside of it may be larger, or visible again."""
    element.text = None
    for child in element:
        child.tail = None


def _keep_label(element: Any) -> None:
    """What is said to those who hear the page stays as the name of what it stands beside."""
    parent = element.getparent()
    text = " ".join(element.text_content().split())
    if (
        parent is not None
        and 1 < len(text) <= _LONGEST_LABEL
        and tag_of(element) in ("span", "dt", "div", "label", "h2", "h3", "strong", "p")
        and SPOKEN not in parent.attrib
    ):
        parent.set(SPOKEN, text)


def _drop(elements: list[Any]) -> None:
    for element in elements:
        if element.getparent() is not None:
            element.drop_tree()


def _letters(elements: list[Any]) -> int:
    return sum(
        len(element.text_content())
        for element in elements
        if element.getparent() is not None or element.tag == "html"
    )


def _is_hidden(element: Any, style: Style, look: _Look) -> bool:
    tag = tag_of(element)
    if tag in NEVER_SEEN or tag == "head" or (tag == "dialog" and "open" not in element.attrib):
        return True
    if "hidden" in element.attrib or "popover" in element.attrib or element.get("type") == "hidden":
        return True
    classes = element.get("class") or ""
    folded = _FOLDED_CLASSES.search(classes) and not _SHOWN_WIDER.search(classes)
    return (
        bool(folded)
        or bool(_UNSEEN_CLASSES.search(classes))
        or keyword(style.get("display", ())) == "none"
        or keyword(style.get("content-visibility", ())) == "hidden"
        or look.opacity < _FAINTEST
        or is_out_of_sight(style, look.font)
    )


def _look(element: Any, style: Style, above: _Look) -> _Look:
    """Size, opacity, ink and ground, as inherited and as said."""
    if not isinstance(element.tag, str):
        return above
    size = font_size(style["font-size"], above.font) if "font-size" in style else None
    zoom = share(style.get("zoom", ()))
    font = (above.font if size is None else size) * (1.0 if zoom is None else max(zoom, 0.0))
    said = keyword(style.get("visibility", ()))
    is_visible = above.is_visible if said in _INHERITED else said not in ("hidden", "collapse")
    opacity = above.opacity * min(_opacity(style.get("opacity", ())), _filtered(style))
    ink, faded = _ink(element, style, above.ink)
    return _Look(font, is_visible, opacity * faded, ink, _ground(element, style, above.ground))


def _opacity(tokens: Tokens) -> float:
    said = share(tokens)
    return 1.0 if said is None else min(max(said, 0.0), 1.0)


def _filtered(style: Style) -> float:
    shares = [
        _opacity(token.arguments)
        for token in words(style.get("filter", ()))
        if token.type == "function" and token.lower_name == "opacity"
    ]
    return min(shares, default=1.0)


def _ink(element: Any, style: Style, above: int) -> tuple[int, float]:
    said = style.get("-webkit-text-fill-color") or style.get("color")
    found = colour_in(said) if said else _attribute_colour(element, "color", "text")
    return found or (above, 1.0)


def _ground(element: Any, style: Style, above: int) -> int:
    said = style.get("background-color") or style.get("background")
    if said and "background" in style and _is_painted(style["background"]):
        return _UNKNOWN
    found = colour_in(said) if said else _attribute_colour(element, "bgcolor")
    if found is None:
        return above
    colour, opacity = found
    return colour if opacity > 0.5 else above


def _is_painted(tokens: Tokens) -> bool:
    return any(
        token.type == "url"
        or (
            token.type == "function"
            and token.lower_name != "var"
            and (
                token.lower_name == "url"
                or "gradient" in token.lower_name
                or "image" in token.lower_name
            )
        )
        for token in words(tokens)
    )


def _attribute_colour(element: Any, *names: str) -> tuple[int, float] | None:
    for name in names:
        value = (element.get(name) or "").strip().lower()[:40]
        if value:
            for text in (value, f"#{value}"):
                found = colour_in(tinycss2.parse_component_value_list(text))
                if found:
                    return found
    return None


def _says_ink(element: Any, style: Style) -> bool:
    said = {"color", "background", "background-color", "-webkit-text-fill-color"}
    return bool(said & style.keys()) or any(
        n in element.attrib for n in ("color", "bgcolor", "text")
    )


def _is_camouflaged(look: _Look) -> bool:
    if look.ground == _UNKNOWN:
        return False
    light, dark = sorted((_luminance(look.ink), _luminance(look.ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05) < _CONTRAST


def _luminance(color: int) -> float:
    """Relative luminance by WCAG 2.2."""
    parts = [((color >> shift) & 255) / 255 for shift in (16, 8, 0)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
