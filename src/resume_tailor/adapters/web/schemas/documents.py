"""What was read, matched and changed."""

from typing import Annotated

from pydantic import BaseModel, Field, StrictBool

from resume_tailor.adapters.web.schemas.base import Body
from resume_tailor.adapters.web.schemas.sessions import PostingView
from resume_tailor.domain.model.corrections import Correction
from resume_tailor.domain.model.identifiers import EvidenceId, RequirementId
from resume_tailor.domain.model.resume import Resume


class Corrections(BaseModel):
    """What was read wrongly, and what is right. `kind` says which part: `contact`, `entry` (its
    header), `line` (an empty text takes it out) or `move`. Parts that are left out stay."""

    corrections: Annotated[
        list[Annotated[Correction, Field(discriminator="kind")]],
        Field(min_length=1, max_length=200),
    ]


class ReadingView(BaseModel):
    """The resume as read and corrected: contact, sections, entries and lines with their ids and
    places, what was left out (hidden text among it), and what the reader is not sure of."""

    version: int
    resume: Resume


class EvidenceView(BaseModel):
    """What the person said."""

    id: EvidenceId
    text: str


class RequirementView(Body):
    """What the posting asks for."""

    id: RequirementId
    text: str
    importance: str
    kind: Annotated[
        str,
        Field(
            description="skill, experience, degree, certificate, language, licence, duty or trait."
        ),
    ]
    years: float | None
    level: str


class WholePostingView(PostingView):
    """The posting with its text and everything that it asks for."""

    description: Annotated[str, Field(description="Markdown.")]
    requirements: list[RequirementView]


class MatchedRequirement(RequirementView):
    """A requirement, how far it is covered, and by what."""

    coverage_before: str
    coverage: str
    evidence: list[EvidenceView]


class MatchView(BaseModel):
    """Shares of what is asked for that are covered, 0 to 1: by the resume as uploaded, and with
    the answers."""

    coverage_before: float
    coverage_after: float
    requirements: list[MatchedRequirement]


class UnsupportedClaim(BaseModel):
    """A claim that nothing said supports; of kind `limit`, words that the change leaves out."""

    kind: str
    text: str


class VerdictView(BaseModel):
    """What the grounding check says."""

    outcome: str
    reason: str
    unsupported: list[UnsupportedClaim]
    nearest: Annotated[str | None, Field(description="The id of the evidence that comes nearest.")]


class ChangeView(BaseModel):
    """One change with its proof."""

    id: str
    op: str
    line: Annotated[str, Field(description="The line, or the part whose lines were reordered.")]
    before: str
    after: str
    why: str
    state: str
    accepted: Annotated[bool | None, Field(description="The person's decision, if there is one.")]
    version: int | None
    requirements: list[RequirementView]
    evidence: list[EvidenceView]
    verdict: VerdictView


class Decision(BaseModel):
    """What the person thinks of a change."""

    accepted: StrictBool


class ChangeList(BaseModel):
    """All changes of a session, applied or dropped, in order."""

    changes: list[ChangeView]
