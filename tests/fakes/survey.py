from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import timedelta

from resume_tailor.domain.model.identifiers import SessionId
from resume_tailor.domain.model.session_states import RUNNING, Status
from resume_tailor.domain.ports.survey import Survey
from tests.fakes.store import Store


class FakeSurvey(Survey):
    def __init__(self, store: Store) -> None:
        self._store = store

    async def unfinished_sessions(self) -> Mapping[Status, int]:
        return Counter(s.status for s in self._store.sessions.values() if not s.status.is_end)

    async def standing_still(self, time: timedelta) -> Sequence[SessionId]:
        before = self._store.now() - time
        return [
            s.id
            for s in self._store.sessions.values()
            if s.status in RUNNING and self._store.updated[s.id] < before
        ]
