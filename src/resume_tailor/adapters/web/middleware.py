"""Around every request: an id, a limit on the body, and an answer whatever happens."""

import asyncio
import logging
from uuid import uuid4

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from resume_tailor.adapters.web.errors import internal_error, not_ready
from resume_tailor.domain.ports.telemetry import Counted, Telemetry

_METHODS = frozenset({"GET", "HEAD", "POST", "PATCH", "DELETE", "OPTIONS"})
log = logging.getLogger(__name__)


class RequestGuard:
    """Gives each request an id (`X-Request-ID`), refuses a body over the limit without reading it
    to the end, and answers a fault of ours with 500 and the id."""

    def __init__(self, app: ASGIApp, max_body_bytes: int, telemetry: Telemetry) -> None:
        self._app = app
        self._max_body_bytes = max_body_bytes
        self._telemetry = telemetry

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = uuid4().hex
        with self._telemetry.span("request", request_id=request_id):
            status = await self._serve(scope, receive, send, request_id)
        route = getattr(scope.get("route"), "path", "")
        method = scope["method"] if scope["method"] in _METHODS else "other"
        self._telemetry.count(Counted.REQUESTS, method=method, route=route, status=str(status))

    async def _serve(self, scope: Scope, receive: Receive, send: Send, request_id: str) -> int:
        """Serve one request with that id; the status of the answer, 0 for none."""
        status = 0

        async def send_with_id(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message["headers"], (b"x-request-id", request_id.encode())]
            await send(message)

        try:
            await self._app(scope, self._limited(receive), send_with_id)
        except asyncio.CancelledError:
            # The process ends, and will not wait for this.
            if status:
                raise
            await not_ready()(scope, receive, send_with_id)
        except Exception:
            log.exception("request %s failed", request_id)
            if not status:
                await internal_error(request_id)(scope, receive, send_with_id)
        return status

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
