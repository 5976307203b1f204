"""What the check says of a text."""

from dataclasses import dataclass, replace
from enum import StrEnum

from resume_tailor.domain.model.claims import Claim
from resume_tailor.domain.model.identifiers import EvidenceId
from resume_tailor.domain.model.opinion import Opinion


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
    opinion: Opinion | None = None
    """Of a second reader, who is heard on what is undecided alone."""

    @property
    def may_be_applied(self) -> bool:
        """What was proved may enter a resume, and what was undecided and then read and supported."""
        supported = self.opinion is not None and self.opinion.supported
        return self.outcome is Outcome.PROVED or (self.outcome is Outcome.UNDECIDED and supported)

    def heard(self, opinion: Opinion) -> "Verdict":
        """The same with an opinion; it changes nothing of what was proved or refuted."""
        if self.outcome is not Outcome.UNDECIDED:
            return self
        doubted = opinion.unsupported or tuple(claim.value for claim in self.unsupported)
        reason = _READ if opinion.supported else _refused(doubted)
        return replace(self, opinion=opinion, reason=reason)


ASSERTS_NOTHING = Verdict(Outcome.PROVED, "It asserts nothing new.")
_READ = "Read, not proved: a second reader found each claim of it in what you said."


def _refused(doubted: tuple[str, ...]) -> str:
    words = ", ".join(f"“{words}”" for words in doubted)
    return f"A second reader did not find {words or 'it'} in what you said."
