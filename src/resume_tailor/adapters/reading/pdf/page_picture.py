"""The picture of a page, drawn only where there is doubt whether a text can be seen."""

from functools import cached_property
from typing import Any

from resume_tailor.adapters.reading.layout.page import Box
from resume_tailor.adapters.reading.pdf.visibility import CONTRAST, contrast

_SIDE = 1_500
"""Pixels of the longer side at most."""
_LIKE = 60
"""How much a channel may differ: small letters are drawn paler than their ink."""
_SHARE = 0.02
"""Pixels of a text in its ink, of all in its box; fewer are chance."""


class PagePicture:
    """Drawn once, when first asked, from PyMuPDF's list of what the page draws."""

    def __init__(self, drawn: Any) -> None:
        self._drawn = drawn

    def shows(self, box: Box, color: int) -> bool:
        """Whether text of this colour can be told from its ground there: the commonest colour in
        its box is the ground, and some pixels have the colour of the ink."""
        import pymupdf

        library: Any = pymupdf
        area = library.IRect(*(v * self._scale for v in (box.x0, box.y0, box.x1, box.y1)))
        pixels = self._pixels.color_count(colors=True, clip=area & self._pixels.irect)
        if not pixels:
            return False
        ground = max(pixels, key=lambda pixel: pixels[pixel])
        if contrast(int.from_bytes(ground, "big"), color) < CONTRAST:
            return False
        ink = color.to_bytes(3, "big")
        drawn = sum(n for pixel, n in pixels.items() if _alike(pixel, ink))
        return bool(drawn >= _SHARE * sum(pixels.values()))

    @cached_property
    def _scale(self) -> float:
        longest = max(self._drawn.rect.width, self._drawn.rect.height, 1.0)
        return min(1.5, _SIDE / float(longest))

    @cached_property
    def _pixels(self) -> Any:
        import pymupdf

        library: Any = pymupdf
        matrix = library.Matrix(self._scale, self._scale)
        return self._drawn.get_pixmap(matrix=matrix, colorspace=library.csRGB, alpha=0)


def _alike(one: bytes, other: bytes) -> bool:
    return all(abs(a - b) <= _LIKE for a, b in zip(one, other, strict=True))
