"""What is asked and said in a session: questions, answers, remarks, facts."""

from resume_tailor.domain.errors import (
    PostingUnreadable,
    ResumeEncrypted,
    ResumeNotReadYet,
    SessionNotRunning,
    code_of,
)
from resume_tailor.domain.model.conversation import read_message
from resume_tailor.domain.model.evidence import Evidence, collect, entry_named_in
from resume_tailor.domain.model.questions import Question, QuestionKind
from resume_tailor.domain.model.recollection import (
    LONGEST_RECALLED,
    GivenAnswer,
    Recalled,
    owner_of,
)
from resume_tailor.domain.model.resume import Resume
from resume_tailor.domain.model.session_events import ChatReplied, InputRequested
from resume_tailor.domain.model.session_journal import SessionJournal
from resume_tailor.domain.model.session_snapshot import SessionSnapshot
from resume_tailor.domain.model.session_states import RUNNING, Action, Status, after

GO_ON = "continue"
_GOING_ON = frozenset(
    {GO_ON, "go on", "yes", "y", "ok", "weiter", "ja", "continuer", "oui", "sí", "ano"}
)


class SessionDialogue(SessionJournal):
    """The part of a session that talks. An answer to a question on a gap, and a fact that a remark
    states, are evidence from then on, in the person's later sessions too."""

    def __init__(self, snapshot: SessionSnapshot) -> None:
        super().__init__(snapshot)
        self._given: list[GivenAnswer] = []

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """What the person has said: the uploaded resume and the answers. Never our changes."""
        return collect(self._resume(), self._state.conversation.answers)

    @property
    def open_questions(self) -> tuple[Question, ...]:
        """What was asked and is not answered."""
        return self._state.conversation.open_questions

    def pull_answers(self) -> tuple[GivenAnswer, ...]:
        """What the person has said of themself since the last call, to be kept for later sessions."""
        given, self._given = tuple(self._given), []
        return given

    def hear(self, message: str, context: str = "") -> None:
        """A message: the answer to an open question, or else a remark on the resume.

        `context` may name the question by its id, or be `skip` to pass it.
        """
        talk = self._state.conversation
        waiting = self._state.status is Status.AWAITING_INPUT
        meant = talk.question_meant(context)
        question = meant if waiting else None
        text = read_message(message, context, question)
        if question:
            self._answer(question, text)
        else:
            self._remark(text)

    def earlier_answers_were_recalled(self, recalled: Recalled) -> None:
        """What the person has said in earlier sessions counts in this one too."""
        self._require_unfinished()
        self._update(conversation=self._state.conversation.knowing(recalled.asked))
        for text in recalled.answers:
            self._hold(text, None)
        if number := len(recalled.answers):
            what = "1 answer that you have" if number == 1 else f"{number} answers that you have"
            self._report(f"Using {what} given before.", self._state.progress)

    def questions_were_planned(self, questions: tuple[Question, ...]) -> None:
        """Ask these and wait, or go on if there are none."""
        self._require_unfinished()
        if questions:
            self._ask(questions)
        self._update(questions_planned=True)

    def fact_was_stated(self, text: str) -> Evidence:
        """A remark stated a fact: it is evidence from now on, like an answer."""
        self._require_unfinished()
        self._keep_answer(text, None)
        return self.evidence[-1]

    def remark_was_answered(self, message: str, *, fact_stated: bool = False) -> None:
        """The oldest open remark has its reply; a fact in it has the match made anew."""
        self._require_unfinished()
        self._update(conversation=self._state.conversation.replied())
        if fact_stated:
            self._update(match=None)
        self._record(ChatReplied(message))

    def _ask(self, questions: tuple[Question, ...]) -> None:
        asked_before = len(self._state.conversation.questions)
        self._move(Action.ASK, self._state.progress, "Waiting for your answer.")
        self._update(conversation=self._state.conversation.asked(questions))
        for question in self._state.conversation.questions[asked_before:]:
            requirement = self._state.requirement_text(question.requirement)
            self._record(InputRequested(question.id, question.text, requirement, question.options))

    def _answer(self, question: Question, text: str) -> None:
        self._keep_answer(text, question)
        if question.kind is QuestionKind.POSTING_TEXT:
            self._use_posting_text(text, question)
        elif question.kind is QuestionKind.CLOSED_POSTING:
            if not text or text.strip(" .!`'\"").casefold() in _GOING_ON:
                self._update(closed_accepted=True)
            else:
                self._use_posting_text(text, question)
        elif question.kind is QuestionKind.PASSWORD:
            self._use_password(text)
        elif text:
            self._update(match=None)
        if self._state.status is not Status.AWAITING_INPUT:
            return
        if self.open_questions:
            left = ", ".join(open_.id for open_ in self.open_questions)
            self._report(f"{question.id} is answered; still open: {left}.", self._state.progress)
        else:
            self._move(Action.ANSWER, self._state.progress, "Thank you. Going on.")

    def _keep_answer(self, text: str, question: Question | None) -> None:
        """A pasted posting is no evidence: what employers ask for says nothing of the person. And
        a password is kept nowhere."""
        if question is not None and question.kind is not QuestionKind.GAP:
            self._hold("", question)
            return
        self._hold(text, question)
        asked = self._state.requirement_text(question.requirement) if question else None
        owner = owner_of(self._resume())
        if owner and (asked or text) and len(text) <= LONGEST_RECALLED:
            self._given.append(GivenAnswer(asked or "", text, owner))

    def _hold(self, text: str, question: Question | None) -> None:
        """As evidence of this session."""
        entry = entry_named_in(text, self._state.resume) if self._state.resume else None
        self._update(conversation=self._state.conversation.answered(text, question, entry))

    def _use_posting_text(self, text: str, asked: Question) -> None:
        if not text:
            self.fail(
                code_of(PostingUnreadable), f"{asked.text} Without it nothing can be tailored."
            )
        elif text.startswith(("http://", "https://")) and len(text.split()) == 1:
            self._update(job_url=text, job_description="", closed_accepted=False)
        else:
            self._update(job_description=text)

    def _use_password(self, text: str) -> None:
        if text:
            self._update(resume_password=text)
        else:
            self.fail(code_of(ResumeEncrypted), "Without its password the resume cannot be read.")

    def _remark(self, text: str) -> None:
        finished = self._state.status is Status.COMPLETED
        self._update(
            status=after(self._state.status, Action.REMARK),
            conversation=self._state.conversation.remarked(text),
        )
        if finished:
            # A new run: its progress begins anew, and the worker reports it.
            self._update(progress=55)

    def _resume(self) -> Resume:
        if self._state.resume is None:
            raise ResumeNotReadYet
        return self._state.resume

    def _require_unfinished(self) -> None:
        """Refuse results of work that was under way when the session was stopped or failed."""
        if self._state.status not in RUNNING | {Status.AWAITING_INPUT}:
            raise SessionNotRunning
