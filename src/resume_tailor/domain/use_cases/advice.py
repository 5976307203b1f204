"""What an advisor is asked in a session: questions, changes, replies; and the second reader."""

from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import aclosing
from functools import partial

from resume_tailor.domain.model.change import Proposal, Remove, Reorder
from resume_tailor.domain.model.evidence import Evidence
from resume_tailor.domain.model.grounding.verdict import Outcome as Decision
from resume_tailor.domain.model.identifiers import ChangeId
from resume_tailor.domain.model.judgement import Judge
from resume_tailor.domain.model.lexicon import Lexicon
from resume_tailor.domain.model.opinion import Opinion
from resume_tailor.domain.model.session_tasks import AnswerRemark
from resume_tailor.domain.model.tailoring_session import TailoringSession
from resume_tailor.domain.model.usage import Meter
from resume_tailor.domain.ports.advisor import Advisor, Brief, Notice
from resume_tailor.domain.ports.clock import Clock
from resume_tailor.domain.ports.second_reader import Doubtful, SecondReader

Outcome = Callable[[TailoringSession], object]
"""What a finished piece of work does to the session, to be applied within a transaction."""


class Advice:
    """Asks an advisor, and has what code cannot decide on read again, if there is a second reader."""

    def __init__(
        self,
        advisor: Advisor,
        lexicon: Lexicon,
        clock: Clock,
        max_questions: int,
        second_reader: SecondReader | None = None,
    ) -> None:
        self.advisor = advisor
        self._lexicon = lexicon
        self._clock = clock
        self._max_questions = max_questions
        self._second_reader = second_reader

    async def questions(self, session: TailoringSession) -> AsyncGenerator[Outcome, None]:
        """What to ask."""
        of = brief(session)
        questions = await self.advisor.questions(of, self._max_questions)
        for outcome in used(of.meter):
            yield outcome
        yield lambda s: s.questions_were_planned(questions)

    async def changes(self, session: TailoringSession) -> AsyncGenerator[Outcome, None]:
        """Changes, each judged before it is recorded."""
        of, judge = brief(session), self._judge()
        draft = TailoringSession(session.snapshot)
        doubtful: list[tuple[Proposal, Doubtful]] = []
        async with aclosing(_as_generator(self.advisor.changes(of))) as advice:
            async for piece in advice:
                for outcome in used(of.meter):
                    yield outcome
                if isinstance(piece, Notice):
                    yield partial(_note, message=piece.message)
                elif item := self._to_be_read(draft, piece, judge):
                    doubtful.append((piece, item))
                else:
                    yield partial(_consider, proposal=piece, judge=judge)
        async for outcome in self._read_again(doubtful, judge, of.meter):
            yield outcome
        yield lambda s: s.changes_were_proposed()

    def _to_be_read(
        self, draft: TailoringSession, proposal: Proposal, judge: Judge
    ) -> Doubtful | None:
        """What a second reader should see; None where code has decided, or where there is none."""
        if self._second_reader is None:
            return None
        change = draft.consider(proposal, judge)
        edit = change.proposal.edit
        undecided = change.verdict.outcome is Decision.UNDECIDED
        if not undecided or isinstance(edit, Remove | Reorder):
            return None
        cited = tuple(piece for piece in draft.evidence if piece.id in proposal.cites)
        part = next((piece.entry for piece in cited if piece.entry), "")
        return Doubtful(change.id, part, edit.text, cited)

    async def _read_again(
        self, doubtful: list[tuple[Proposal, Doubtful]], judge: Judge, meter: Meter
    ) -> AsyncGenerator[Outcome, None]:
        opinions = await self._opinions([item for _, item in doubtful], meter)
        for outcome in used(meter):
            yield outcome
        for proposal, item in doubtful:
            opinion = opinions.get(item.id)
            yield partial(_consider, proposal=proposal, judge=judge, opinion=opinion)

    async def _opinions(
        self, doubtful: Sequence[Doubtful], meter: Meter
    ) -> Mapping[ChangeId, Opinion]:
        if not doubtful or self._second_reader is None:
            return {}
        return await self._second_reader.read(doubtful, meter)

    async def reply(
        self, task: AnswerRemark, session: TailoringSession
    ) -> AsyncGenerator[Outcome, None]:
        """Fact, changes and reply are recorded at once, so that a crash repeats none of them."""
        fact = self.advisor.states_fact(task.text)
        draft = TailoringSession(session.snapshot)
        stated: Evidence | None = draft.fact_was_stated(fact) if fact else None
        of, judge = brief(draft), self._judge()
        reply = await self.advisor.reply(task.text, of, stated)
        items = [(p, self._to_be_read(draft, p, judge)) for p in reply.proposals]
        opinions = await self._opinions([item for _, item in items if item], of.meter)
        for outcome in used(of.meter):
            yield outcome

        def answer(s: TailoringSession) -> None:
            if fact:
                s.fact_was_stated(fact)
            for proposal, item in items:
                s.consider(proposal, judge, opinions.get(item.id) if item else None)
            s.remark_was_answered(reply.message, fact_stated=fact is not None)

        yield answer

    def _judge(self) -> Judge:
        return Judge(self._lexicon, self._clock.now().date())


async def _as_generator(
    advice: AsyncIterator[Proposal | Notice],
) -> AsyncGenerator[Proposal | Notice, None]:
    """The same, so that it can be closed: an advisor that is no longer listened to stops at once."""
    try:
        async for piece in advice:
            yield piece
    finally:
        if isinstance(advice, AsyncGenerator):
            await advice.aclose()


def used(meter: Meter) -> Iterator[Outcome]:
    """What was spent since the last time, to be recorded."""
    usage = meter.take()
    if usage:
        yield lambda s: s.model_was_used(usage)


def _note(session: TailoringSession, message: str) -> None:
    session.note(message)


def _consider(
    session: TailoringSession, proposal: Proposal, judge: Judge, opinion: Opinion | None = None
) -> None:
    session.consider(proposal, judge, opinion)


def brief(session: TailoringSession) -> Brief:
    """What the advisor may know; the session must have been matched."""
    state = session.snapshot
    assert state.posting is not None, "advice comes after reading"
    assert state.match is not None, "advice comes after matching"
    return Brief(
        session.resume_now,
        state.posting,
        session.evidence,
        state.match,
        state.conversation.asked_before,
        Meter(state.usage),
    )
