"""What a person has said in earlier sessions, so that nobody is asked twice."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from resume_tailor.domain.model.identifiers import AnswerId, RequirementId, SessionId
from resume_tailor.domain.model.job_posting import JobPosting
from resume_tailor.domain.model.lexicon import Lexicon
from resume_tailor.domain.model.matching import levels_in
from resume_tailor.domain.model.relevance import content_stems
from resume_tailor.domain.model.resume import Resume

LONGEST_RECALLED = 2_000
"""Characters; what is longer is no answer in a sentence or two."""


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """Something that a person has said of themself, asked or not."""

    requirement: str
    """What was asked about, in the posting's words; empty for a fact that was stated unasked."""
    text: str
    """Empty where the question was passed: it is not asked again."""
    owner: str
    """Whose resume was being tailored (`owner_of`)."""


@dataclass(frozen=True, slots=True)
class RememberedAnswer:
    """A given answer as it is kept."""

    id: AnswerId
    given: GivenAnswer
    session_id: SessionId
    at: datetime


@dataclass(frozen=True, slots=True)
class Recalled:
    """What of it counts in a session: texts that are evidence, and requirements not to be asked about
    again."""

    answers: tuple[str, ...] = ()
    asked: tuple[RequirementId, ...] = ()


def owner_of(resume: Resume) -> str:
    """Who a resume is about: one account may tailor those of many people, and what one of them has said
    is no evidence for another. Empty if the resume does not say."""
    return " ".join((resume.contact.name or resume.contact.email).casefold().split())


def recall(
    earlier: Sequence[RememberedAnswer], resume: Resume, posting: JobPosting, lexicon: Lexicon
) -> Recalled:
    """What this person has said, latest first, that speaks to what this posting asks for. Where one
    thing was asked about more than once, the latest answer counts."""
    owner = owner_of(resume)
    told = [known.given for known in earlier if owner and known.given.owner == owner]
    asked = [(r.id, _Topic.of(r.text, lexicon)) for r in posting.requirements]
    topics = {given.requirement: _Topic.of(given.requirement, lexicon) for given in told}
    texts: dict[str, None] = {}
    settled: set[str] = set()
    for given in told:
        if given.requirement and given.requirement in settled:
            continue
        settled.add(given.requirement)
        if not 0 < len(given.text) <= LONGEST_RECALLED:
            continue
        shown, topic = lexicon.supported(given.text), topics[given.requirement]
        if any(shown & other.names or other.is_within(topic) for _, other in asked):
            texts.setdefault(given.text)
    known = [(topics[given.requirement], bool(given.text)) for given in told]
    return Recalled(
        tuple(reversed(texts)),
        tuple(id_ for id_, topic in asked if any(topic.is_settled_by(*k) for k in known)),
    )


@dataclass(frozen=True, slots=True)
class _Topic:
    """What a requirement is about: the terms it names, or else its words, and levels of languages."""

    names: frozenset[str]
    stems: frozenset[str]
    levels: frozenset[str]

    @classmethod
    def of(cls, requirement: str, lexicon: Lexicon) -> "_Topic":
        return cls(
            lexicon.names(requirement),
            content_stems(requirement, lexicon),
            levels_in(requirement),
        )

    def is_within(self, earlier: "_Topic") -> bool:
        """Whether it asks for nothing that the earlier one did not ask for."""
        if self.names:
            return self.names <= earlier.names
        return bool(self.stems) and self.stems <= earlier.stems

    def is_settled_by(self, earlier: "_Topic", answered: bool) -> bool:  # noqa: FBT001
        """Whether nobody need ask again. Who passed a question has said nothing of parts of it, nor of
        another level."""
        if answered:
            return self.is_within(earlier)
        both_ways = self.is_within(earlier) and earlier.is_within(self)
        return both_ways and self.levels == earlier.levels
