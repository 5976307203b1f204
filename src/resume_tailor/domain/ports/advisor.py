"""Whatever proposes: a language model, or the offline rules."""

from abc import abstractmethod
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Protocol

from resume_tailor.domain.model.change import Proposal
from resume_tailor.domain.model.evidence import Evidence
from resume_tailor.domain.model.identifiers import RequirementId
from resume_tailor.domain.model.job_posting import JobPosting, Requirement
from resume_tailor.domain.model.matching import Match
from resume_tailor.domain.model.questions import Question
from resume_tailor.domain.model.resume import Resume
from resume_tailor.domain.model.usage import Meter


@dataclass(frozen=True, slots=True)
class Brief:
    """All that an advisor may know: the newest version, the posting, what is proved of it."""

    resume: Resume
    posting: JobPosting
    evidence: tuple[Evidence, ...]
    match: Match
    asked_before: tuple[RequirementId, ...] = ()
    """What the person was asked about in earlier sessions."""
    meter: Meter = field(default_factory=Meter)
    """Counts what a language model is used for."""


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence for the person on how it goes."""

    message: str


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer to a remark: what to say, and what to change."""

    message: str
    proposals: tuple[Proposal, ...] = ()


class Advisor(Protocol):
    """Proposes; it never decides. Each proposal is judged before it is applied."""

    @abstractmethod
    async def requirements(self, posting: JobPosting, meter: Meter) -> tuple[Requirement, ...]:
        """What the posting asks for, single things in its own words, with ids r1, r2 ..."""

    @abstractmethod
    async def questions(self, brief: Brief, limit: int) -> tuple[Question, ...]:
        """At most `limit` questions on gaps that matter, the most important first; none on what was asked
        about before."""

    @abstractmethod
    def changes(self, brief: Brief) -> AsyncIterator[Proposal | Notice]:
        """Changes that bring the resume nearer to the posting, as they come to mind."""

    @abstractmethod
    def states_fact(self, remark: str) -> str | None:
        """The fact about the person that a remark states, in their own words; None if none."""

    @abstractmethod
    async def reply(self, remark: str, brief: Brief, stated: Evidence | None) -> Reply:
        """The answer to a remark; `stated` is the fact that was taken from it, if any."""
