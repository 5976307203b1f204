"""What a reader says of its own reading: what it left out, and what it is not sure of."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stood: page from 0, box in points from the page's top left corner."""

    page: int
    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Text of the file that is no part of the resume: hidden from people, or repeated on every
    page. It is shown to the person, and is never evidence."""

    text: str
    reason: str
    """In words that follow `left out because it is`: `too small to see`, `a running head`."""
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that was perhaps not understood, in a sentence for the person. `where` is the id of
    a section, an entry or a line; empty if it is about the whole."""

    text: str
    where: str = ""


@dataclass(frozen=True, slots=True)
class ReadingReport:
    """All of it. `recognised` says that the text was recognised from pictures of letters; `photos`
    counts the pictures, which no tailored document has."""

    doubts: tuple[Doubt, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    recognised: bool = False
    photos: int = 0
