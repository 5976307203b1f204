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

    @property
    def is_end(self) -> bool:
        """Whether nothing more happens unless the person asks for it."""
        return self in (Status.COMPLETED, Status.STOPPED, Status.FAILED)


class Action(StrEnum):
    """What can happen to a session."""

    READ = "read"
    MATCH = "match"
    ASK = "ask"
    ANSWER = "answer"
    TAILOR = "tailor"
    COMPLETE = "complete"
    REMARK = "remark"
    CORRECT = "correct"
    STOP = "stop"
    CONTINUE = "continue"
    FAIL = "fail"


RUNNING = frozenset({Status.QUEUED, Status.READING, Status.MATCHING, Status.TAILORING})

_LEADS_TO: Mapping[Action, Status] = {
    Action.READ: Status.READING,
    Action.MATCH: Status.MATCHING,
    Action.ASK: Status.AWAITING_INPUT,
    Action.TAILOR: Status.TAILORING,
    Action.COMPLETE: Status.COMPLETED,
    Action.STOP: Status.STOPPED,
    Action.FAIL: Status.FAILED,
}
_ALWAYS = (Action.STOP, Action.FAIL)
# What a worker may begin. Each step may be begun again, since a crash may have cut it short, and
# a queued session goes on wherever it was.
_STEPS: Mapping[Status, tuple[Action, ...]] = {
    Status.QUEUED: (Action.READ, Action.MATCH, Action.ASK, Action.TAILOR, Action.COMPLETE),
    Status.READING: (Action.READ, Action.MATCH, Action.ASK),
    Status.MATCHING: (Action.MATCH, Action.ASK, Action.TAILOR, Action.COMPLETE),
    # A fact in a remark has the match made anew.
    Status.TAILORING: (Action.TAILOR, Action.MATCH, Action.ASK, Action.COMPLETE),
    # Resume and posting are read side by side, and both may have something to ask.
    Status.AWAITING_INPUT: (Action.ASK,),
}

TRANSITIONS: Mapping[tuple[Status, Action], Status] = {
    **{
        (status, action): _LEADS_TO[action]
        for status, steps in _STEPS.items()
        for action in (*steps, *_ALWAYS)
    },
    # A remark made while the session runs waits for its turn.
    **{(status, Action.REMARK): status for status in Status if status in RUNNING},
    # A correction changes what the next step works on; a finished session is matched anew.
    **{(status, Action.CORRECT): status for status in Status if status is not Status.COMPLETED},
    (Status.COMPLETED, Action.CORRECT): Status.TAILORING,
    (Status.AWAITING_INPUT, Action.ANSWER): Status.QUEUED,
    (Status.COMPLETED, Action.REMARK): Status.TAILORING,
    (Status.STOPPED, Action.STOP): Status.STOPPED,
    (Status.STOPPED, Action.CONTINUE): Status.QUEUED,
    (Status.FAILED, Action.CONTINUE): Status.QUEUED,
}


def after(status: Status, action: Action) -> Status:
    """The state after the action; raises a `Conflict` that says why if it is not allowed."""
    found = TRANSITIONS.get((status, action))
    if found is None:
        raise _refusal(action)
    return found


def _refusal(action: Action) -> Conflict:
    if action is Action.CONTINUE:
        return SessionNotStopped()
    if action is Action.STOP:
        return SessionAlreadyFinished()
    return SessionNotRunning()
