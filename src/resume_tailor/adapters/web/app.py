"""The FastAPI app, made by one factory."""

from collections.abc import Sequence
from typing import Any

from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

from resume_tailor.adapters.web import websocket
from resume_tailor.adapters.web.errors import add_error_handlers
from resume_tailor.adapters.web.middleware import RequestGuard
from resume_tailor.adapters.web.routes import accounts, documents, health, metrics, sessions
from resume_tailor.adapters.web.schemas.errors import ErrorBody

_DESCRIPTION = """Tailors a resume to a job posting, with a proof for every change.

Register, log in, send `Authorization: Bearer <token>`, start a session, follow it on the WebSocket
`/ws/tailoring/{session_id}`, answer its questions with `chat`, and get the document.
"""
_ERRORS: dict[int | str, dict[str, Any]] = {
    status: {"model": ErrorBody, "description": text}
    for status, text in (
        (400, "What was sent cannot be used"),
        (401, "Not logged in"),
        (403, "Somebody else's"),
        (404, "Unknown"),
        (409, "The present state does not allow it"),
        (413, "Too large"),
        (415, "Not a PDF"),
        (500, "A fault of ours"),
        (503, "Not ready"),
    )
}


def make_app(
    container: Any, *, max_body_bytes: int, cors_origins: Sequence[str] = (), version: str = "0"
) -> FastAPI:
    """An app that takes its use cases from the container's providers, by name."""
    app = FastAPI(
        title="resume-tailor",
        version=version,
        description=_DESCRIPTION,
        redirect_slashes=False,
        responses=_ERRORS,
    )
    app.state.container = container
    for router in (
        accounts.router,
        sessions.router,
        documents.router,
        health.router,
        metrics.router,
    ):
        app.include_router(router)
    app.include_router(websocket.router)
    add_error_handlers(app)
    app.add_middleware(RequestGuard, max_body_bytes=max_body_bytes, telemetry=container.telemetry())
    if cors_origins:
        # Outermost, so that refusals can be read by web pages too.
        app.add_middleware(
            CORSMiddleware,
            allow_origins=list(cors_origins),
            allow_methods=["*"],
            allow_headers=["*"],
            expose_headers=["X-Request-ID", "X-Document-Warning", "Retry-After"],
        )
    _say_400_in_the_schema(app)
    return app


def _say_400_in_the_schema(app: FastAPI) -> None:
    """FastAPI documents 422 for invalid input; here that is 400, so the schema says so."""
    generate = app.openapi

    def openapi() -> dict[str, Any]:
        schema = generate()
        for path in schema["paths"].values():
            for call in path.values():
                call["responses"].pop("422", None)
        for name in ("HTTPValidationError", "ValidationError"):
            schema.get("components", {}).get("schemas", {}).pop(name, None)
        return schema

    app.openapi = openapi  # type: ignore[method-assign]
