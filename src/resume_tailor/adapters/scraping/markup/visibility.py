"""What of a page a person cannot see, and so what never becomes part of a posting.

Employers are honest, but their pages are not always theirs alone: instructions to language models
hide in comments, in letters of no size or in the colour of the ground, beside the page, behind it.
"""

import re
from typing import Any

from resume_tailor.adapters.scraping.markup.styles import Style, Styles
from resume_tailor.adapters.scraping.markup.tree import NEVER_SEEN, tag_of

_HIDING_CLASSES = re.compile(
    r"(?:^|\s)(?:sr-only|visually-?hidden|visuallyHidden|screen-reader-text|screenreader\w*|"
    r"a11y-hidden|accessibility-hidden|assistive-text|offscreen|off-screen|invisible|opacity-0|"
    r"is-hidden|u-hidden|u-visually-hidden|hide|hidden|d-none|display-none|ng-hide|text-hide)(?=\s|$)"
)
_SHOWN_WIDER = re.compile(
    r"(?:^|\s)(?:(?:sm|md|lg|xl|xxl|2xl)[:-](?:block|flex|grid|inline\S*|table\S*|visible)|"
    r"d-(?:sm|md|lg|xl|xxl)-(?:block|flex|grid|inline\S*|table\S*)|visible-(?:md|lg)\S*)(?=\s|$)"
)
_NUMBER = re.compile(r"(-?\d*\.?\d+)\s*(px|pt|em|rem|ex|ch|vw|vh|%|cm|mm|in)?")
_PIXELS = {"pt": 1.33, "em": 16, "rem": 16, "ex": 8, "ch": 8, "vw": 12, "vh": 8}
_PIXELS |= {"cm": 38, "mm": 3.8, "in": 96}
_SMALLEST = 3.0
"""Pixels; nobody reads smaller letters."""
_BESIDE = -400.0
"""Pixels; what is moved further out stands beside the page."""
_LONGEST_LABEL = 40
SPOKEN = "data-spoken-label"
"""The attribute that keeps a label which was hidden from view, for those who look for its value."""
_THIN = 1.5
_FAINTEST = 0.1
_CONTRAST = 1.35
"""Ratio of luminances below which letters cannot be told from their ground; as for PDFs."""
_MOST_CAMOUFLAGED = 0.3
"""Share of a page's letters; of more, the ground is dark and said where we do not look."""
_NOTHING_LEFT = re.compile(
    r"rect\(\s*(?:0|1px|0px)[\s,]|inset\(\s*(?:50|100)%|circle\(\s*0|polygon\(\s*0(?:px|%)?\s+0(?:px|%)?\s*,\s*0"
)
_TRANSPARENT = re.compile(r"transparent|(?:rgb|hsl)a?\([^)]*[,/]\s*(?:0|0?\.0\d*|0%)\s*\)")
_NAMES = {"white": 0xFFFFFF, "snow": 0xFFFAFA, "ivory": 0xFFFFF0, "whitesmoke": 0xF5F5F5}
_NAMES |= {"black": 0x000000, "ghostwhite": 0xF8F8FF, "floralwhite": 0xFFFAF0}
_WHITE = 0xFFFFFF


def drop_hidden(tree: Any) -> None:
    """Take out of the tree what a person does not see. What folds out at a click stays."""
    elements = list(tree.iter())
    styles = Styles(tree)
    opened = _what_opens(elements)
    inks: dict[Any, tuple[int, int | None]] = {}
    hidden: list[Any] = []
    camouflaged: list[Any] = []
    for element in elements:
        parent = element.getparent()
        style = styles.of(element)
        inks[element] = _ink(element, style, inks.get(parent, (0, _WHITE)))
        if parent is None:
            continue
        if _is_hidden(element, style, opened):
            hidden.append(element)
        elif _says_ink(element, style) and _is_camouflaged(*inks[element]):
            camouflaged.append(element)
    for element in hidden:
        _keep_label(element)
    _drop(hidden)
    if _letters(camouflaged) < _MOST_CAMOUFLAGED * _letters([tree]):
        _drop(camouflaged)


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


def _is_hidden(element: Any, style: Style, opened: frozenset[str]) -> bool:
    tag = tag_of(element)
    if tag in NEVER_SEEN or tag == "head" or (tag == "dialog" and "open" not in element.attrib):
        return True
    if element.get("hidden", "until-found") != "until-found" or element.get("type") == "hidden":
        return True
    if _is_invisible(style):
        return True
    classes = element.get("class") or ""
    named = _HIDING_CLASSES.search(classes) and not _SHOWN_WIDER.search(classes)
    folded = style.get("display") == "none" or _has_no_room(style) or named
    return bool(folded) and element.get("id") not in opened


