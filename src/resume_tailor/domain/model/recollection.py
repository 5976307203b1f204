"""What a person has said in earlier sessions, so that nobody is asked twice."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from resume_tailor.domain.model.identifiers import AnswerId, RequirementId, SessionId
from resume_tailor.domain.model.job_posting import JobPosting, Requirement
from resume_tailor.domain.model.lexicon import Lexicon
from resume_tailor.domain.model.relevance import content_stems
from resume_tailor.domain.model.resume import Resume


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
    texts: dict[str, None] = {}
    settled: set[str] = set()
    for given in told:
        if given.requirement and given.requirement in settled:
            continue
        settled.add(given.requirement)
        if given.text and _speaks_to(given, posting.requirements, lexicon):
            texts.setdefault(given.text)
    asked = tuple(
        requirement.id
        for requirement in posting.requirements
        if any(is_same(requirement.text, given.requirement, lexicon) for given in told)
    )
    return Recalled(tuple(reversed(texts)), asked)


def is_same(requirement: str, earlier: str, lexicon: Lexicon) -> bool:
    """Whether a requirement asks for nothing that an earlier one did not ask for."""
    named = lexicon.names(requirement)
    if named:
        return named <= lexicon.names(earlier)
    stems = content_stems(requirement, lexicon)
    return bool(stems) and stems <= content_stems(earlier, lexicon)


def _speaks_to(given: GivenAnswer, asked: Sequence[Requirement], lexicon: Lexicon) -> bool:
    shown = lexicon.supported(given.text)
    return any(
        shown & lexicon.names(requirement.text)
        or is_same(requirement.text, given.requirement, lexicon)
        for requirement in asked
    )
