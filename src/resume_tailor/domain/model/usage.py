"""What a language model was used for a session."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Usage:
    """Calls and tokens; `cost` in US dollars, None where a price is not known."""

    calls: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    cost: float | None = None

    def __add__(self, other: "Usage") -> "Usage":
        costs = [usage.cost for usage in (self, other) if usage.cost is not None]
        return Usage(
            self.calls + other.calls,
            self.input_tokens + other.input_tokens,
            self.output_tokens + other.output_tokens,
            sum(costs) if costs else None,
        )


class Meter:
    """Counts while an advisor works; `spent` begins with what was spent before."""

    def __init__(self, before: Usage | None = None) -> None:
        self.spent = before or Usage()
        self._taken = self.spent

    def count(self, usage: Usage) -> None:
        """One more call."""
        self.spent += usage

    def take(self) -> Usage | None:
        """What was spent since this was asked for last; None for nothing."""
        if self.spent.calls == self._taken.calls:
            return None
        before, self._taken = self._taken, self.spent
        cost = self.spent.cost
        return Usage(
            self.spent.calls - before.calls,
            self.spent.input_tokens - before.input_tokens,
            self.spent.output_tokens - before.output_tokens,
            None if cost is None else cost - (before.cost or 0.0),
        )
