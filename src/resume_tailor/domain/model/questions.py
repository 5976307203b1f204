"""What the person is asked, and what they say."""

from dataclasses import dataclass
from enum import StrEnum

from resume_tailor.domain.model.identifiers import EvidenceId, ParentId, QuestionId, RequirementId


class QuestionKind(StrEnum):
    """What an answer is used for."""

    GAP = "gap"
    """The answer is evidence for a requirement."""
    POSTING_TEXT = "posting_text"
    """The answer is the posting itself, pasted, or another address of it."""
    CLOSED_POSTING = "closed_posting"
    """The posting is over: the answer is another one, as above, or `continue` to use it all the
    same, which passing the question does too."""
    PASSWORD = "password"  # noqa: S105 - the kind of a question
    """The answer opens the resume; it is forgotten as soon as that was tried."""


@dataclass(frozen=True, slots=True)
class Question:
    """One thing asked, answerable in a sentence and always skippable."""

    id: QuestionId
    text: str
    kind: QuestionKind = QuestionKind.GAP
    requirement: RequirementId | None = None
    options: tuple[str, ...] = ()
    """Answers that a client may offer as buttons."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the person said; an empty text means that they passed the question.

    `entry` is the entry that the answer speaks of, if that is certain. A remark that states a
    fact without being asked is an answer too, with no question.
    """

    id: EvidenceId
    text: str
    question: QuestionId | None = None
    entry: ParentId | None = None
