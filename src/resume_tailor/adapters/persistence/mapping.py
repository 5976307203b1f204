"""From aggregates and values to rows, and back. Nothing is lost either way (a property test)."""

from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Row

from resume_tailor.domain.model.identifiers import UserId
from resume_tailor.domain.model.session_events import SessionEvent
from resume_tailor.domain.model.session_snapshot import SessionSnapshot
from resume_tailor.domain.model.user import Email, User, Username

_SNAPSHOT = TypeAdapter(SessionSnapshot)
_EVENT: TypeAdapter[SessionEvent] = TypeAdapter(SessionEvent)

_COLUMNS = ("id", "user_id", "status", "progress", "attempt", "last_seq", "resume_key", "job_url")
"""Fields of the snapshot that have a column of their own, and so are not in the body."""


def session_columns(snapshot: SessionSnapshot) -> dict[str, Any]:
    """The row of a session, times left to the database."""
    body = _SNAPSHOT.dump_python(snapshot, mode="json", exclude=set(_COLUMNS))
    return {
        "id": snapshot.id,
        "user_id": snapshot.user_id,
        "status": snapshot.status.value,
        "resume_path": snapshot.resume_key,
        "job_url": snapshot.job_url,
        "progress": snapshot.progress,
        "attempt": snapshot.attempt,
        "version": snapshot.version,
        "last_seq": snapshot.last_seq,
        "body": body,
    }


def snapshot_of(row: Row[Any]) -> SessionSnapshot:
    """The snapshot that `session_columns` made the row of."""
    values = {name: getattr(row, name) for name in _COLUMNS if name != "resume_key"}
    return _SNAPSHOT.validate_python({**row.body, **values, "resume_key": row.resume_path})


def event_payload(event: SessionEvent) -> dict[str, Any]:
    """An event as JSON; its `type` tells the kinds apart."""
    payload: dict[str, Any] = _EVENT.dump_python(event, mode="json")
    return payload


def event_of(payload: dict[str, Any]) -> SessionEvent:
    """The event that `event_payload` made the JSON of."""
    return _EVENT.validate_python(payload)


def user_of(row: Row[Any]) -> User:
    """The user of a row."""
    return User(UserId(row.id), Username(row.username), Email(row.email), row.password_hash)
