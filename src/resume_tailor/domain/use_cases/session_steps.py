"""Perform what a session is missing. No database connection is held meanwhile."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import replace
from typing import assert_never

from resume_tailor.domain.errors import (
    DomainError,
    NotReady,
    PostingUnreachable,
    PostingUnreadable,
    ResumeEncrypted,
    UrlNotAllowed,
)
from resume_tailor.domain.model.job_posting import JobPosting, PostingStatus
from resume_tailor.domain.model.lexicon import Lexicon
from resume_tailor.domain.model.matching import Match, match
from resume_tailor.domain.model.recollection import Recalled, recall
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
from resume_tailor.domain.model.usage import Meter
from resume_tailor.domain.ports.clock import Clock
from resume_tailor.domain.ports.file_store import FileStore
from resume_tailor.domain.ports.posting_reader import PostingReader
from resume_tailor.domain.ports.resume_reader import ResumeReader
from resume_tailor.domain.use_cases.advice import Advice, Outcome, used
from resume_tailor.domain.use_cases.list_answers import ListAnswers

_ASK_FOR_TEXT = (UrlNotAllowed, PostingUnreachable, PostingUnreadable)


class SessionSteps:
    """Each task gives one or more outcomes, in order. What people or websites sent wrong becomes
    an outcome too (a failure, or a question); only faults of our own are raised."""

    def __init__(
        self,
        files: FileStore,
        resumes: ResumeReader,
        postings: PostingReader,
        advice: Advice,
        lexicon: Lexicon,
        clock: Clock,
        earlier_answers: ListAnswers | None = None,
    ) -> None:
        self._files = files
        self._resumes = resumes
        self._postings = postings
        self._advice = advice
        self._lexicon = lexicon
        self._clock = clock
        self._earlier_answers = earlier_answers

    async def perform(self, task: Task, session: TailoringSession) -> AsyncGenerator[Outcome, None]:
        """The outcomes of a task, given the session as it was when the task was named."""
        match task:
            case ReadResume():
                yield await self._read_resume(task)
            case ReadPosting():
                meter = Meter(session.snapshot.usage)
                outcome = await self._read_posting(task, meter)
                for spent in used(meter):
                    yield spent
                yield outcome
            case MatchEvidence():
                yield await self._match(session)
            case PlanQuestions() | ProposeChanges() | AnswerRemark():
                async with aclosing(self._advise(task, session)) as outcomes:
                    async for outcome in outcomes:
                        yield outcome
            case Complete():
                yield lambda s: s.complete()
            case _:
                assert_never(task)

    def _advise(
        self, task: PlanQuestions | ProposeChanges | AnswerRemark, session: TailoringSession
    ) -> AsyncGenerator[Outcome, None]:
        match task:
            case PlanQuestions():
                return self._advice.questions(session)
            case ProposeChanges():
                return self._advice.changes(session)
            case AnswerRemark():
                return self._advice.reply(task, session)

    async def _read_resume(self, task: ReadResume) -> Outcome:
        try:
            data = await self._files.get(task.file_key)
            resume = await self._resumes.read(data, task.file_key, task.password)
        except ResumeEncrypted:
            return lambda s: s.resume_was_locked()
        except NotReady:
            raise  # a fault of ours: the queue tries again
        except DomainError as error:
            refusal = error
            return lambda s: s.fail(refusal.code, refusal.message)
        return lambda s: s.resume_was_read(resume)

    async def _read_posting(self, task: ReadPosting, meter: Meter) -> Outcome:
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
        requirements = await self._advice.advisor.requirements(posting, meter)
        if not requirements and not task.text:
            return lambda s: s.posting_was_refused("The page does not say what is asked for.")
        return lambda s: s.posting_was_read(replace(posting, requirements=requirements))

    async def _match(self, session: TailoringSession) -> Outcome:
        """The match by the resume alone comes first, so that the person sees what answers add."""
        by_resume = by_all = self._matched(session)
        recalled = await self._recall(session)
        if recalled.answers:
            draft = TailoringSession(session.snapshot)
            draft.earlier_answers_were_recalled(recalled)
            by_all = self._matched(draft)

        def record(s: TailoringSession) -> None:
            s.was_matched(by_resume)
            s.earlier_answers_were_recalled(recalled)
            if by_all is not by_resume:
                s.was_matched(by_all)

        return record

    def _matched(self, session: TailoringSession) -> Match:
        return match(
            _posting_of(session), session.evidence, self._lexicon, self._clock.now().date()
        )

    async def _recall(self, session: TailoringSession) -> Recalled:
        """What the person has said in earlier sessions, when the session is matched for the first
        time."""
        state = session.snapshot
        if self._earlier_answers is None or state.match_before is not None:
            return Recalled((), state.conversation.asked_before)
        earlier = await self._earlier_answers.execute(state.user_id)
        return recall(earlier, session.resume_now, _posting_of(session), self._lexicon)


def _posting_of(session: TailoringSession) -> JobPosting:
    posting = session.snapshot.posting
    assert posting is not None, "matching comes after reading"
    return posting
