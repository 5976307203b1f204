"""All that a session knows, as one frozen value: what a repository keeps and gives back."""

from dataclasses import dataclass, field

from resume_tailor.domain.model.change import Change
from resume_tailor.domain.model.conversation import Conversation
from resume_tailor.domain.model.identifiers import RequirementId, SessionId, UserId
from resume_tailor.domain.model.job_posting import JobPosting
from resume_tailor.domain.model.matching import Match
from resume_tailor.domain.model.resume import Resume
from resume_tailor.domain.model.session_states import Status
from resume_tailor.domain.model.usage import Usage


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a session failed: a stable code, and a sentence that says what to do."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class SessionSnapshot:
    """The state of a `TailoringSession`. What is None or empty has not happened yet."""

    id: SessionId
    user_id: UserId
    resume_key: str
    job_url: str
    job_description: str = ""
    status: Status = Status.QUEUED
    progress: int = 0
    attempt: int = 0
    """The number of the latest run; a run with a lower number may write nothing any more."""
    lost_runs: tuple[int, int] = (0, 0)
    """How many runs of the present job were lost (they failed, or their process died) when the latest
    one began, and how many of these in a row had finished nothing."""
    last_seq: int = 0
    resume_password: str = field(default="", repr=False)
    """What opens the resume, from the answer that named it until the file was read."""
    resume: Resume | None = None
    """The resume as uploaded and corrected; changes are not in it."""
    corrected_version: int = 0
    """The version that the latest correction made."""
    closed_accepted: bool = False
    """The person wants to go on with a posting that is over."""
    posting: JobPosting | None = None
    match_before: Match | None = None
    match: Match | None = None
    questions_planned: bool = False
    conversation: Conversation = field(default_factory=Conversation)
    changes_proposed: bool = False
    changes: tuple[Change, ...] = ()
    failure: Failure | None = None
    usage: Usage = field(default_factory=Usage)
    """What language models were used for it."""

    @property
    def coverage(self) -> tuple[float, float]:
        """Shares of what is asked for that are covered, before and after the answers; 0 to 1."""
        before = self.match_before.score if self.match_before else 0.0
        now = self.match.score if self.match else before
        return round(before, 3), round(now, 3)

    def requirement_text(self, requirement: RequirementId | None) -> str | None:
        """The words of a requirement of the posting."""
        asked = self.posting.requirements if self.posting else ()
        return next((r.text for r in asked if r.id == requirement), None)

    @property
    def version(self) -> int:
        """The newest version of the resume."""
        applied = (c.version for c in self.changes if c.version is not None)
        reviewed = (review.version for c in self.changes for review in c.reviews)
        return max(self.corrected_version, *applied, *reviewed, 0)
