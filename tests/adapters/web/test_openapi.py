from types import SimpleNamespace
from typing import Any

import pytest

from resume_tailor.adapters.web.app import make_app
from resume_tailor.domain.ports.telemetry import NoTelemetry


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    return make_app(SimpleNamespace(telemetry=NoTelemetry), max_body_bytes=1).openapi()


FIXED = [
    ("post", "/auth/register"),
    ("post", "/auth/login"),
    ("post", "/tailoring-sessions/"),
    ("get", "/tailoring-sessions/{session_id}"),
    ("post", "/tailoring-sessions/{session_id}/stop"),
    ("post", "/tailoring-sessions/{session_id}/chat"),
]


@pytest.mark.parametrize(("method", "path"), FIXED)
def test_the_fixed_calls_are_there(schema: dict[str, Any], method: str, path: str) -> None:
    assert method in schema["paths"][path]


def test_invalid_input_is_400_and_never_422(schema: dict[str, Any]) -> None:
    for path, calls in schema["paths"].items():
        for call in calls.values():
            assert "422" not in call["responses"], path
            assert "400" in call["responses"], path
    assert "HTTPValidationError" not in schema["components"]["schemas"]


def test_every_call_is_described(schema: dict[str, Any]) -> None:
    for path, calls in schema["paths"].items():
        for method, call in calls.items():
            assert call.get("description"), f"{method} {path}"
