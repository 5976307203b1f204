"""Accounts, and what people have said."""

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, Field

from resume_tailor.adapters.web.schemas.base import Text


class Registration(BaseModel):
    """A new account."""

    username: Text = Field(examples=["priya"])
    email: Text = Field(examples=["priya@example.com"])
    password: Text = Field(examples=["a long and private sentence"])


class Credentials(BaseModel):
    """A username and its password."""

    username: Text
    password: Text


class Account(BaseModel):
    """An account as its owner sees it."""

    id: UUID
    username: str
    email: str


class RememberedAnswerView(BaseModel):
    """What one has said in a session, which counts in later ones for a resume of the same person."""

    id: UUID
    session_id: UUID
    at: datetime
    requirement: str
    """What was asked about; empty for a fact that was stated unasked."""
    text: str
    """Empty where the question was passed; it is not asked again."""


class RememberedAnswers(BaseModel):
    """The latest first, 200 at most."""

    answers: list[RememberedAnswerView]


class Token(BaseModel):
    """An access token for the `Authorization` header."""

    access_token: str
    token_type: str = "bearer"  # noqa: S105 - the name of a scheme


class LoggedOut(BaseModel):
    """The answer to a logout."""

    status: str = "logged_out"
