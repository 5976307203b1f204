"""How the text itself looks, that headings and headers are set apart from."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from resume_tailor.adapters.reading.layout.page import Run, Style

_LARGE = 1.15
_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class Body:
    """The commonest size, in points, and colour, by characters."""

    size: float
    color: int

    @classmethod
    def of(cls, runs: Sequence[Run]) -> "Body":
        """Counted over all runs of a document; black print of ten points where there are none."""
        return cls(
            _commonest(runs, lambda style: style.size, 10.0),
            _commonest(runs, lambda style: style.color, 0),
        )

    def is_large(self, size: float) -> bool:
        """So large that it is set apart by that alone."""
        return size > _LARGE * self.size


def _commonest(runs: Sequence[Run], of: Callable[[Style], _Value], default: _Value) -> _Value:
    counts: Counter[_Value] = Counter()
    for run in runs:
        for piece in run.pieces:
            counts[of(piece.style)] += len(piece.text)
    return counts.most_common(1)[0][0] if counts else default
