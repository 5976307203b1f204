from collections.abc import Sequence
from datetime import datetime, timedelta

from resume_tailor.domain.model.identifiers import SessionId, UserId
from resume_tailor.domain.ports.erasure import Erasure
from tests.fakes.store import Store


class FakeErasure(Erasure):
    """Remembers what is to go; the unit of work does it on commit."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.sessions: list[SessionId] = []
        self.users: list[UserId] = []
        self.taken: list[str] = []
        self.notes: dict[str, datetime | None] = {}

    async def sessions_of(self, user_id: UserId) -> Sequence[SessionId]:
        return [s.id for s in self._store.sessions.values() if s.user_id == user_id]

    async def unchanged_for(self, age: timedelta, limit: int) -> Sequence[SessionId]:
        before = self._store.now() - age
        old = [id_ for id_, at in self._store.updated.items() if at < before]
        return sorted(old, key=lambda id_: self._store.updated[id_])[:limit]

    async def erase_session(self, session_id: SessionId) -> None:
        if session_id in self._store.sessions:
            self.sessions.append(session_id)

    async def erase_user(self, user_id: UserId) -> None:
        self.users.append(user_id)

    async def take_discarded_file(self) -> str | None:
        now = self._store.now()
        left = [k for k, due in self._store.discarded.items() if due <= now and k not in self.taken]
        self.taken += left[:1]
        return left[0] if left else None

    async def note_file(self, key: str, after: timedelta | None) -> None:
        self.notes[key] = None if after is None else self._store.now() + after

    def commit(self) -> None:
        store = self._store
        for session_id in dict.fromkeys(self.sessions):
            store.discarded[store.sessions.pop(session_id).resume_key] = store.now()
            for kept in (store.created, store.updated, store.events):
                kept.pop(session_id, None)
        store.answers = [(user, a) for user, a in store.answers if a.session_id in store.sessions]
        for user_id in self.users:
            store.users.pop(user_id, None)
        for key in self.taken:
            store.discarded.pop(key)
        for key, due in self.notes.items():
            if due:
                store.discarded[key] = due
            else:
                store.discarded.pop(key, None)
