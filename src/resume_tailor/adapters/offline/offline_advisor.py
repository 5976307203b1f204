"""The `Advisor` port by rules alone: no network, no key, no waiting."""

from collections.abc import AsyncIterator

from resume_tailor.adapters.offline.changes import propose_changes
from resume_tailor.adapters.offline.questions import plan_questions
from resume_tailor.adapters.offline.remarks import fact_in, reply_to
from resume_tailor.adapters.offline.requirements import find_requirements
from resume_tailor.domain.errors import OutOfBounds
from resume_tailor.domain.model.change import Proposal
from resume_tailor.domain.model.evidence import Evidence
from resume_tailor.domain.model.job_posting import JobPosting, Requirement
from resume_tailor.domain.model.lexicon import Lexicon
from resume_tailor.domain.model.questions import Question
from resume_tailor.domain.model.usage import Meter
from resume_tailor.domain.ports.advisor import Advisor, Brief, Reply
from resume_tailor.domain.ports.sandbox import Sandbox


class OfflineAdvisor(Advisor):
    """Proposes only what can be proved: other orders, other names, the person's own words."""

    def __init__(self, lexicon: Lexicon, sandbox: Sandbox) -> None:
        self._lexicon = lexicon
        self._sandbox = sandbox

    async def requirements(
        self,
        posting: JobPosting,
        meter: Meter,  # noqa: ARG002 - rules cost nothing
    ) -> tuple[Requirement, ...]:
        """What the posting asks for; nothing where its text is made to be too much to read."""
        try:
            return await self._sandbox.run(find_requirements, posting)
        except OutOfBounds:
            return ()

    async def questions(self, brief: Brief, limit: int) -> tuple[Question, ...]:
        """At most `limit` questions on requirements without any evidence."""
        return plan_questions(brief, limit, self._lexicon)

    async def changes(self, brief: Brief) -> AsyncIterator[Proposal]:
        """Orders, names, and what was answered."""
        for proposal in propose_changes(brief, self._lexicon):
            yield proposal

    def states_fact(self, remark: str) -> str | None:
        """The fact in a remark, if it states one in the first person."""
        return fact_in(remark, self._lexicon)

    async def reply(self, remark: str, brief: Brief, stated: Evidence | None) -> Reply:
        """An answer to the few things that rules understand, else what those are."""
        return reply_to(remark, brief, stated, self._lexicon)
