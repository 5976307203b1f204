"""Everything that can be refused, as one documented tree.

The docstring of an error is the message that people see unless a better one is given, and the
name of the class is its stable code: `UsernameTaken` is `USERNAME_TAKEN`. What HTTP makes of a
kind is decided in `adapters/web/errors.py` and nowhere else.
"""

import inspect
import re


class DomainError(Exception):
    """The request could not be carried out."""

    def __init__(self, message: str | None = None) -> None:
        self.message = message or inspect.cleandoc(self.__doc__ or "").replace("\n", " ")
        super().__init__(self.message)

    @property
    def code(self) -> str:
        """The stable, upper-case name that clients branch on."""
        return code_of(type(self))


def code_of(kind: type[DomainError]) -> str:
    """`UsernameTaken` -> `USERNAME_TAKEN`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", kind.__name__).upper()


# ---- kinds ------------------------------------------------------------------------------------
class InvalidInput(DomainError):
    """What was sent cannot be used. Check it and send it again."""


class NotAuthenticated(DomainError):
    """Log in first, and send the access token with each request."""


class NotAllowed(DomainError):
    """This belongs to somebody else."""


class NotFound(DomainError):
    """There is nothing here."""


class Conflict(DomainError):
    """The present state does not allow this."""


class TooLarge(DomainError):
    """What was sent is too large. Send less."""


class UnsupportedFormat(DomainError):
    """This file format cannot be used."""


class NotReady(DomainError):
    """The service is not ready. Try again in a few seconds."""


class TransactionUndone(NotReady):
    """Somebody else changed the same at the same moment. Try again in a few seconds."""


class StorageUnavailable(NotReady):
    """The file store cannot be used at the moment. Try again in a few seconds."""


# ---- accounts ---------------------------------------------------------------------------------
class InvalidUsername(InvalidInput):
    """A username has 3 to 50 characters: letters, digits, dot, hyphen and underscore."""


class InvalidEmail(InvalidInput):
    """This is not an e-mail address."""


class InvalidPassword(InvalidInput):
    """A password has 8 to 256 characters."""


class UsernameTaken(Conflict):
    """This username is taken. Choose another one."""


class EmailTaken(Conflict):
    """There is an account with this e-mail address already. Log in instead."""


class InvalidCredentials(NotAuthenticated):
    """Username or password is wrong."""


class InvalidToken(NotAuthenticated):
    """The access token is not valid or has expired. Log in again."""


class AnswerNotFound(NotFound):
    """There is no such answer of yours. `GET /auth/me/answers` lists them."""


# ---- sessions ---------------------------------------------------------------------------------
class SessionNotFound(NotFound):
    """There is no such session."""


class SessionExists(Conflict):
    """There is such a session already."""


class IdempotencyKeyUsed(Conflict):
    """This Idempotency-Key was sent before, with other contents. Send a new key for another session."""


class InvalidIdempotencyKey(InvalidInput):
    """An Idempotency-Key has 1 to 200 characters."""


class SessionNotYours(NotAllowed):
    """This session belongs to somebody else."""


class SessionAlreadyFinished(Conflict):
    """The session has finished already."""


class SessionNotRunning(Conflict):
    """The session is stopped or has failed. Continue it first."""


class SessionNotStopped(Conflict):
    """Only a session that was stopped or has failed can be continued."""


class QuestionNotFound(NotFound):
    """There is no such question in this session."""


class QuestionAlreadyAnswered(Conflict):
    """This question has been answered already."""


class EmptyMessage(InvalidInput):
    """The message is empty. Write something, or send `skip` to pass the question."""


class MessageTooLong(InvalidInput):
    """The message is too long. Say it in at most 100,000 characters."""


class InvalidMessage(InvalidInput):
    """Send a JSON object with `type` and `message`."""


class InvalidCursor(InvalidInput):
    """The cursor is not one that this service gave out. Start again without it."""


class StaleAttempt(Conflict):
    """Another run of this session has taken over."""


# ---- what is sent -----------------------------------------------------------------------------
class OutOfBounds(InvalidInput):
    """This takes more memory to read than is allowed. Send something smaller."""


class TookTooLong(OutOfBounds):
    """This takes longer to read than is allowed. Send something smaller."""


# ---- resumes and documents --------------------------------------------------------------------
class NotAPdf(UnsupportedFormat):
    """This file is no resume that can be read. Upload a PDF, a Word document (.docx), JSON Resume,
    Markdown or plain text."""


class ResumeTooLarge(TooLarge):
    """The resume is too large. Save it with smaller pictures and upload it again."""


class ResumeUnreadable(InvalidInput):
    """The file is damaged and cannot be read. Export it again and upload that."""


class ResumeEncrypted(InvalidInput):
    """The PDF asks for a password. Give it, or save the PDF without one and upload that."""


class ResumeHasNoText(InvalidInput):
    """The PDF holds pictures of text only. Export it from the program it was written in, or run
    text recognition on it first."""


class CorrectionRefused(InvalidInput):
    """The correction does not fit the resume. Look up the ids in it and send it again."""


class ResumeNotReadYet(Conflict):
    """The resume has not been read yet. Wait for the session to go on."""


class VersionNotFound(NotFound):
    """There is no such version of the resume."""


class ChangeNotFound(NotFound):
    """There is no such change in this session."""


class ChangeNotApplied(Conflict):
    """This change was dropped: what you said does not support it. If it is true, say so in the chat."""


class ChangeRefused(Conflict):
    """The change does not fit the resume."""


class FileNotStored(NotFound):
    """The stored file is gone."""


# ---- postings ---------------------------------------------------------------------------------
class UrlNotAllowed(InvalidInput):
    """This address cannot be used. Give the public http or https address of the posting."""


class PostingUnreachable(InvalidInput):
    """The page of the posting could not be fetched."""


class PostingUnreadable(InvalidInput):
    """No job posting could be read from the page."""


class PostingNotFound(PostingUnreadable):
    """The posting is not there any more, or never was."""


class PostingIsListing(PostingUnreadable):
    """The page lists several postings. Open the one that you want, and use its address."""


class PostingBehindLogin(PostingUnreadable):
    """The page shows the posting only to people who are logged in."""


class PostingBlocked(PostingUnreadable):
    """The site lets no program read its pages."""


class PostingNeedsRendering(PostingUnreadable):
    """The page is empty until a browser runs its scripts."""


class PostingNotReadYet(Conflict):
    """The posting has not been read yet. Wait for the session to go on."""


def all_errors() -> tuple[type[DomainError], ...]:
    """Every error below `DomainError`, kinds included, in alphabetical order."""
    found: set[type[DomainError]] = set()
    todo = [DomainError]
    while todo:
        subclasses = set(todo.pop().__subclasses__())
        found |= subclasses
        todo.extend(subclasses)
    return tuple(sorted(found, key=lambda kind: kind.__name__))
