"""What goes over the wire, as the protocol has it."""

from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StrictBool,
    TypeAdapter,
    field_validator,
)

from resume_tailor.domain.model.conversation import BY_ID, SKIP
from resume_tailor.domain.model.corrections import Correction
from resume_tailor.domain.model.identifiers import EvidenceId, RequirementId
from resume_tailor.domain.model.resume import Resume
from resume_tailor.domain.model.session_events import SessionEvent
from resume_tailor.domain.model.session_states import Status
from resume_tailor.domain.ports.event_stream import StoredEvent

_EVENT: TypeAdapter[SessionEvent] = TypeAdapter(SessionEvent)


def _encodable(text: str) -> str:
    """JSON can say half of a surrogate pair; nothing can store it."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise ValueError("this is not valid Unicode text") from error
    return text


_Text = Annotated[str, AfterValidator(_encodable)]


class _Body(BaseModel):
    model_config = ConfigDict(from_attributes=True)


class Registration(BaseModel):
    """A new account."""

    username: _Text = Field(examples=["priya"])
    email: _Text = Field(examples=["priya@example.com"])
    password: _Text = Field(examples=["a long and private sentence"])


class Credentials(BaseModel):
    """A username and its password."""

    username: _Text
    password: _Text


class Account(BaseModel):
    """An account as its owner sees it."""

    id: UUID
    username: str
    email: str


class RememberedAnswerView(BaseModel):
    """What one has said in a session, which counts in later ones for a resume of the same person."""

    id: UUID
    session_id: UUID
    at: datetime
    requirement: str
    """What was asked about; empty for a fact that was stated unasked."""
    text: str
    """Empty where the question was passed; it is not asked again."""


class RememberedAnswers(BaseModel):
    """The latest first, 200 at most."""

    answers: list[RememberedAnswerView]


class Token(BaseModel):
    """An access token for the `Authorization` header."""

    access_token: str
    token_type: str = "bearer"  # noqa: S105 - the name of a scheme


class StartedSession(_Body):
    """A session just begun or continued."""

    id: UUID
    status: Status


class Stopped(BaseModel):
    """The answer to a stop."""

    status: str = "stopped"


class Deleted(BaseModel):
    """The answer to a deletion."""

    status: str = "deleted"


class LoggedOut(BaseModel):
    """The answer to a logout."""

    status: str = "logged_out"


class ChatMessage(BaseModel):
    """A message. `context` may name the open question by its id, or be `skip` to pass it; it may
    also be an object with `question_id` or `skip`."""

    message: str = ""
    context: str = ""

    @field_validator("context", mode="before")
    @classmethod
    def _flatten(cls, value: Any) -> Any:
        if isinstance(value, dict):
            named = value.get("question_id")
            return SKIP if value.get("skip") else f"{BY_ID}{named}" if named else ""
        return "" if value is None else value


class Acknowledged(BaseModel):
    """The message was taken; what it leads to comes as events."""

    status: str = "received"


class FailureView(_Body):
    """Why a session failed."""

    message: str
    code: str


class QuestionView(_Body):
    """A question that waits for an answer."""

    question_id: str = Field(validation_alias="id")
    question: str = Field(validation_alias="text")
    kind: Annotated[
        str,
        Field(
            description="`gap`; `posting_text`: paste the posting or name another address;"
            " `closed_posting`: the same, or `continue`; `password`: of the resume."
        ),
    ]
    requirement: str | None
    options: list[str]


class OriginView(_Body):
    """Where a field of a posting was read."""

    field: str
    source: str


class PostingView(_Body):
    """The posting as read; what is empty was not said."""

    title: str
    company: str
    location: str
    url: str
    status: Annotated[str, Field(description="`open` or `expired`, by the site's own words.")]
    closing_words: str
    remote: str
    employment_type: str
    salary: str
    language: Annotated[str, Field(description="ISO 639-1.")]
    origins: Annotated[list[OriginView], Field(description="Where each field was read.")]


class UsageView(_Body):
    """What a language model was used for a session."""

    calls: int
    input_tokens: int
    output_tokens: int
    cost: Annotated[float | None, Field(description="US dollars; null where no price is known.")]


class SessionView(_Body):
    """A session."""

    id: UUID
    status: Status
    progress: int
    version: int
    job_url: str
    last_seq: int
    posting: PostingView | None
    open_questions: list[QuestionView]
    failure: FailureView | None
    model_usage: UsageView


class SessionSummaryView(_Body):
    """A session in a list."""

    id: UUID
    status: Status
    progress: int
    job_url: str
    job_title: str
    company: str
    created_at: datetime


class SessionPage(BaseModel):
    """A page of sessions, newest first; `next_cursor` gets the next one."""

    sessions: list[SessionSummaryView]
    next_cursor: str | None


class EventPage(BaseModel):
    """Events after the number asked for, 200 at most; `last_seq` is what to ask for next."""

    events: list[dict[str, Any]]
    last_seq: int
    has_more: bool


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


class RequirementView(_Body):
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


class ErrorDetail(BaseModel):
    """What went wrong: a sentence for people, a stable code for programs."""

    message: str
    code: str
    fields: list[dict[str, str]] | None = Field(
        None, description="What is wrong with which field, for a request of the wrong form."
    )


class ErrorBody(BaseModel):
    """The one form of every error."""

    detail: ErrorDetail


def event_json(stored: StoredEvent) -> dict[str, Any]:
    """An event as the WebSocket sends it."""
    payload: dict[str, Any] = _EVENT.dump_python(stored.event, mode="json")
    at = stored.at.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return {"seq": stored.seq, "session_id": str(stored.session_id), "at": at, **payload}
