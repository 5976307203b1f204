"""Take back what one has said."""

from resume_tailor.domain.model.identifiers import AnswerId, UserId
from resume_tailor.domain.ports.unit_of_work import UnitOfWorkFactory
from resume_tailor.domain.use_cases.repeating import repeated


class ForgetAnswer:
    """Later sessions know nothing of it; those that rest on it keep it until they are deleted."""

    def __init__(self, unit_of_work: UnitOfWorkFactory) -> None:
        self._unit_of_work = unit_of_work

    @repeated
    async def execute(self, user_id: UserId, answer_id: AnswerId) -> None:
        """Forget it; raises `AnswerNotFound`."""
        async with self._unit_of_work() as work:
            await work.answers.forget(user_id, answer_id)
            await work.commit()
