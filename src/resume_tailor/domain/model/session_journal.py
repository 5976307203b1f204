"""The state of a session and the events that lead to it, always changed together."""

from dataclasses import replace
from typing import Any

from resume_tailor.domain.model.session_events import NumberedEvent, ProgressMade, SessionEvent
from resume_tailor.domain.model.session_snapshot import Failure, SessionSnapshot
from resume_tailor.domain.model.session_states import Action, after


class SessionJournal:
    """Keeps one frozen snapshot, replaces it, and numbers what happens. Decides nothing."""

    def __init__(self, snapshot: SessionSnapshot) -> None:
        self._state = snapshot
        self._events: list[NumberedEvent] = []

    @property
    def snapshot(self) -> SessionSnapshot:
        """All that the session knows now."""
        return self._state

    def pull_events(self) -> tuple[NumberedEvent, ...]:
        """What happened since the last call; who pulls them sees to it that they are stored."""
        events, self._events = tuple(self._events), []
        return events

    def fail(self, code: str, message: str) -> None:
        """The session cannot go on by itself."""
        self._move(Action.FAIL, self._state.progress, message)
        self._update(failure=Failure(code, message))

    def _move(self, action: Action, progress: int, message: str) -> None:
        """Take the action, or refuse it and change nothing."""
        self._update(status=after(self._state.status, action))
        self._report(message, progress)

    def _report(self, message: str, progress: int) -> None:
        """Progress never falls within a run."""
        self._update(progress=max(progress, self._state.progress))
        self._record(ProgressMade(message, self._state.status, self._state.progress))

    def _record(self, event: SessionEvent) -> None:
        self._update(last_seq=self._state.last_seq + 1)
        self._events.append(NumberedEvent(self._state.last_seq, event))

    def _update(self, **values: Any) -> None:
        self._state = replace(self._state, **values)
