"""What the check says of a text."""

from dataclasses import dataclass
from enum import StrEnum

from resume_tailor.domain.model.claims import Claim
from resume_tailor.domain.model.identifiers import EvidenceId


class Outcome(StrEnum):
    """What the check found."""

    PROVED = "proved"
    REFUTED = "refuted"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome with its reason in a sentence, the claims that nothing supports, and the piece of
    evidence that comes nearest to the text. `doubt` is how strongly the check leans against it, from
    0 to 1, whatever the outcome."""

    outcome: Outcome
    reason: str
    unsupported: tuple[Claim, ...] = ()
    nearest: EvidenceId | None = None
    doubt: float = 0.0

    @property
    def may_be_applied(self) -> bool:
        """Only what was proved may enter a resume."""
        return self.outcome is Outcome.PROVED


ASSERTS_NOTHING = Verdict(Outcome.PROVED, "It asserts nothing new.")
