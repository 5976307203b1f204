"""The WebSocket: events out, chat and stop in."""

import asyncio
import json
import logging
from contextlib import suppress
from typing import Any, NoReturn

from fastapi import APIRouter, WebSocket, WebSocketDisconnect
from pydantic import ValidationError

from resume_tailor.adapters.web.dependencies import (
    FollowSessionDep,
    IdentifyUserDep,
    SendChatMessageDep,
    StopSessionDep,
    TelemetryDep,
    bearer_token,
    session_id_of,
)
from resume_tailor.adapters.web.errors import error_body
from resume_tailor.adapters.web.schemas.sessions import ChatMessage, event_json
from resume_tailor.domain.errors import (
    DomainError,
    InvalidMessage,
    NotAllowed,
    NotAuthenticated,
    NotFound,
    code_of,
)
from resume_tailor.domain.model.identifiers import SessionId
from resume_tailor.domain.model.user import User
from resume_tailor.domain.ports.telemetry import Counted, Level, Telemetry
from resume_tailor.domain.use_cases.follow_session import FollowSession
from resume_tailor.domain.use_cases.identify_user import IdentifyUser
from resume_tailor.domain.use_cases.send_chat_message import SendChatMessage
from resume_tailor.domain.use_cases.stop_session import StopSession

log = logging.getLogger(__name__)
router = APIRouter()

CLOSE_CODES: dict[type[DomainError], int] = {
    NotAuthenticated: 4401,
    NotAllowed: 4403,
    NotFound: 4404,
}
TRY_AGAIN_LATER, SERVER_ERROR = 1013, 1011
_AUTHENTICATE_SECONDS = 10.0
_SEND_SECONDS = 10.0
_CHECK_TOKEN_SECONDS = 60.0
_LARGEST_NUMBER = 2**31 - 1


class _Closed(Exception):
    """The socket is to be closed with this code."""

    def __init__(self, code: int, reason: str = "") -> None:
        super().__init__(reason)
        self.code, self.reason = code, reason


@router.websocket("/ws/tailoring/{session_id}")
async def follow(
    socket: WebSocket,
    session_id: str,
    identify_user: IdentifyUserDep,
    follow_session: FollowSessionDep,
    send_chat_message: SendChatMessageDep,
    stop_session: StopSessionDep,
    telemetry: TelemetryDep,
    after: str = "0",
) -> None:
    """All events after `after`, then live; takes `chat` and `stop` messages."""
    telemetry.change(Level.SOCKETS, +1)
    try:
        await _follow(
            socket,
            session_id,
            identify_user,
            follow_session,
            send_chat_message,
            stop_session,
            telemetry,
            after,
        )
    finally:
        telemetry.change(Level.SOCKETS, -1)


async def _follow(
    socket: WebSocket,
    session_id: str,
    identify_user: IdentifyUser,
    follow_session: FollowSession,
    send_chat_message: SendChatMessage,
    stop_session: StopSession,
    telemetry: Telemetry,
    after: str,
) -> None:
    offered = socket.scope.get("subprotocols") or []
    await socket.accept(subprotocol="bearer" if "bearer" in offered else None)
    try:
        token = await _token(socket, offered)
        user = await identify_user.execute(token)
        id_ = session_id_of(session_id)
        events = await follow_session.execute(user.id, id_, _number(after))
        commands = _Commands(user, id_, send_chat_message, stop_session)
        async with asyncio.TaskGroup() as group:
            group.create_task(_send_all(socket, events, telemetry))
            group.create_task(_take_commands(socket, commands))
            group.create_task(_keep_checking(token, identify_user))
    except* WebSocketDisconnect:
        pass
    except* Exception as problems:  # noqa: BLE001 - whatever it is, the client gets a code
        await _close(socket, _closing(problems.exceptions[0]))


async def _token(socket: WebSocket, offered: list[str]) -> str:
    """From the header, from the subprotocols `bearer, <token>`, or from the first message."""
    token = bearer_token(socket)
    if token is None and len(offered) == 2 and offered[0] == "bearer":
        token = offered[1]
    if token is None:
        with suppress(TimeoutError, ValueError, AttributeError, KeyError, RecursionError):
            async with asyncio.timeout(_AUTHENTICATE_SECONDS):
                message = json.loads(await socket.receive_text())
                token = message.get("token") if message.get("type") == "authenticate" else None
    if not isinstance(token, str):
        raise NotAuthenticated
    return token


async def _send_all(socket: WebSocket, events: Any, telemetry: Telemetry) -> None:
    async for event in events:
        await _send(socket, event_json(event))
        telemetry.count(Counted.EVENTS_SENT)


async def _take_commands(socket: WebSocket, commands: "_Commands") -> NoReturn:
    while True:
        frame = await socket.receive()
        if frame["type"] == "websocket.disconnect":
            raise WebSocketDisconnect(frame.get("code", 1000))
        problem = await commands.take(frame.get("text") or "")
        if problem:
            await _send(socket, {"type": "error", **problem})


async def _keep_checking(token: str, identify_user: IdentifyUser) -> NoReturn:
    """A token that expires, or whose user goes, ends the socket."""
    while True:
        await asyncio.sleep(_CHECK_TOKEN_SECONDS)
        await identify_user.execute(token)


async def _send(socket: WebSocket, message: dict[str, Any]) -> None:
    """Send, but wait only so long for a client that does not read."""
    try:
        async with asyncio.timeout(_SEND_SECONDS):
            await socket.send_json(message)
    except TimeoutError as error:
        raise _Closed(TRY_AGAIN_LATER, "this client reads too slowly") from error
    except RuntimeError as error:
        # Starlette's word for a socket that the client has closed meanwhile.
        raise WebSocketDisconnect from error


class _Commands:
    """What a client may send; what cannot be understood is answered, and the socket stays open."""

    def __init__(
        self, user: User, session_id: SessionId, chat: SendChatMessage, stop: StopSession
    ) -> None:
        self._user = user
        self._session_id = session_id
        self._chat = chat
        self._stop = stop

    async def take(self, text: str) -> dict[str, Any] | None:
        """Do what the message says; the error to answer with if it cannot be done."""
        try:
            message = json.loads(text)
            kind = message.get("type")
            if kind == "chat":
                body = ChatMessage.model_validate(message)
                await self._chat.execute(
                    self._user.id, self._session_id, body.message, body.context
                )
            elif kind == "stop":
                await self._stop.execute(self._user.id, self._session_id)
            elif kind != "authenticate":
                return error_body(code_of(InvalidMessage), "`type` is `chat` or `stop`.")
        except DomainError as error:
            return error_body(error.code, error.message)
        except (ValueError, AttributeError, RecursionError, ValidationError):
            return error_body(code_of(InvalidMessage), InvalidMessage().message)
        return None


def _number(text: str) -> int:
    """The last number that the client has seen; what is no number is taken for none."""
    return min(int(text), _LARGEST_NUMBER) if text.isascii() and text.isdigit() else 0


def _closing(error: BaseException) -> _Closed:
    if isinstance(error, _Closed):
        return error
    for kind, code in CLOSE_CODES.items():
        if isinstance(error, kind):
            return _Closed(code, str(error)[:120])
    if isinstance(error, DomainError):
        return _Closed(TRY_AGAIN_LATER, str(error)[:120])
    log.error("a socket failed", exc_info=error)
    return _Closed(SERVER_ERROR)


async def _close(socket: WebSocket, closing: _Closed) -> None:
    with suppress(RuntimeError, WebSocketDisconnect, TimeoutError):
        async with asyncio.timeout(_SEND_SECONDS):
            await socket.close(closing.code, closing.reason)
