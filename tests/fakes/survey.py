from collections import Counter
from collections.abc import Mapping

from resume_tailor.domain.model.session_states import Status
from resume_tailor.domain.ports.survey import Survey
from tests.fakes.store import Store


class FakeSurvey(Survey):
    def __init__(self, store: Store) -> None:
        self._store = store

    async def unfinished_sessions(self) -> Mapping[Status, int]:
        return Counter(s.status for s in self._store.sessions.values() if not s.status.is_end)
