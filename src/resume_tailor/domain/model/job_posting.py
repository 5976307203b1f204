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


class RequirementKind(StrEnum):
    """What sort of thing is asked for."""

    SKILL = "skill"
    """Knowledge of a tool, a method, a field."""
    EXPERIENCE = "experience"
    DEGREE = "degree"
    """Schooling, vocational training, a university degree."""
    CERTIFICATE = "certificate"
    LANGUAGE = "language"
    """A human language."""
    LICENCE = "licence"
    """A permission to drive, to practise, to handle secrets."""
    DUTY = "duty"
    """What the person will do."""
    TRAIT = "trait"
    """A personal quality, or the willingness to travel or to work at night."""


@dataclass(frozen=True, slots=True)
class Requirement:
    """One checkable thing that the posting asks for, in its own words."""

    id: RequirementId
    text: str
    importance: Importance
    kind: RequirementKind = RequirementKind.SKILL
    years: float | None = None
    """Years of experience asked for at least."""
    level: str = ""
    """Of a language: `A1` to `C2`, or `basic`, `good`, `fluent`, `native`."""


class PostingStatus(StrEnum):
    """Whether somebody can still apply, as far as the page says."""

    OPEN = "open"
    EXPIRED = "expired"
    """The site says that it is closed, filled, paused or over."""


@dataclass(frozen=True, slots=True)
class FieldOrigin:
    """Where a field of a posting was read: `title` from `JSON-LD`."""

    field: str
    source: str


@dataclass(frozen=True, slots=True)
class JobPosting:
    """A job advertisement. `description` is Markdown; what is empty was not said; `requirements`
    are empty until found."""

    title: str
    company: str
    location: str
    description: str
    url: str = ""
    requirements: tuple[Requirement, ...] = ()
    status: PostingStatus = PostingStatus.OPEN
    closing_words: str = ""
    """The words by which the site says that it is over."""
    remote: str = ""
    """`remote`, `hybrid` or `on-site`."""
    employment_type: str = ""
    salary: str = ""
    language: str = ""
    """ISO 639-1."""
    origins: tuple[FieldOrigin, ...] = ()
