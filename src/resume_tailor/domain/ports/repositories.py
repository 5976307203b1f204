"""Where sessions and users are kept, within a unit of work's transaction."""

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from resume_tailor.domain.model.identifiers import AnswerId, SessionId, UserId
from resume_tailor.domain.model.recollection import RememberedAnswer
from resume_tailor.domain.model.session_snapshot import SessionSnapshot
from resume_tailor.domain.model.session_states import Status
from resume_tailor.domain.model.tailoring_session import TailoringSession
from resume_tailor.domain.model.user import User
from resume_tailor.domain.ports.tokens import Grant


@dataclass(frozen=True, slots=True)
class SessionSummary:
    """A session in a list."""

    id: SessionId
    status: Status
    progress: int
    job_url: str
    job_title: str
    company: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class PageRequest:
    """Which sessions to list: newest first, older than `before`, at most `limit`."""

    limit: int = 20
    before: tuple[datetime, SessionId] | None = None
    status: Status | None = None


class SessionRepository(Protocol):
    """Sessions by id."""

    @abstractmethod
    async def add(self, session: TailoringSession) -> None:
        """Keep a new session and its events; raises `SessionExists`, also when two come at once."""

    @abstractmethod
    async def get_for_update(self, session_id: SessionId) -> TailoringSession:
        """The session, locked until the transaction ends; raises `SessionNotFound`."""

    @abstractmethod
    async def save(self, session: TailoringSession) -> None:
        """Keep what changed, append its events, and wake their readers on commit. What the person has
        said is kept for later sessions, until this one is deleted."""

    @abstractmethod
    async def view(self, session_id: SessionId) -> SessionSnapshot:
        """The session as it stands, without a lock; raises `SessionNotFound`."""

    @abstractmethod
    async def owner_of(self, session_id: SessionId) -> UserId:
        """Whose session it is, without reading the rest of it; raises `SessionNotFound`."""

    @abstractmethod
    async def page(self, user_id: UserId, request: PageRequest) -> Sequence[SessionSummary]:
        """One page of a user's sessions, newest first."""


class UserRepository(Protocol):
    """Users by id and by name."""

    @abstractmethod
    async def add(self, user: User) -> None:
        """Keep a new user; raises `UsernameTaken` or `EmailTaken`, also when two come at once."""

    @abstractmethod
    async def by_username(self, username: str) -> User | None:
        """The user with this name, in whatever case it is written."""

    @abstractmethod
    async def holder_of(self, grant: Grant) -> User | None:
        """The user of a token; None if there is no such user, or the token was revoked."""

    @abstractmethod
    async def revoke(self, grant: Grant) -> None:
        """Let a token count no more; those that have expired since are forgotten."""


class AnswerRepository(Protocol):
    """What people have said in their sessions."""

    @abstractmethod
    async def of(self, user_id: UserId, limit: int) -> Sequence[RememberedAnswer]:
        """A user's answers, the latest first."""

    @abstractmethod
    async def forget(self, user_id: UserId, answer_id: AnswerId) -> None:
        """Keep an answer no longer; raises `AnswerNotFound`, also for somebody else's."""
