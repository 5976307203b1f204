"""Sessions, and what happens in them."""

from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, Field, TypeAdapter, field_validator

from resume_tailor.adapters.web.schemas.base import Body
from resume_tailor.domain.model.conversation import BY_ID, SKIP
from resume_tailor.domain.model.session_events import SessionEvent
from resume_tailor.domain.model.session_states import Status
from resume_tailor.domain.ports.event_stream import StoredEvent

_EVENT: TypeAdapter[SessionEvent] = TypeAdapter(SessionEvent)


class StartedSession(Body):
    """A session just begun or continued."""

    id: UUID
    status: Status


class Stopped(BaseModel):
    """The answer to a stop."""

    status: str = "stopped"


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


class FailureView(Body):
    """Why a session failed."""

    message: str
    code: str


class QuestionView(Body):
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


class OriginView(Body):
    """Where a field of a posting was read."""

    field: str
    source: str


class PostingView(Body):
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


class UsageView(Body):
    """What a language model was used for a session."""

    calls: int
    input_tokens: int
    output_tokens: int
    cost: Annotated[float | None, Field(description="US dollars; null where no price is known.")]


class SessionView(Body):
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


class SessionSummaryView(Body):
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


def event_json(stored: StoredEvent) -> dict[str, Any]:
    """An event as the WebSocket sends it."""
    payload: dict[str, Any] = _EVENT.dump_python(stored.event, mode="json")
    at = stored.at.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return {"seq": stored.seq, "session_id": str(stored.session_id), "at": at, **payload}
