from collections.abc import Sequence
from uuid import uuid4

from resume_tailor.domain.errors import (
    AnswerNotFound,
    EmailTaken,
    SessionExists,
    SessionNotFound,
    UsernameTaken,
)
from resume_tailor.domain.model.identifiers import AnswerId, SessionId, UserId
from resume_tailor.domain.model.recollection import RememberedAnswer
from resume_tailor.domain.model.session_snapshot import SessionSnapshot
from resume_tailor.domain.model.tailoring_session import TailoringSession
from resume_tailor.domain.model.user import User
from resume_tailor.domain.ports.event_stream import StoredEvent
from resume_tailor.domain.ports.repositories import (
    AnswerRepository,
    PageRequest,
    SessionRepository,
    SessionSummary,
    UserRepository,
)
from resume_tailor.domain.ports.tokens import Grant
from tests.fakes.store import Store


class FakeUsers(UserRepository):
    def __init__(self, store: Store) -> None:
        self._store = store
        self.added: dict[UserId, User] = {}
        self.revoked: set[str] = set()

    async def add(self, user: User) -> None:
        for known in self._all().values():
            if known.username.value.lower() == user.username.value.lower():
                raise UsernameTaken
            if known.email.value.lower() == user.email.value.lower():
                raise EmailTaken
        self.added[user.id] = user

    async def by_username(self, username: str) -> User | None:
        wanted = username.lower()
        return next((u for u in self._all().values() if u.username.value.lower() == wanted), None)

    async def holder_of(self, grant: Grant) -> User | None:
        revoked = grant.token_id in self._store.revoked | self.revoked
        return None if revoked else self._all().get(grant.user_id)

    async def revoke(self, grant: Grant) -> None:
        self.revoked.add(grant.token_id)

    def _all(self) -> dict[UserId, User]:
        return {**self._store.users, **self.added}


class FakeAnswers(AnswerRepository):
    def __init__(self, store: Store) -> None:
        self._store = store
        self.forgotten: set[AnswerId] = set()

    async def of(self, user_id: UserId, limit: int) -> Sequence[RememberedAnswer]:
        return [a for user, a in reversed(self._store.answers) if user == user_id][:limit]

    async def forget(self, user_id: UserId, answer_id: AnswerId) -> None:
        if answer_id not in {a.id for user, a in self._store.answers if user == user_id}:
            raise AnswerNotFound
        self.forgotten.add(answer_id)


class FakeSessions(SessionRepository):
    def __init__(self, store: Store) -> None:
        self._store = store
        self.saved: dict[SessionId, SessionSnapshot] = {}
        self.events: list[StoredEvent] = []
        self.answers: list[tuple[UserId, RememberedAnswer]] = []
        self.locked: set[SessionId] = set()

    async def add(self, session: TailoringSession) -> None:
        if session.snapshot.id in self._store.sessions:
            raise SessionExists
        await self.save(session)

    async def get_for_update(self, session_id: SessionId) -> TailoringSession:
        if session_id not in self.locked:
            await self._store.locks[session_id].acquire()
            self.locked.add(session_id)
        return TailoringSession(await self.view(session_id))

    async def save(self, session: TailoringSession) -> None:
        snapshot = session.snapshot
        self.saved[snapshot.id] = snapshot
        self.events += [
            StoredEvent(snapshot.id, e.seq, self._store.now(), e.event)
            for e in session.pull_events()
        ]
        self.answers += [
            (
                snapshot.user_id,
                RememberedAnswer(AnswerId(uuid4()), given, snapshot.id, self._store.now()),
            )
            for given in session.pull_answers()
        ]

    async def view(self, session_id: SessionId) -> SessionSnapshot:
        found = self.saved.get(session_id) or self._store.sessions.get(session_id)
        if found is None:
            raise SessionNotFound
        return found

    async def owner_of(self, session_id: SessionId) -> UserId:
        return (await self.view(session_id)).user_id

    async def page(self, user_id: UserId, request: PageRequest) -> Sequence[SessionSummary]:
        found = [
            SessionSummary(
                s.id,
                s.status,
                s.progress,
                s.job_url,
                s.posting.title if s.posting else "",
                s.posting.company if s.posting else "",
                self._store.created[s.id],
            )
            for s in self._store.sessions.values()
            if s.user_id == user_id and request.status in (None, s.status)
        ]
        found.sort(key=lambda s: (s.created_at, s.id), reverse=True)
        older = [s for s in found if not request.before or (s.created_at, s.id) < request.before]
        return older[: request.limit]
