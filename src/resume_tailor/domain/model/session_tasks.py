"""What a session may be missing. The aggregate names tasks; use cases perform them."""

from dataclasses import dataclass, field

from resume_tailor.domain.model.session_snapshot import SessionSnapshot
from resume_tailor.domain.model.session_states import RUNNING, Action


@dataclass(frozen=True, slots=True)
class ReadResume:
    """The uploaded file has not been read."""

    file_key: str
    password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class ReadPosting:
    """The posting has not been read; `text` was pasted, else `url` is to be fetched."""

    url: str
    text: str
    even_closed: bool = False
    """The person knows that it is over, and wants it all the same."""


@dataclass(frozen=True, slots=True)
class MatchEvidence:
    """Requirements and evidence have not been compared since the last answer."""


@dataclass(frozen=True, slots=True)
class PlanQuestions:
    """It has not been decided what to ask."""


@dataclass(frozen=True, slots=True)
class ProposeChanges:
    """No changes have been proposed yet."""


@dataclass(frozen=True, slots=True)
class AnswerRemark:
    """The person said something that has not been answered."""

    text: str


@dataclass(frozen=True, slots=True)
class Complete:
    """Nothing is missing any more."""


Task = (
    ReadResume
    | ReadPosting
    | MatchEvidence
    | PlanQuestions
    | ProposeChanges
    | AnswerRemark
    | Complete
)


def missing(state: SessionSnapshot) -> tuple[Task, ...]:
    """What comes next, to be done side by side; nothing while the session does not run."""
    if state.status not in RUNNING:
        return ()
    unread: list[Task] = []
    if state.resume is None:
        unread.append(ReadResume(state.resume_key, state.resume_password))
    if state.posting is None:
        unread.append(ReadPosting(state.job_url, state.job_description, state.closed_accepted))
    return tuple(unread) or (_next_step(state),)


def _next_step(state: SessionSnapshot) -> Task:
    remark = state.conversation.next_remark
    if state.match is None:
        return MatchEvidence()
    if not state.questions_planned:
        return PlanQuestions()
    if not state.changes_proposed:
        return ProposeChanges()
    return Complete() if remark is None else AnswerRemark(remark)


@dataclass(frozen=True, slots=True)
class Beginning:
    """What the person sees when work on a task begins."""

    action: Action
    progress: int
    message: str


_BEGINNINGS: tuple[tuple[tuple[type, ...], Beginning], ...] = (
    (
        (ReadResume, ReadPosting),
        Beginning(Action.READ, 5, "Reading the resume and the posting."),
    ),
    (
        (MatchEvidence,),
        Beginning(Action.MATCH, 40, "Comparing what is asked for with what the resume shows."),
    ),
    ((ProposeChanges,), Beginning(Action.TAILOR, 55, "Tailoring the resume.")),
    ((AnswerRemark,), Beginning(Action.TAILOR, 60, "Thinking about your remark.")),
)


def beginning_of(task: Task) -> Beginning | None:
    """How a task begins; None for those that take no time."""
    return next((beginning for kinds, beginning in _BEGINNINGS if isinstance(task, kinds)), None)
