"""Around every request: an id, a limit on the body, and an answer whatever happens."""

import logging
from uuid import uuid4

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from resume_tailor.adapters.web.errors import internal_error

log = logging.getLogger(__name__)


class RequestGuard:
    """Gives each request an id (`X-Request-ID`), refuses a body over the limit without reading it
    to the end, and answers a fault of ours with 500 and the id."""

    def __init__(self, app: ASGIApp, max_body_bytes: int) -> None:
        self._app = app
        self._max_body_bytes = max_body_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = uuid4().hex
        started = False

        async def send_with_id(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                message["headers"] = [*message["headers"], (b"x-request-id", request_id.encode())]
            await send(message)

        try:
            await self._app(scope, self._limited(receive), send_with_id)
        except Exception:
            log.exception("request %s failed", request_id)
            if not started:
                await internal_error(request_id)(scope, receive, send_with_id)

    def _limited(self, receive: Receive) -> Receive:
        received = 0

        async def limited() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > self._max_body_bytes:
                raise HTTPException(413)
            return message

        return limited
