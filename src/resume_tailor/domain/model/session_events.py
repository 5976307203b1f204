"""What happened in a session: past tense, frozen, numbered per session from 1 without gaps."""

from dataclasses import dataclass
from typing import Literal

from resume_tailor.domain.model.identifiers import ChangeId, QuestionId
from resume_tailor.domain.model.session_states import Status


@dataclass(frozen=True, slots=True)
class InputRequested:
    """The person was asked something; the session waits."""

    question_id: QuestionId
    question: str
    requirement: str | None = None
    options: tuple[str, ...] = ()
    type: Literal["human_input_required"] = "human_input_required"


@dataclass(frozen=True, slots=True)
class ProgressMade:
    """The session moved on; `progress` is 0 to 100."""

    message: str
    status: Status
    progress: int
    type: Literal["progress_update"] = "progress_update"


@dataclass(frozen=True, slots=True)
class ResumeUpdated:
    """There is a new version of the resume; `content` is the whole of it as Markdown."""

    content: str
    version: int
    changes: tuple[ChangeId, ...]
    type: Literal["resume_update"] = "resume_update"


@dataclass(frozen=True, slots=True)
class ChatReplied:
    """A remark was answered."""

    message: str
    type: Literal["chat_reply"] = "chat_reply"


SessionEvent = InputRequested | ProgressMade | ResumeUpdated | ChatReplied


@dataclass(frozen=True, slots=True)
class NumberedEvent:
    """An event with its number in the session."""

    seq: int
    event: SessionEvent
