"""Perform what a session is missing. No database connection is held meanwhile."""

from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from dataclasses import replace
from functools import partial
from typing import assert_never

from resume_tailor.domain.errors import (
    DomainError,
    PostingUnreachable,
    PostingUnreadable,
    ResumeEncrypted,
    UrlNotAllowed,
)
from resume_tailor.domain.model.change import Proposal
from resume_tailor.domain.model.evidence import Evidence
from resume_tailor.domain.model.job_posting import PostingStatus
from resume_tailor.domain.model.judgement import Judge
from resume_tailor.domain.model.lexicon import Lexicon
from resume_tailor.domain.model.matching import match
from resume_tailor.domain.model.session_tasks import (
    AnswerRemark,
    Complete,
    MatchEvidence,
    PlanQuestions,
    ProposeChanges,
    ReadPosting,
    ReadResume,
    Task,
)
from resume_tailor.domain.model.tailoring_session import TailoringSession
from resume_tailor.domain.ports.advisor import Advisor, Brief
from resume_tailor.domain.ports.clock import Clock
from resume_tailor.domain.ports.file_store import FileStore
from resume_tailor.domain.ports.posting_reader import PostingReader
from resume_tailor.domain.ports.resume_reader import ResumeReader

Outcome = Callable[[TailoringSession], object]
"""What a finished piece of work does to the session, to be applied within a transaction."""

_ASK_FOR_TEXT = (UrlNotAllowed, PostingUnreachable, PostingUnreadable)


class SessionSteps:
    """Each task gives one or more outcomes, in order. What people or websites sent wrong becomes
    an outcome too (a failure, or a question); only faults of our own are raised."""

    def __init__(
        self,
        files: FileStore,
        resumes: ResumeReader,
        postings: PostingReader,
        advisor: Advisor,
        lexicon: Lexicon,
        clock: Clock,
        max_questions: int,
    ) -> None:
        self._files = files
        self._resumes = resumes
        self._postings = postings
        self._advisor = advisor
        self._lexicon = lexicon
        self._clock = clock
        self._max_questions = max_questions

    async def perform(self, task: Task, session: TailoringSession) -> AsyncGenerator[Outcome, None]:
        """The outcomes of a task, given the session as it was when the task was named."""
        match task:
            case ReadResume():
                yield await self._read_resume(task)
            case ReadPosting():
                yield await self._read_posting(task)
            case MatchEvidence():
                yield self._match(session)
            case PlanQuestions():
                questions = await self._advisor.questions(brief(session), self._max_questions)
                yield lambda s: s.questions_were_planned(questions)
            case ProposeChanges():
                async with aclosing(self._propose(session)) as outcomes:
                    async for outcome in outcomes:
                        yield outcome
            case AnswerRemark():
                yield await self._answer_remark(task, session)
            case Complete():
                yield lambda s: s.complete()
            case _:
                assert_never(task)

    async def _read_resume(self, task: ReadResume) -> Outcome:
        try:
            data = await self._files.get(task.file_key)
            resume = await self._resumes.read(data, task.file_key, task.password)
        except ResumeEncrypted:
            return lambda s: s.resume_was_locked()
        except DomainError as error:
            refusal = error
            return lambda s: s.fail(refusal.code, refusal.message)
        return lambda s: s.resume_was_read(resume)

    async def _read_posting(self, task: ReadPosting) -> Outcome:
        try:
            if task.text:
                posting = await self._postings.read(task.text, task.url)
            else:
                posting = await self._postings.fetch(task.url)
        except _ASK_FOR_TEXT as error:
            reason = error.message
            return lambda s: s.posting_was_refused(reason)
        if posting.status is PostingStatus.EXPIRED and not (task.text or task.even_closed):
            words = posting.closing_words
            return lambda s: s.posting_was_over(words)
        requirements = await self._advisor.requirements(posting)
        if not requirements and not task.text:
            return lambda s: s.posting_was_refused("The page does not say what is asked for.")
        return lambda s: s.posting_was_read(replace(posting, requirements=requirements))

    def _judge(self) -> Judge:
        return Judge(self._lexicon, self._clock.now().date())

    def _match(self, session: TailoringSession) -> Outcome:
        posting = session.snapshot.posting
        assert posting is not None, "matching comes after reading"
        result = match(posting, session.evidence, self._lexicon, self._clock.now().date())
        return lambda s: s.was_matched(result)

    async def _propose(self, session: TailoringSession) -> AsyncGenerator[Outcome, None]:
        async for proposal in self._advisor.changes(brief(session)):
            yield partial(_consider, proposal=proposal, judge=self._judge())
        yield lambda s: s.changes_were_proposed()

    async def _answer_remark(self, task: AnswerRemark, session: TailoringSession) -> Outcome:
        """Fact, changes and reply are recorded at once, so that a crash repeats none of them."""
        fact = self._advisor.states_fact(task.text)
        draft = TailoringSession(session.snapshot)
        stated: Evidence | None = draft.fact_was_stated(fact) if fact else None
        reply = await self._advisor.reply(task.text, brief(draft), stated)

        judge = self._judge()

        def outcome(s: TailoringSession) -> None:
            if fact:
                s.fact_was_stated(fact)
            for proposal in reply.proposals:
                s.consider(proposal, judge)
            s.remark_was_answered(reply.message, fact_stated=fact is not None)

        return outcome


def _consider(session: TailoringSession, proposal: Proposal, judge: Judge) -> None:
    session.consider(proposal, judge)


def brief(session: TailoringSession) -> Brief:
    """What the advisor may know; the session must have been matched."""
    state = session.snapshot
    assert state.posting is not None, "advice comes after reading"
    assert state.match is not None, "advice comes after matching"
    return Brief(session.resume_now, state.posting, session.evidence, state.match)
