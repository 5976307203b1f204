"""What routes may ask for, each as one annotated name.

Use cases come from the container that the app was made with (`app.state.container`), by the name of
their provider; a test compares all names with the container.
"""

from typing import Annotated, Any, Protocol
from uuid import UUID

from fastapi import Depends, Path
from fastapi.requests import HTTPConnection
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from resume_tailor.domain.errors import (
    AnswerNotFound,
    NotAuthenticated,
    NotFound,
    SessionNotFound,
)
from resume_tailor.domain.model.identifiers import AnswerId, SessionId
from resume_tailor.domain.model.user import User
from resume_tailor.domain.ports.telemetry import Telemetry
from resume_tailor.domain.use_cases.check_readiness import CheckReadiness
from resume_tailor.domain.use_cases.continue_session import ContinueSession
from resume_tailor.domain.use_cases.correct_resume import CorrectResume
from resume_tailor.domain.use_cases.delete_account import DeleteAccount
from resume_tailor.domain.use_cases.delete_session import DeleteSession
from resume_tailor.domain.use_cases.export_resume import ExportResume
from resume_tailor.domain.use_cases.follow_session import FollowSession
from resume_tailor.domain.use_cases.forget_answer import ForgetAnswer
from resume_tailor.domain.use_cases.identify_user import IdentifyUser
from resume_tailor.domain.use_cases.list_answers import ListAnswers
from resume_tailor.domain.use_cases.list_sessions import ListSessions
from resume_tailor.domain.use_cases.log_in import LogIn
from resume_tailor.domain.use_cases.log_out import LogOut
from resume_tailor.domain.use_cases.register_user import RegisterUser
from resume_tailor.domain.use_cases.review_change import ReviewChange
from resume_tailor.domain.use_cases.send_chat_message import SendChatMessage
from resume_tailor.domain.use_cases.start_session import StartSession
from resume_tailor.domain.use_cases.stop_session import StopSession
from resume_tailor.domain.use_cases.take_stock import TakeStock
from resume_tailor.domain.use_cases.view_session import ViewSession


class PrintsMetrics(Protocol):
    """What `/metrics` asks for; another adapter has it."""

    def text(self) -> str:
        """All metrics of the process."""


PROVIDERS: set[str] = set()
"""Names of all providers that routes ask for."""


def _use_case(name: str) -> Any:
    PROVIDERS.add(name)

    def from_container(connection: HTTPConnection) -> Any:
        return getattr(connection.app.state.container, name)()

    return Depends(from_container)


CheckReadinessDep = Annotated[CheckReadiness, _use_case("check_readiness")]
ContinueSessionDep = Annotated[ContinueSession, _use_case("continue_session")]
CorrectResumeDep = Annotated[CorrectResume, _use_case("correct_resume")]
DeleteAccountDep = Annotated[DeleteAccount, _use_case("delete_account")]
DeleteSessionDep = Annotated[DeleteSession, _use_case("delete_session")]
ExportResumeDep = Annotated[ExportResume, _use_case("export_resume")]
FollowSessionDep = Annotated[FollowSession, _use_case("follow_session")]
ForgetAnswerDep = Annotated[ForgetAnswer, _use_case("forget_answer")]
IdentifyUserDep = Annotated[IdentifyUser, _use_case("identify_user")]
ListAnswersDep = Annotated[ListAnswers, _use_case("list_answers")]
ListSessionsDep = Annotated[ListSessions, _use_case("list_sessions")]
LogInDep = Annotated[LogIn, _use_case("log_in")]
LogOutDep = Annotated[LogOut, _use_case("log_out")]
RegisterUserDep = Annotated[RegisterUser, _use_case("register_user")]
ReviewChangeDep = Annotated[ReviewChange, _use_case("review_change")]
SendChatMessageDep = Annotated[SendChatMessage, _use_case("send_chat_message")]
StartSessionDep = Annotated[StartSession, _use_case("start_session")]
StopSessionDep = Annotated[StopSession, _use_case("stop_session")]
MetricsDep = Annotated[PrintsMetrics, _use_case("metrics")]
TakeStockDep = Annotated[TakeStock, _use_case("take_stock")]
TelemetryDep = Annotated[Telemetry, _use_case("telemetry")]
ViewSessionDep = Annotated[ViewSession, _use_case("view_session")]


_BEARER = HTTPBearer(auto_error=False, description="The access token of `POST /auth/login`.")


def bearer_token(connection: HTTPConnection) -> str | None:
    """The token of the `Authorization` header."""
    scheme, _, token = connection.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" and token.strip() else None


def _current_token(
    credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_BEARER)],
) -> str:
    if credentials is None:
        raise NotAuthenticated
    return credentials.credentials


async def _current_user(
    token: Annotated[str, Depends(_current_token)], identify_user: IdentifyUserDep
) -> User:
    return await identify_user.execute(token)


def session_id_of(
    session_id: Annotated[str, Path(description="The id of a session.")],
) -> SessionId:
    """The id of a session."""
    return SessionId(_uuid(session_id, SessionNotFound))


def answer_id_of(
    answer_id: Annotated[str, Path(description="The id of an answer of yours.")],
) -> AnswerId:
    """The id of an answer."""
    return AnswerId(_uuid(answer_id, AnswerNotFound))


def _uuid(text: str, unknown: type[NotFound]) -> UUID:
    """An id that is no UUID is unknown like any other."""
    try:
        return UUID(text)
    except ValueError as error:
        raise unknown from error


CurrentToken = Annotated[str, Depends(_current_token)]
CurrentUser = Annotated[User, Depends(_current_user)]
SessionIdParam = Annotated[SessionId, Depends(session_id_of)]
AnswerIdParam = Annotated[AnswerId, Depends(answer_id_of)]
