"""The life of a session: one table that code, tests and the diagram in the docs read."""

from collections.abc import Mapping
from enum import StrEnum

from resume_tailor.domain.errors import (
    Conflict,
    SessionAlreadyFinished,
    SessionNotRunning,
    SessionNotStopped,
)


class Status(StrEnum):
    """Where a session is; the words of the protocol."""

    QUEUED = "queued"
    READING = "reading"
    MATCHING = "matching"
    AWAITING_INPUT = "awaiting_input"
    TAILORING = "tailoring"
    COMPLETED = "completed"
    STOPPED = "stopped"
    FAILED = "failed"

    @property
    def is_running(self) -> bool:
        """Whether a worker may advance the session."""
        return self in RUNNING


class Action(StrEnum):
    """What can happen to a session."""

    READ = "read"
    MATCH = "match"
    ASK = "ask"
    ANSWER = "answer"
    TAILOR = "tailor"
    COMPLETE = "complete"
    REMARK = "remark"
    STOP = "stop"
    CONTINUE = "continue"
    FAIL = "fail"


RUNNING = frozenset({Status.QUEUED, Status.READING, Status.MATCHING, Status.TAILORING})
FINISHED = frozenset({Status.COMPLETED, Status.FAILED})

_WORK: Mapping[Action, Status] = {
    Action.READ: Status.READING,
    Action.MATCH: Status.MATCHING,
    Action.TAILOR: Status.TAILORING,
    Action.COMPLETE: Status.COMPLETED,
    Action.ASK: Status.AWAITING_INPUT,
    Action.FAIL: Status.FAILED,
    Action.STOP: Status.STOPPED,
}

TRANSITIONS: Mapping[tuple[Status, Action], Status] = {
    # A worker may begin any step from any running state: what is missing decides, not the status,
    # and a step that a crash cut short is begun again.
    **{(status, action): after for status in RUNNING for action, after in _WORK.items()},
    # A remark made while the session runs waits for its turn.
    **{(status, Action.REMARK): status for status in RUNNING},
    (Status.AWAITING_INPUT, Action.ANSWER): Status.QUEUED,
    (Status.AWAITING_INPUT, Action.FAIL): Status.FAILED,
    (Status.AWAITING_INPUT, Action.STOP): Status.STOPPED,
    (Status.COMPLETED, Action.REMARK): Status.TAILORING,
    (Status.STOPPED, Action.STOP): Status.STOPPED,
    (Status.STOPPED, Action.CONTINUE): Status.QUEUED,
    (Status.FAILED, Action.CONTINUE): Status.QUEUED,
}


def after(status: Status, action: Action) -> Status:
    """The state after the action; raises a `Conflict` that says why if it is not allowed."""
    found = TRANSITIONS.get((status, action))
    if found is None:
        raise _refusal(status, action)
    return found


def _refusal(status: Status, action: Action) -> Conflict:
    if action is Action.CONTINUE:
        return SessionNotStopped()
    if status in FINISHED and action is Action.STOP:
        return SessionAlreadyFinished()
    return SessionNotRunning(
        f"The session is {status.value.replace('_', ' ')}; it cannot {action}."
    )
