"""List what one has said in one's sessions."""

from collections.abc import Sequence

from resume_tailor.domain.model.identifiers import UserId
from resume_tailor.domain.model.recollection import RememberedAnswer
from resume_tailor.domain.ports.unit_of_work import UnitOfWorkFactory

MOST_ANSWERS = 200
"""Who has said more is asked again about what they said first."""


class ListAnswers:
    """The latest first. Later sessions go by the same list, so that what a person sees is what counts."""

    def __init__(self, unit_of_work: UnitOfWorkFactory) -> None:
        self._unit_of_work = unit_of_work

    async def execute(self, user_id: UserId) -> Sequence[RememberedAnswer]:
        """At most `MOST_ANSWERS`."""
        async with self._unit_of_work() as work:
            return await work.answers.of(user_id, MOST_ANSWERS)
