"""Values in style sheets: lengths, shares, colours, and the arithmetic that CSS allows in them."""

from collections.abc import Mapping, Sequence
from typing import Any

from tinycss2 import color4

Tokens = Sequence[Any]

_PIXELS = {"px": 1.0, "pt": 4 / 3, "pc": 16.0, "in": 96.0, "cm": 37.8, "mm": 3.78, "q": 0.945}
_OF_FONT = {"em": 1.0, "ex": 0.5, "ch": 0.5, "ic": 1.0, "lh": 1.2, "cap": 0.7}
_OF_ROOT = {"rem": 16.0, "rex": 8.0, "rch": 8.0, "rlh": 19.2}
_OF_WINDOW = {"w": 12.0, "h": 8.0, "i": 12.0, "b": 8.0, "min": 8.0, "max": 12.0}
_SIZES = {"xx-small": 9, "x-small": 10, "small": 13, "medium": 16, "large": 18, "x-large": 24}
_SIZES |= {"xx-large": 32, "xxx-large": 48}
_DEEPEST = 12
_SUMS, _PRODUCTS = ("+", "-"), ("*", "/")


def words(tokens: Tokens) -> list[Any]:
    """The tokens without blanks and comments."""
    return [token for token in tokens if token.type not in ("whitespace", "comment")]


def keyword(tokens: Tokens) -> str:
    """The one word that a value is; empty for others."""
    said = words(tokens)
    return said[0].lower_value if len(said) == 1 and said[0].type == "ident" else ""


def pixels(tokens: Tokens, font: float = 16.0, whole: float = 1_200.0) -> float | None:
    """A single length in CSS pixels; `font` is what `em` means, `whole` what a percentage is of.
    None for what is no length."""
    said = words(tokens)
    return _value(said[0], font, whole, 0) if len(said) == 1 else None


def lengths(tokens: Tokens, font: float = 16.0, whole: float = 1_200.0) -> list[float | None]:
    """Each part of a value as a length."""
    return [_value(token, font, whole, 0) for token in words(tokens)]


def share(tokens: Tokens) -> float | None:
    """`0.5` or `50%`; None for what is neither."""
    return pixels(tokens, 16.0, 1.0)


def font_size(tokens: Tokens, inherited: float) -> float | None:
    """A font size in pixels, given that of the element around."""
    name = keyword(tokens)
    if name in ("smaller", "larger"):
        return inherited * (0.83 if name == "smaller" else 1.2)
    return _SIZES.get(name) or pixels(tokens, inherited, inherited)


def colour_in(tokens: Tokens) -> tuple[int, float] | None:
    """The first colour of a value, as 0xRRGGBB and its opacity; None where none stands."""
    for token in words(tokens):
        try:
            found = color4.parse_color(token)
        except (ValueError, ZeroDivisionError, OverflowError):
            continue
        if found == "currentcolor" or found is None:
            continue
        red, green, blue = (round(255 * min(1.0, max(0.0, part))) for part in _rgb(found))
        return red << 16 | green << 8 | blue, float(found.alpha if found.alpha is not None else 1)
    return None


def _rgb(colour: Any) -> tuple[float, float, float]:
    """Parts from 0 to 1; of a colour beyond sRGB the grey that is as light."""
    if colour.space in ("hsl", "hwb"):
        colour = colour.to("srgb")
    if colour.space == "srgb":
        red, green, blue = (part or 0.0 for part in colour.coordinates)
        return red, green, blue
    for space in ("xyz-d50", "xyz-d65"):
        try:
            light = max(0.0, colour.to(space).coordinates[1])
        except NotImplementedError:
            continue
        return (light ** (1 / 2.2),) * 3
    return (0.5,) * 3


def substituted(tokens: Tokens, variables: Mapping[str, Tokens], depth: int = 0) -> list[Any]:
    """The tokens with each `var(--x, fallback)` put in; nothing for one that is unknown."""
    out: list[Any] = []
    for token in tokens:
        if token.type != "function" or token.lower_name != "var" or depth > _DEEPEST:
            out.append(token)
            continue
        arguments = words(token.arguments)
        name = arguments[0].value if arguments and arguments[0].type == "ident" else ""
        out += substituted(variables.get(name) or arguments[2:], variables, depth + 1)
    return out


def _value(token: Any, font: float, whole: float, depth: int) -> float | None:
    if depth > _DEEPEST:
        return None
    match token.type:
        case "number":
            value: float | None = float(token.value)
        case "percentage":
            value = float(token.value) / 100 * whole
        case "dimension":
            value = _dimension(float(token.value), token.lower_unit, font)
        case "() block":
            value = _sum(words(token.content), font, whole, depth + 1)
        case "function":
            value = _called(token, font, whole, depth + 1)
        case _:
            value = None
    return value


def _dimension(value: float, unit: str, font: float) -> float | None:
    if unit in _PIXELS:
        return value * _PIXELS[unit]
    if unit in _OF_FONT:
        return value * _OF_FONT[unit] * font
    if unit in _OF_ROOT:
        return value * _OF_ROOT[unit]
    ending = unit.lstrip("sld").removeprefix("v")
    return value * _OF_WINDOW[ending] if "v" in unit and ending in _OF_WINDOW else None


def _called(token: Any, font: float, whole: float, depth: int) -> float | None:
    parts = [_sum(part, font, whole, depth) for part in _between_commas(words(token.arguments))]
    said = [part for part in parts if part is not None]
    if len(said) != len(parts) or not said:
        return None
    match token.lower_name:
        case "calc":
            return said[0]
        case "min":
            return min(said)
        case "max":
            return max(said)
        case "clamp" if len(said) == 3:
            return max(said[0], min(said[1], said[2]))
    return None


def _between_commas(tokens: list[Any]) -> list[list[Any]]:
    parts: list[list[Any]] = [[]]
    for token in tokens:
        if token == ",":  # noqa: S105 - a comma
            parts.append([])
        else:
            parts[-1].append(token)
    return parts


def _sum(tokens: list[Any], font: float, whole: float, depth: int) -> float | None:
    """Products with `+` and `-` between them."""
    total, sign = 0.0, 1.0
    part: list[Any] = []
    for token in [*tokens, "+"]:
        operator = token if isinstance(token, str) else getattr(token, "value", None)
        if operator in _SUMS and (isinstance(token, str) or token.type == "literal") and part:
            product = _product(part, font, whole, depth)
            if product is None:
                return None
            total, sign, part = total + sign * product, 1.0 if operator == "+" else -1.0, []
        else:
            part.append(token)
    return total


def _product(tokens: list[Any], font: float, whole: float, depth: int) -> float | None:
    result = _value(tokens[0], font, whole, depth)
    for operator, token in zip(tokens[1::2], tokens[2::2], strict=False):
        value = _value(token, font, whole, depth)
        if result is None or value is None or operator not in _PRODUCTS:
            return None
        if operator == "/" and value == 0:
            return None
        result = result * value if operator == "*" else result / value
    return result
