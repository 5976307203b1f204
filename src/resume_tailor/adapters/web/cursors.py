"""Cursors of lists: opaque to clients."""

import base64
import binascii
from datetime import datetime
from uuid import UUID

from resume_tailor.domain.errors import InvalidCursor
from resume_tailor.domain.model.identifiers import SessionId
from resume_tailor.domain.ports.repositories import SessionSummary


def cursor_after(last: SessionSummary) -> str:
    """A cursor for what comes after this session in the list."""
    text = f"{last.created_at.isoformat()} {last.id}"
    return base64.urlsafe_b64encode(text.encode()).decode()


def read_cursor(cursor: str) -> tuple[datetime, SessionId]:
    """Time and id in a cursor of ours; raises `InvalidCursor`."""
    try:
        at, _, id_ = base64.urlsafe_b64decode(cursor.encode()).decode().partition(" ")
        when = datetime.fromisoformat(at)
        if when.tzinfo is None:
            raise InvalidCursor
        return when, SessionId(UUID(id_))
    except (ValueError, binascii.Error) as error:
        raise InvalidCursor from error
