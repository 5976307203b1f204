"""From errors to HTTP: the one place where status codes live."""

import logging
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from resume_tailor.domain.errors import (
    Conflict,
    DomainError,
    InvalidInput,
    NotAllowed,
    NotAuthenticated,
    NotFound,
    NotReady,
    TooLarge,
    UnsupportedFormat,
)

log = logging.getLogger(__name__)

STATUS: dict[type[DomainError], int] = {
    InvalidInput: 400,
    NotAuthenticated: 401,
    NotAllowed: 403,
    NotFound: 404,
    Conflict: 409,
    TooLarge: 413,
    UnsupportedFormat: 415,
    NotReady: 503,
}
"""Status of each kind; an error below a kind has its status (a test proves that all have one)."""

FRAMEWORK_ERRORS: dict[int, tuple[str, str]] = {
    400: ("INVALID_REQUEST", "The request could not be understood."),
    404: ("NOT_FOUND", "There is nothing at this address. See /docs for all calls."),
    405: ("METHOD_NOT_ALLOWED", "This address does not take this method. See /docs."),
    413: ("BODY_TOO_LARGE", "The request is too large. Send less."),
    500: ("INTERNAL_ERROR", "Something went wrong on our side."),
}
"""Code and message of errors that the framework makes."""

_HEADERS: dict[int, dict[str, str]] = {
    401: {"WWW-Authenticate": "Bearer"},
    503: {"Retry-After": "2"},
}


def status_of(error: DomainError) -> int:
    """The HTTP status of an error, by its nearest kind."""
    return next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)


def error_body(code: str, message: str, **more: Any) -> dict[str, Any]:
    """The one form of every error."""
    return {"detail": {"message": message, "code": code, **more}}


def add_error_handlers(app: FastAPI) -> None:
    """Give every error the fixed form, those of the framework too."""
    app.add_exception_handler(DomainError, _domain_error)
    app.add_exception_handler(RequestValidationError, _validation_error)
    app.add_exception_handler(HTTPException, _framework_error)


def internal_error(request_id: str) -> JSONResponse:
    """A 500 that says no more than where to look in the log."""
    code, message = FRAMEWORK_ERRORS[500]
    body = error_body(code, f"{message} Tell the operator this number: {request_id}")
    return JSONResponse(body, status_code=500)


def not_ready() -> JSONResponse:
    """A 503 for what was not begun, or not finished."""
    error = NotReady()
    return JSONResponse(error_body(error.code, error.message), 503, _HEADERS[503])


async def _domain_error(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, DomainError), "registered for this kind alone"
    status = status_of(error)
    return JSONResponse(error_body(error.code, error.message), status, _HEADERS.get(status))


async def _validation_error(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError), "registered for this kind alone"
    fields = [
        {"field": ".".join(str(part) for part in problem["loc"]), "message": _said(problem["msg"])}
        for problem in error.errors()
    ]
    listed = "; ".join(f"{field['field']}: {field['message']}" for field in fields)
    body = error_body("INVALID_REQUEST", f"The request is not valid: {listed}", fields=fields)
    return JSONResponse(body, status_code=400)


def _said(message: str) -> str:
    """The validator's words as a client may read them, without Python's names."""
    if "UploadFile" in message:
        return "Send a file, as form data"
    return message.removeprefix("Value error, ")


async def _framework_error(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException), "registered for this kind alone"
    code, message = FRAMEWORK_ERRORS.get(error.status_code, FRAMEWORK_ERRORS[400])
    return JSONResponse(error_body(code, message), error.status_code, error.headers)
