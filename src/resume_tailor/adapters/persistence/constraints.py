"""Which refusal of the database means which refusal of ours."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from sqlalchemy.exc import IntegrityError

from resume_tailor.domain.errors import (
    DomainError,
    EmailTaken,
    InvalidToken,
    SessionExists,
    UsernameTaken,
)

ERRORS: dict[str, type[DomainError]] = {
    "users_username_key": UsernameTaken,
    "users_username_lower_key": UsernameTaken,
    "users_email_key": EmailTaken,
    "users_email_lower_key": EmailTaken,
    "tailoring_sessions_pkey": SessionExists,
    # The account was deleted while the session was started.
    "tailoring_sessions_user_id_fkey": InvalidToken,
}


@contextmanager
def translated() -> Iterator[None]:
    """Raise our error for a violated constraint that has one; let any other through."""
    try:
        yield
    except IntegrityError as error:
        cause = error.orig
        name = cause.diag.constraint_name if isinstance(cause, psycopg.Error) else None
        kind = ERRORS.get(name or "")
        if kind is None:
            raise
        raise kind from error
