from collections.abc import AsyncIterator, Awaitable, Callable

from resume_tailor.domain.model.change import Proposal
from resume_tailor.domain.model.evidence import Evidence
from resume_tailor.domain.model.job_posting import JobPosting, Requirement
from resume_tailor.domain.model.questions import Question
from resume_tailor.domain.model.usage import Meter
from resume_tailor.domain.ports.advisor import Advisor, Brief, Notice, Reply


class ScriptedAdvisor(Advisor):
    """Proposes what it was given; `between` runs before each proposal."""

    def __init__(self) -> None:
        self.asks: tuple[Question, ...] = ()
        self.proposals: tuple[Proposal | Notice | Exception, ...] = ()
        self.between: Callable[[], Awaitable[None]] | None = None
        self.fact: str | None = None
        self.reply_message = "Noted."

    async def requirements(self, posting: JobPosting, meter: Meter) -> tuple[Requirement, ...]:
        return posting.requirements

    async def questions(self, brief: Brief, limit: int) -> tuple[Question, ...]:
        return self.asks[:limit]

    async def changes(self, brief: Brief) -> AsyncIterator[Proposal | Notice]:
        for proposal in self.proposals:
            if self.between:
                await self.between()
            if isinstance(proposal, Exception):
                raise proposal
            yield proposal

    def states_fact(self, remark: str) -> str | None:
        return self.fact

    async def reply(self, remark: str, brief: Brief, stated: Evidence | None) -> Reply:
        return Reply(self.reply_message)
