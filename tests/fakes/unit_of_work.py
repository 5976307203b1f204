from types import TracebackType
from typing import Self

from resume_tailor.domain.ports.unit_of_work import UnitOfWork
from tests.fakes.erasure import FakeErasure
from tests.fakes.job_queue import FakeJobQueue
from tests.fakes.repositories import FakeAnswers, FakeSessions, FakeUsers
from tests.fakes.store import Store
from tests.fakes.survey import FakeSurvey


class FakeUnitOfWork(UnitOfWork):
    """Keeps all changes beside the store until `commit`; `open_now` counts those in use."""

    sessions: FakeSessions
    users: FakeUsers
    answers: FakeAnswers
    erasure: FakeErasure
    survey: FakeSurvey
    jobs: FakeJobQueue
    open_now = 0

    def __init__(self, store: Store) -> None:
        self._store = store

    async def __aenter__(self) -> Self:
        type(self).open_now += 1
        self.sessions = FakeSessions(self._store)
        self.users = FakeUsers(self._store)
        self.answers = FakeAnswers(self._store)
        self.erasure = FakeErasure(self._store)
        self.survey = FakeSurvey(self._store)
        self.jobs = FakeJobQueue(self._store.queued)
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        type(self).open_now -= 1
        for session_id in self.sessions.locked:
            self._store.locks[session_id].release()

    async def commit(self) -> None:
        store = self._store
        store.users.update(self.users.added)
        store.revoked |= self.users.revoked
        for session_id in self.sessions.saved:
            store.created.setdefault(session_id, store.now())
            store.updated[session_id] = store.now()
        store.sessions.update(self.sessions.saved)
        store.answers += self.sessions.answers
        store.answers = [
            (user, a) for user, a in store.answers if a.id not in self.answers.forgotten
        ]
        for event in self.sessions.events:
            store.events[event.session_id].append(event)
        store.queued = [id_ for id_ in store.queued if id_ not in self.jobs.forgotten]
        store.queued += self.jobs.queued
        self.erasure.commit()
        store.aborted += self.jobs.aborted
        async with store.changed:
            store.changed.notify_all()
