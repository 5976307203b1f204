"""Whether a person sees a text of the page, from what was painted before and after it."""

from dataclasses import dataclass
from functools import lru_cache

from resume_tailor.adapters.reading.layout.page import Box

_SMALLEST = 2.5
"""Points; nobody prints so small what others should read."""
_FAINTEST = 0.1
"""Opacity below which letters cannot be read."""
CONTRAST = 1.35
"""Ratio of luminances as WCAG 2 defines it; #DDDDDD on white has it, and nobody prints text so."""
INKED = 16 | 32
"""MuPDF's flags of characters that are filled, or stroked."""
WHITE = 0xFFFFFF
WITHOUT_INK, COVERED = "drawn without ink", "covered"
_CAMOUFLAGE = "in the colour of the background"
UNSURE = frozenset({COVERED, _CAMOUFLAGE})
"""Reasons that the page's picture may disprove: fills can be clipped, and backgrounds can be
gradients, which are not among the paintings."""
_COVERED = 0.3
"""Share of a text's box that a later painting must lie on to raise the doubt."""
_FEW, _NARROWEST = 6, 0.12
"""More letters than these, each narrower than so many ems, cannot be read."""


@dataclass(frozen=True, slots=True)
class Painting:
    """A filled area or a picture; `color` is None where it is a picture. `order` counts what the
    page draws."""

    order: float
    box: Box
    color: int | None


@dataclass(frozen=True, slots=True)
class Ink:
    """How a text is drawn."""

    order: float
    box: Box
    size: float
    color: int
    opacity: float
    flags: int
    """MuPDF's flags of characters; see `INKED`."""
    letters: int = 1


def reason_hidden(ink: Ink, paintings: list[Painting], page: Box) -> str:
    """Why nobody sees the text, in a word or two; empty where it can be seen."""
    if not ink.box.meets(page):
        return "off the page"
    if ink.size < _SMALLEST or _is_squeezed(ink):
        return "too small to see"
    if not ink.flags & INKED:
        return WITHOUT_INK
    if ink.opacity < _FAINTEST:
        return "transparent"
    if _is_covered(ink, paintings):
        return COVERED
    return _CAMOUFLAGE if _is_camouflaged(ink, paintings) else ""


def contrast(one: int, other: int) -> float:
    """The contrast of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _is_covered(ink: Ink, paintings: list[Painting]) -> bool:
    return any(p.order > ink.order and _lies_on(p.box, ink.box) for p in paintings)


def _is_squeezed(ink: Ink) -> bool:
    """Flattened, or with letters one over the other."""
    long, high = sorted((ink.box.width, ink.box.height), reverse=True)
    narrow = ink.letters > _FEW and long < _NARROWEST * ink.size * ink.letters
    return high < 1 or narrow


def _is_camouflaged(ink: Ink, paintings: list[Painting]) -> bool:
    """On an unknown ground, such as a picture, it may be; see `UNSURE`."""
    ground = _ground(ink, paintings)
    return ground is None or contrast(_mixed(ink, ground), ground) < CONTRAST


def _mixed(ink: Ink, ground: int) -> int:
    """What a person sees of ink that lets its ground through."""
    parts = ((shift, (ink.color >> shift) & 255, (ground >> shift) & 255) for shift in (16, 8, 0))
    return sum(round(a * ink.opacity + b * (1 - ink.opacity)) << shift for shift, a, b in parts)


def _ground(ink: Ink, paintings: list[Painting]) -> int | None:
    """The colour under the middle of the text; None where that is a picture."""
    x, y = (ink.box.x0 + ink.box.x1) / 2, ink.box.middle
    under = [
        p
        for p in paintings
        if p.order < ink.order and p.box.x0 <= x <= p.box.x1 and p.box.y0 <= y <= p.box.y1
    ]
    return under[-1].color if under else WHITE


def _lies_on(cover: Box, text: Box) -> bool:
    wide = min(cover.x1, text.x1) - max(cover.x0, text.x0)
    high = min(cover.y1, text.y1) - max(cover.y0, text.y0)
    return min(wide, high) > 0 and wide * high >= _COVERED * text.width * text.height


@lru_cache(maxsize=1_024)
def _luminance(color: int) -> float:
    parts = ((color >> 16) & 255, (color >> 8) & 255, color & 255)
    red, green, blue = (_linear(part / 255) for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
