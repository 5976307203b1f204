"""People with an account."""

import re
from dataclasses import dataclass
from typing import ClassVar

from resume_tailor.domain.errors import InvalidEmail, InvalidPassword, InvalidUsername
from resume_tailor.domain.model.identifiers import UserId


@dataclass(frozen=True, slots=True)
class Username:
    """A name to log in with; compared without regard to case."""

    MIN_LENGTH: ClassVar[int] = 3
    MAX_LENGTH: ClassVar[int] = 50
    value: str

    def __post_init__(self) -> None:
        fits = self.MIN_LENGTH <= len(self.value) <= self.MAX_LENGTH
        if not fits or not re.fullmatch(r"[A-Za-z0-9._-]+", self.value):
            raise InvalidUsername


@dataclass(frozen=True, slots=True)
class Email:
    """An e-mail address. Its form is checked, not whether a mailbox exists."""

    MAX_LENGTH: ClassVar[int] = 100
    value: str

    def __post_init__(self) -> None:
        if len(self.value) > self.MAX_LENGTH or not re.fullmatch(
            r"[^@\s\x00-\x1f]{1,64}@(?:[\w-]{1,63}\.)+[\w-]{2,63}", self.value
        ):
            raise InvalidEmail


@dataclass(frozen=True, slots=True, repr=False)
class Password:
    """A password as typed. It never shows itself in a log or a traceback."""

    MIN_LENGTH: ClassVar[int] = 8
    MAX_LENGTH: ClassVar[int] = 256
    value: str

    def __post_init__(self) -> None:
        if not self.MIN_LENGTH <= len(self.value) <= self.MAX_LENGTH or "\x00" in self.value:
            raise InvalidPassword

    def __repr__(self) -> str:
        return "Password(***)"


@dataclass(frozen=True, slots=True)
class User:
    """An account. Holds the hash of the password, never the password."""

    id: UserId
    username: Username
    email: Email
    password_hash: str
