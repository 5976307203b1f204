"""Whether an element's place and room leave nothing of it to be seen."""

from typing import Any

from resume_tailor.adapters.scraping.markup.css_values import (
    Tokens,
    keyword,
    lengths,
    pixels,
    words,
)
from resume_tailor.adapters.scraping.markup.styles import Style

_BEFORE, _BEHIND = -400.0, 2_400.0
"""Pixels to the left or above, and to the right: what is moved further stands beside the page."""
_BELOW = 20_000.0
"""Pixels; pages are long, but not so."""
_WINDOW, _WIDTH = 1_000.0, 1_200.0
_THIN = 2.5
_TOO_NARROW = -4.0
"""Pixels between letters at which they stand on each other."""
_SMALLEST = 0.15
_PLACED = frozenset({"absolute", "fixed", "relative", "sticky", "-webkit-sticky"})
_CUTTING = frozenset({"hidden", "clip", "auto", "scroll"})


def is_out_of_sight(style: Style, font: float) -> bool:
    """Moved away, cut away, scaled to nothing, or without room."""
    return (
        _is_placed_away(style, font)
        or _is_transformed_away(style, font)
        or _is_clipped(style)
        or _has_no_room(style, font)
        or _is_indented_away(style, font)
    )


def _is_placed_away(style: Style, font: float) -> bool:
    margins = [pixels(style.get(name, ()), font) for name in ("margin-left", "margin-top")]
    if any(shift is not None and shift < _BEFORE for shift in margins):
        return True
    position = keyword(style.get("position", ()))
    if position not in _PLACED:
        return False
    below = _WINDOW if position == "fixed" else _BELOW
    beside = _WIDTH if position == "fixed" else _BEHIND
    for side, far in (("left", beside), ("right", beside), ("top", below), ("bottom", below)):
        shift = pixels(style.get(side, ()), font, _WINDOW if side in ("top", "bottom") else _WIDTH)
        least = _BEFORE if side in ("left", "top") or position == "fixed" else -_BEHIND
        if shift is not None and (shift < least or shift >= far):
            return True
    return False


def _is_indented_away(style: Style, font: float) -> bool:
    indent = pixels(style.get("text-indent", ()), font, 10_000.0)
    spacing = pixels(style.get("letter-spacing", ()), font)
    return (indent is not None and (indent < _BEFORE or indent > _BEHIND)) or (
        spacing is not None and spacing <= _TOO_NARROW
    )


def _is_transformed_away(style: Style, font: float) -> bool:
    if _is_shifted(style.get("translate", ()), font) or _is_shrunk(style.get("scale", ())):
        return True
    for token in words(style.get("transform", ())):
        if token.type != "function":
            continue
        name, arguments = token.lower_name, [part for part in token.arguments if part != ","]
        if name.startswith("translate") and _is_shifted(arguments, font):
            return True
        if name.startswith("scale") and _is_shrunk(arguments):
            return True
        if name.startswith("matrix") and _is_shrunk(arguments[:1]):
            return True
        if name in ("rotatex", "rotatey") and _is_edgewise(arguments):
            return True
    return False


def _is_shifted(tokens: Tokens, font: float) -> bool:
    """Percentages are of the element itself, and -100% moves menus that fold out."""
    shifts = [
        shift
        for token, shift in zip(words(tokens), lengths(tokens, font, 300.0), strict=True)
        if shift is not None and token.type != "number"
    ]
    return any(shift < _BEFORE or shift > _BEHIND for shift in shifts)


def _is_shrunk(tokens: Tokens) -> bool:
    sizes = [size for size in lengths(tokens, whole=1.0) if size is not None]
    return any(abs(size) < _SMALLEST for size in sizes)


def _is_edgewise(tokens: Tokens) -> bool:
    turns = {"deg": 360.0, "turn": 1.0, "grad": 400.0, "rad": 6.2832}
    for token in words(tokens):
        if token.type == "dimension" and token.lower_unit in turns:
            part = abs(float(token.value)) / turns[token.lower_unit] % 0.5
            return abs(part - 0.25) < 0.01
    return False


def _is_clipped(style: Style) -> bool:
    for name in ("clip", "clip-path"):
        for token in words(style.get(name, ())):
            if token.type == "function" and _leaves_nothing(token.lower_name, token.arguments):
                return True
    return False


def _leaves_nothing(shape: str, arguments: Tokens) -> bool:
    sizes = lengths([part for part in arguments if part != ","], whole=100.0)
    said = [size for size in sizes if size is not None]
    match shape:
        case "inset":
            top, right, bottom, left = _four(said)
            return top + bottom >= 100.0 or left + right >= 100.0
        case "rect":
            top, right, bottom, left = _four(said)
            return len(said) == 4 and (abs(bottom - top) <= _THIN or abs(right - left) <= _THIN)
        case "circle" | "ellipse":
            return bool(said) and said[0] <= _THIN
        case "polygon":
            across, down = said[::2], said[1::2]
            return bool(down) and (_is_thin(across) or _is_thin(down))
        case "path":
            return True  # hardly anybody cuts text so
    return False


def _is_thin(values: list[float]) -> bool:
    return max(values) - min(values) <= _THIN


def _four(sizes: list[float]) -> tuple[float, float, float, float]:
    """The four sides of a shorthand."""
    if not sizes:
        return 0.0, 0.0, 0.0, 0.0
    top = sizes[0]
    right = sizes[1] if len(sizes) > 1 else top
    bottom = sizes[2] if len(sizes) > 2 else top
    return top, right, bottom, sizes[3] if len(sizes) > 3 else right


def _has_no_room(style: Style, font: float) -> bool:
    cutting = any(keyword(style.get(n, ())) in _CUTTING for n in ("overflow-x", "overflow-y"))
    names = ("height", "max-height", "width", "max-width")
    sizes: list[Any] = [pixels(style.get(name, ()), font) for name in names]
    return cutting and any(size is not None and size <= _THIN for size in sizes)
