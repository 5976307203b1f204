"""The one form of every error."""

from pydantic import BaseModel, Field


class ErrorDetail(BaseModel):
    """What went wrong: a sentence for people, a stable code for programs."""

    message: str
    code: str
    fields: list[dict[str, str]] | None = Field(
        None, description="What is wrong with which field, for a request of the wrong form."
    )


class ErrorBody(BaseModel):
    """The one form of every error."""

    detail: ErrorDetail
