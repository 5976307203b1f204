"""What the child process hands over: pieces of text with their place and look."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fragment:
    """A run of text on one baseline in one look; the box is in points from the top left."""

    text: str
    page: int
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    bold: bool


@dataclass(frozen=True, slots=True)
class Extracted:
    """A whole document; `links` are the addresses behind its text, in order."""

    fragments: tuple[Fragment, ...]
    links: tuple[str, ...]
