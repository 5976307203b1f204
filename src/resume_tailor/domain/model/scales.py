"""What the causes of doubt weigh: a value, filled from data by an adapter."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Scales:
    """What doubts weigh, as log odds, and from where on they decide."""

    weights: Mapping[str, float] = field(default_factory=dict)
    bias: float = 0.0
    harmless: frozenset[str] = frozenset()
    """Causes that do not stand in the way of a proof by themselves."""
    proved_below: float = 0.0
    refuted_from: float = 0.0
    most_of_a_cause: int = 3
    """Doubts of one cause that count."""
