"""The tables. `users` and `tailoring_sessions` begin with the columns that the protocol fixes."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import TIMESTAMP, Column, ForeignKey, Index, LargeBinary, Text, Uuid, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

UNFINISHED = text("status NOT IN ('completed', 'stopped', 'failed')")
UNDER_WAY = text("status IN ('queued', 'reading', 'matching', 'tailoring')")
"""As text, so that any plan of a query that says the same can use the index."""
_NOW = text("CURRENT_TIMESTAMP")


def _timestamp() -> Any:
    return Column(TIMESTAMP(timezone=True), server_default=_NOW, nullable=False)


class UserRow(SQLModel, table=True):
    """An account; names are unique whatever their case (the indexes on `lower`)."""

    __tablename__ = "users"
    __table_args__ = (
        Index("users_username_lower_key", text("lower(username)"), unique=True),
        Index("users_email_lower_key", text("lower(email)"), unique=True),
    )

    id: UUID = Field(primary_key=True)
    username: str = Field(max_length=50, unique=True)
    email: str = Field(max_length=100, unique=True)
    password_hash: str = Field(max_length=255)
    created_at: datetime = Field(sa_column=_timestamp())


class RevokedTokenRow(SQLModel, table=True):
    """The id of an access token that was logged out, until some time after it would have expired."""

    __tablename__ = "revoked_tokens"

    id: str = Field(max_length=64, primary_key=True)
    expires: datetime = Field(sa_column=Column(TIMESTAMP(timezone=True), nullable=False))


class SessionRow(SQLModel, table=True):
    """A session: what is asked for by itself as columns, the rest of the aggregate as `body`."""

    __tablename__ = "tailoring_sessions"
    __table_args__ = (
        Index("tailoring_sessions_by_age", "updated_at"),
        Index("tailoring_sessions_unfinished", "status", postgresql_where=UNFINISHED),
        Index("tailoring_sessions_by_user", "user_id", text("created_at DESC"), text("id DESC")),
        Index(
            "tailoring_sessions_running",
            "updated_at",
            postgresql_where=UNDER_WAY,
        ),
    )

    id: UUID = Field(primary_key=True)
    user_id: UUID = Field(
        sa_column=Column(ForeignKey("users.id", ondelete="CASCADE"), nullable=False)
    )
    status: str = Field(max_length=20)
    resume_path: str | None = Field(max_length=255, default=None)
    job_url: str = Field(sa_column=Column(Text, nullable=False))
    created_at: datetime = Field(sa_column=_timestamp())
    updated_at: datetime = Field(sa_column=_timestamp())
    progress: int = 0
    attempt: int = 0
    version: int = 0
    last_seq: int = 0
    body: dict[str, Any] = Field(sa_column=Column(JSONB, nullable=False))


class EventRow(SQLModel, table=True):
    """An event; its number is given under the lock on its session's row, so there are no gaps."""

    __tablename__ = "session_events"

    session_id: UUID = Field(
        sa_column=Column(ForeignKey("tailoring_sessions.id", ondelete="CASCADE"), primary_key=True)
    )
    seq: int = Field(primary_key=True)
    at: datetime = Field(sa_column=_timestamp())
    payload: dict[str, Any] = Field(sa_column=Column(JSONB, nullable=False))


class AnswerRow(SQLModel, table=True):
    """What a person has said in a session, for their later ones; it goes with its session."""

    __tablename__ = "answers"
    __table_args__ = (
        Index("answers_by_user", "user_id", text("given_at DESC")),
        Index("answers_by_session", "session_id"),
    )

    id: UUID = Field(
        sa_column=Column(Uuid, primary_key=True, server_default=text("gen_random_uuid()"))
    )
    user_id: UUID = Field(
        sa_column=Column(ForeignKey("users.id", ondelete="CASCADE"), nullable=False)
    )
    session_id: UUID = Field(
        sa_column=Column(ForeignKey("tailoring_sessions.id", ondelete="CASCADE"), nullable=False)
    )
    given_at: datetime = Field(
        sa_column=Column(
            TIMESTAMP(timezone=True), server_default=text("clock_timestamp()"), nullable=False
        )
    )
    requirement: str = Field(sa_column=Column(Text, nullable=False))
    text: str = Field(sa_column=Column(Text, nullable=False))
    owner: str = Field(sa_column=Column(Text, nullable=False))


class DiscardedFileRow(SQLModel, table=True):
    """The key of a file that belongs to no session, and from when on it may be removed: at once if its
    session was deleted, later if the session is only being started."""

    __tablename__ = "discarded_files"

    key: str = Field(max_length=255, primary_key=True)
    due: datetime = Field(sa_column=_timestamp())


class PageRow(SQLModel, table=True):
    """A page that was fetched, its text compressed, under the hash of the address asked for."""

    __tablename__ = "fetched_pages"
    __table_args__ = (Index("fetched_pages_by_age", "stored_at"),)

    key: bytes = Field(sa_column=Column(LargeBinary, primary_key=True))
    url: str = Field(sa_column=Column(Text, nullable=False))
    text: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    etag: str = Field(sa_column=Column(Text, nullable=False))
    last_modified: str = Field(sa_column=Column(Text, nullable=False))
    fresh_until: datetime = Field(sa_column=Column(TIMESTAMP(timezone=True), nullable=False))
    stored_at: datetime = Field(sa_column=_timestamp())
