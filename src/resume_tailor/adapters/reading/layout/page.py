"""What a file hands over: runs of text with their place and look, and what is drawn around them."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

SIGN = "sign "
"""How the kind of a mark begins that is a character of text."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in points, from the top left corner of the page."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        """Never negative in a box that was printed."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """Never negative in a box that was printed."""
        return self.y1 - self.y0

    @property
    def middle(self) -> float:
        """Half way down."""
        return (self.y0 + self.y1) / 2

    def meets(self, other: "Box") -> bool:
        """Whether they share a point."""
        return (
            self.x0 <= other.x1
            and self.x1 >= other.x0
            and self.y0 <= other.y1
            and self.y1 >= other.y0
        )

    def beside(self, other: "Box") -> bool:
        """Whether they share half of the lower one's height."""
        shared = min(self.y1, other.y1) - max(self.y0, other.y0)
        return shared > 0.5 * min(self.height, other.height)


def around(boxes: "list[Box]") -> Box:
    """The smallest box that holds all of them."""
    return Box(
        min(box.x0 for box in boxes),
        min(box.y0 for box in boxes),
        max(box.x1 for box in boxes),
        max(box.y1 for box in boxes),
    )


@dataclass(frozen=True, slots=True)
class Style:
    """How text looks: size in points, colour as 0xRRGGBB."""

    size: float
    bold: bool = False
    italic: bool = False
    color: int = 0
    font: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """Neighbouring words in one style."""

    text: str
    style: Style


@dataclass(frozen=True)
class Run:
    """Words on one baseline without a wide gap between them, the unit of layout."""

    pieces: tuple[Piece, ...]
    page: int
    box: Box
    order: int
    """When it was drawn: 0, 1, 2 ... through the file."""
    mark: "Mark | None" = None
    """The bullet mark in front of it."""
    turned: bool = False
    """Printed upwards or downwards."""

    @cached_property
    def text(self) -> str:
        """All of it."""
        return "".join(piece.text for piece in self.pieces).strip()

    @cached_property
    def style(self) -> Style:
        """The style of most of it; of two that share it, the bolder or larger."""
        weight: dict[Style, int] = {}
        for piece in self.pieces:
            weight[piece.style] = weight.get(piece.style, 0) + len(piece.text.strip())
        return max(weight, key=lambda s: (weight[s], s.bold, s.size))

    @property
    def size(self) -> float:
        """Of most of it, in points."""
        return self.style.size

    def joined_with(self, following: "Run") -> "Run":
        """This run and one that goes on with it, printed below, as one."""
        pieces = (*self.pieces, Piece(" ", self.style), *following.pieces)
        return replace(self, pieces=pieces, box=around([self.box, following.box]))


@dataclass(frozen=True, slots=True)
class Mark:
    """Something small that was drawn: perhaps a bullet, perhaps an icon. `kind` is the same for
    marks that look alike."""

    box: Box
    kind: str

    @property
    def is_sign(self) -> bool:
        """Printed as a character of text, which no icon is."""
        return self.kind.startswith(SIGN)


def around_runs(runs: Sequence[Run]) -> Box:
    """The smallest box that holds all of them."""
    return around([run.box for run in runs])


@dataclass(frozen=True, slots=True)
class Hidden:
    """Text in the file that a person does not see, and why not."""

    text: str
    reason: str
    page: int
    box: Box


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page."""

    number: int
    width: float
    height: float
    runs: tuple[Run, ...] = ()
    marks: tuple[Mark, ...] = ()
    rules: tuple[Box, ...] = ()
    """Straight lines that were drawn, as thin boxes."""


@dataclass(frozen=True, slots=True)
class Link:
    """An address behind an area of a page."""

    page: int
    box: Box
    address: str


@dataclass(frozen=True, slots=True)
class Document:
    """All that was found in a file."""

    sheets: tuple[Sheet, ...]
    links: tuple[Link, ...] = ()
    hidden: tuple[Hidden, ...] = ()
    photos: int = 0
    recognised: bool = False
    """The text was read from pictures, so letters may be wrong."""
    unknown: int = 0
    """Letters whose fonts do not say what they stand for."""

    runs: tuple[Run, ...] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        runs = tuple(run for sheet in self.sheets for run in sheet.runs)
        object.__setattr__(self, "runs", runs)
