"""The posting as read, and what it asks for."""

from dataclasses import dataclass
from enum import StrEnum

from resume_tailor.domain.model.identifiers import RequirementId


class Importance(StrEnum):
    """How much the posting insists, from its own words."""

    MUST = "must"
    SHOULD = "should"
    NICE = "nice"

    @property
    def weight(self) -> int:
        """Its share in the coverage: 3, 2 or 1."""
        return {Importance.MUST: 3, Importance.SHOULD: 2, Importance.NICE: 1}[self]


@dataclass(frozen=True, slots=True)
class Requirement:
    """One thing that the posting asks for, in its own words."""

    id: RequirementId
    text: str
    importance: Importance


@dataclass(frozen=True, slots=True)
class JobPosting:
    """A job advertisement. `description` is Markdown; `requirements` are empty until found."""

    title: str
    company: str
    location: str
    description: str
    url: str = ""
    requirements: tuple[Requirement, ...] = ()
