"""What was asked, answered and remarked in a session, in order."""

from dataclasses import dataclass, replace

from resume_tailor.domain.errors import (
    EmptyMessage,
    MessageTooLong,
    QuestionAlreadyAnswered,
    QuestionNotFound,
)
from resume_tailor.domain.model.identifiers import (
    EvidenceId,
    ParentId,
    QuestionId,
    RequirementId,
)
from resume_tailor.domain.model.questions import Answer, Question
from resume_tailor.domain.model.text import visible

MESSAGE_LIMIT = 100_000
"""Characters in one message; a pasted posting fits."""
SKIP = "skip"
BY_ID = "question_id:"
"""Before a context that can only be the id of a question, whatever it looks like."""
_NO = frozenset({SKIP, "no", "nope", "none", "pass", "n/a", "na", "nein", "non", "ne", "not"})
"""Answers that pass a question: a plain no says nothing that a resume could hold."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """Questions get the ids q1, q2 ..., answers a1, a2 ..."""

    questions: tuple[Question, ...] = ()
    answers: tuple[Answer, ...] = ()
    remarks: tuple[str, ...] = ()
    remarks_answered: int = 0
    asked_before: tuple[RequirementId, ...] = ()
    """Requirements that the person was asked about in an earlier session."""

    @property
    def open_questions(self) -> tuple[Question, ...]:
        """What was asked and has no answer."""
        answered = {answer.question for answer in self.answers}
        return tuple(question for question in self.questions if question.id not in answered)

    @property
    def next_remark(self) -> str | None:
        """The oldest remark without a reply."""
        return self.remarks[self.remarks_answered] if self.has_open_remark else None

    @property
    def has_open_remark(self) -> bool:
        """Whether a remark waits for its reply."""
        return self.remarks_answered < len(self.remarks)

    def asked(self, questions: tuple[Question, ...]) -> "Conversation":
        """With these questions, numbered on."""
        first = len(self.questions) + 1
        numbered = (replace(q, id=QuestionId(f"q{i}")) for i, q in enumerate(questions, first))
        return replace(self, questions=(*self.questions, *numbered))

    def answered(
        self, text: str, question: Question | None, entry: ParentId | None
    ) -> "Conversation":
        """With this answer; without a question it is a fact stated on the person's own account."""
        answer = Answer(
            EvidenceId(f"a{len(self.answers) + 1}"), text, question.id if question else None, entry
        )
        return replace(self, answers=(*self.answers, answer))

    def knowing(self, asked_before: tuple[RequirementId, ...]) -> "Conversation":
        """With what was asked about in earlier sessions."""
        return replace(self, asked_before=asked_before)

    def remarked(self, text: str) -> "Conversation":
        """With this remark, which waits for a reply."""
        return replace(self, remarks=(*self.remarks, text))

    def replied(self) -> "Conversation":
        """With the oldest open remark answered."""
        return replace(self, remarks_answered=self.remarks_answered + 1)

    def question_meant(self, context: str) -> Question | None:
        """The open question that a message answers: the one named by its id, else the oldest.

        Raises `QuestionNotFound` or `QuestionAlreadyAnswered` if an id is named that is not open.
        """
        named = context.strip()
        by_id = (named.startswith("q") and named[1:].isdigit()) or named.startswith(BY_ID)
        if not by_id:
            return next(iter(self.open_questions), None)
        named = named.removeprefix(BY_ID)
        if named not in {question.id for question in self.questions}:
            raise QuestionNotFound
        found = next((q for q in self.open_questions if q.id == named), None)
        if found is None:
            raise QuestionAlreadyAnswered
        return found


def read_message(message: str, context: str, question: Question | None) -> str:
    """What the message says; empty if it passes the question. Refuses empty and endless ones."""
    if len(message) > MESSAGE_LIMIT:
        raise MessageTooLong
    text = visible(message).strip()
    passed = context.strip().casefold() == SKIP or text.strip(" .,!-").casefold() in _NO
    if question and passed:
        return ""
    if not text:
        raise EmptyMessage
    return text
