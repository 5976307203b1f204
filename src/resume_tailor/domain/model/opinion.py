"""What a second reader says of a change that code could not decide on."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Opinion:
    """Whether the evidence supports the text, and else the words that it does not."""

    supported: bool
    unsupported: tuple[str, ...] = ()
