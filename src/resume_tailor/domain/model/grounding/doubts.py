"""A doubt: a claim of a text that the evidence does not carry, and why it is doubted."""

from dataclasses import dataclass, field
from datetime import date

from resume_tailor.domain.model.claims import Claim, ClaimKind
from resume_tailor.domain.model.grounding.reading import Readings


@dataclass(frozen=True, slots=True)
class Doubt:
    """A span of the text, and why it is doubted; the causes are named in `data/doubts.txt`.
    `start == end` for what was left out, which `lost` then quotes."""

    cause: str
    start: int = 0
    end: int = 0
    lost: str = ""

    def claim(self, text: str) -> Claim:
        """The claim that is doubted."""
        said = self.lost or text[self.start : self.end]
        return Claim(
            _KINDS.get(self.cause.split()[0], ClaimKind.WORDING), said, self.start, self.end
        )


@dataclass(frozen=True, slots=True)
class Background:
    """What else is known when a text is judged."""

    today: date
    """Ends what is still going on."""
    language: str = "en"
    """Of the resume, ISO 639-1."""
    asked: tuple[str, ...] = ()
    """What the posting asks for."""
    elsewhere: tuple[str, ...] = ()
    """What the person has said of other things."""
    readings: Readings = field(default_factory=Readings)
    """What was read before, for whoever judges more than one text."""


_KINDS = {
    "number": ClaimKind.QUANTITY,
    "small": ClaimKind.QUANTITY,
    "bound": ClaimKind.QUANTITY,
    "duration": ClaimKind.DATE,
    "year": ClaimKind.DATE,
    "term": ClaimKind.TERM,
    "name": ClaimKind.NAME,
    "role": ClaimKind.ROLE,
    "own": ClaimKind.ROLE,
    "making": ClaimKind.ROLE,
    "title": ClaimKind.TITLE,
    "scope": ClaimKind.SCOPE,
    "audience": ClaimKind.AUDIENCE,
    "frequency": ClaimKind.FREQUENCY,
    "status": ClaimKind.STATUS,
    "certainty": ClaimKind.CERTAINTY,
    "level": ClaimKind.CERTAINTY,
    "quality": ClaimKind.QUALITY,
    "outcome": ClaimKind.OUTCOME,
    "method": ClaimKind.METHOD,
    "negation": ClaimKind.LIMIT,
    "negated": ClaimKind.LIMIT,
    "agent": ClaimKind.LIMIT,
    "hedge": ClaimKind.LIMIT,
}