def _what_opens(elements: list[Any]) -> frozenset[str]:
    """Ids of what something with a text of its own says that it opens: tabs, accordions."""
    ids: set[str] = set()
    for element in elements:
        if not isinstance(element.tag, str):
            continue
        for name in ("aria-controls", "data-target", "data-bs-target", "data-toggle-target"):
            target = element.get(name)
            if target and element.text_content().strip():
                ids.update(part.lstrip("#") for part in target.split())
    return frozenset(ids)


def _is_invisible(style: Style) -> bool:
    """Whatever is clicked on."""
    size = _pixels(style.get("font-size", ""))
    return (
        style.get("visibility") in ("hidden", "collapse")
        or _below(style.get("opacity"), _FAINTEST)
        or (size is not None and size < _SMALLEST)
        or _is_moved_away(style)
        or bool(_NOTHING_LEFT.search(style.get("clip", "") + " " + style.get("clip-path", "")))
        or bool(re.search(r"scale[xy3d]*\(\s{0,9}0?\.?0*\s{0,9}[,)]", style.get("transform", "")))
        or bool(_TRANSPARENT.fullmatch(style.get("-webkit-text-fill-color", "")))
    )


def _is_moved_away(style: Style) -> bool:
    moved = ["text-indent", "margin-left", "margin-top"]
    if style.get("position") in ("absolute", "fixed", "relative", "sticky"):
        moved += ["left", "top", "right", "bottom"]
    shifts = [_pixels(style.get(name, "")) for name in moved]
    shifts += [
        _pixels(value) for value in re.findall(r"translate\w*\(([^)]*)", style.get("transform", ""))
    ]
    return any(shift is not None and shift < _BESIDE for shift in shifts) or any(
        (_pixels(style.get(name, "")) or 0) > 4_000 for name in ("left", "top")
    )


def _has_no_room(style: Style) -> bool:
    clipped = any(
        style.get(name, "").startswith(("hidden", "clip"))
        for name in ("overflow", "overflow-x", "overflow-y")
    )
    sizes = [_pixels(style.get(n, "")) for n in ("height", "max-height", "width", "max-width")]
    return clipped and any(size is not None and size <= _THIN for size in sizes)


def _says_ink(element: Any, style: Style) -> bool:
    return "color" in style or "color" in element.attrib


def _is_camouflaged(color: int, ground: int | None) -> bool:
    """Transparent ink is -1; a ground that is unknown (a picture, a gradient) is None."""
    if color < 0:
        return True
    if ground is None:
        return False
    light, dark = sorted((_luminance(color), _luminance(ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05) < _CONTRAST


def _ink(element: Any, style: Style, above: tuple[int, int | None]) -> tuple[int, int | None]:
    """Colour of letters and ground, inherited."""
    color, ground = above
    if not isinstance(element.tag, str):
        return above
    said = style.get("color") or element.get("color")
    if said:
        color = -1 if _TRANSPARENT.fullmatch(said) else _color(said, color)
    painted = style.get("background-color") or style.get("background") or element.get("bgcolor")
    if painted and not _TRANSPARENT.search(painted) and painted not in ("none", "inherit", "0 0"):
        known = -2 if "url(" in painted or "gradient" in painted else _color(painted, -2)
        ground = None if known == -2 else known
    return color, ground


def _color(text: str, otherwise: int) -> int:
    """`#fff`, `white` or `rgb(255, 255, 255)` as a number."""
    word = next(iter(text.split()), "") if "(" not in text else text
    if word in _NAMES:
        return _NAMES[word]
    short = re.fullmatch(r"#([0-9a-f])([0-9a-f])([0-9a-f])[0-9a-f]?", word)
    if short:
        return int("".join(part * 2 for part in short.groups()), 16)
    long = re.fullmatch(r"#([0-9a-f]{6})(?:[0-9a-f]{2})?", word)
    if long:
        return int(long[1], 16)
    rgb = re.match(r"rgba?\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})", word)
    if rgb:
        red, green, blue = (min(255, int(part)) for part in rgb.groups())
        return red << 16 | green << 8 | blue
    return otherwise


def _luminance(color: int) -> float:
    """Relative luminance by WCAG 2.2."""
    parts = [((color >> shift) & 255) / 255 for shift in (16, 8, 0)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _below(value: str | None, limit: float) -> bool:
    found = _NUMBER.match(value or "")
    if not found:
        return False
    return float(found[1]) / (100 if found[2] == "%" else 1) < limit


def _pixels(value: str) -> float | None:
    """A length in pixels; None for what is none, or is relative to an unknown size."""
    found = _NUMBER.match(value)
    if not found:
        return None
    if found[2] == "%":
        # Of the font or the box: only what leaves nothing, or moves it out, is certain.
        share = float(found[1])
        return 0.0 if share == 0 else (-1e4 if share <= -100 else None)
    return float(found[1]) * _PIXELS.get(found[2] or "px", 1)
