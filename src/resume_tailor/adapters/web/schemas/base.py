"""What all bodies share."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict


def _encodable(text: str) -> str:
    """JSON can say half of a surrogate pair; nothing can store it."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise ValueError("this is not valid Unicode text") from error
    return text


Text = Annotated[str, AfterValidator(_encodable)]
"""Text that can be stored."""


class Body(BaseModel):
    """Can be made from the domain's own values."""

    model_config = ConfigDict(from_attributes=True)


class Deleted(BaseModel):
    """The answer to a deletion."""

    status: str = "deleted"
