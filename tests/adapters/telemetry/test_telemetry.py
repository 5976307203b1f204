"""Times, counts, the ids of the log, and the places at which tests let a process die."""

import asyncio
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from resume_tailor.adapters.telemetry.bound_ids import bound_ids
from resume_tailor.adapters.telemetry.fail_points import FailPoints
from resume_tailor.adapters.telemetry.prometheus import PrometheusTelemetry
from resume_tailor.adapters.telemetry.tracing import make_tracer
from resume_tailor.domain.ports.telemetry import Counted, Level, NoTelemetry
from resume_tailor.entrypoints.logging import JsonLines, TextLines
from tests.contracts.telemetry import TelemetryContract

LABELS = {
    Counted.SESSIONS_ENDED: {"status": "completed"},
    Counted.MODEL_CALLS: {"outcome": "answered"},
    Counted.MODEL_TOKENS: {"direction": "in"},
    Counted.REQUESTS: {"method": "GET", "route": "/x", "status": "200"},
}


class TestPrometheusTelemetry(TelemetryContract):
    @pytest.fixture
    def subject(self) -> PrometheusTelemetry:
        return PrometheusTelemetry()


class TestFailPoints(TelemetryContract):
    @pytest.fixture
    def subject(self) -> FailPoints:
        return FailPoints(NoTelemetry(), "nowhere")


@pytest.mark.parametrize("what", list(Counted))
def test_everything_that_is_counted_is_shown(what: Counted) -> None:
    telemetry = PrometheusTelemetry()
    telemetry.count(what, 3, **LABELS.get(what, {}))
    labels = ",".join(f'{name}="{value}"' for name, value in LABELS.get(what, {}).items())
    shown = f"resume_tailor_{what}_total{{{labels}}} 3.0" if labels else f"{what}_total 3.0"
    assert shown in telemetry.text()


@pytest.mark.parametrize("what", list(Level))
def test_levels_rise_and_fall(what: Level) -> None:
    telemetry = PrometheusTelemetry()
    telemetry.change(what, +2)
    telemetry.change(what, -1)
    assert f"resume_tailor_{what} 1.0" in telemetry.text()


def test_a_span_is_timed_even_if_it_fails() -> None:
    telemetry = PrometheusTelemetry()
    with pytest.raises(RuntimeError), telemetry.span("work"):
        raise RuntimeError
    assert 'resume_tailor_span_seconds_count{span="work"} 1.0' in telemetry.text()


async def test_ids_are_bound_for_a_task_and_for_those_that_it_starts() -> None:
    telemetry = PrometheusTelemetry()

    async def work(number: str) -> tuple[dict[str, str], dict[str, str]]:
        with telemetry.span("outer", session_id=number):
            await asyncio.sleep(0)
            with telemetry.span("inner", request_id="r"):
                inner = await asyncio.create_task(asyncio.to_thread(lambda: dict(bound_ids())))
            return inner, dict(bound_ids())

    found = await asyncio.gather(work("1"), work("2"))
    expected = [({"session_id": n, "request_id": "r"}, {"session_id": n}) for n in "12"]
    assert found == expected
    assert dict(bound_ids()) == {}


def test_log_lines_carry_the_ids() -> None:
    record = logging.LogRecord("a.b", logging.INFO, "", 0, "said %s", ("this",), None)
    with PrometheusTelemetry().span("work", session_id="7"):
        line = json.loads(JsonLines().format(record))
        assert TextLines().format(record).endswith("INFO    a.b: said this [session_id=7]")
    assert {line["message"], line["session_id"], line["level"]} == {"said this", "7", "INFO"}


@pytest.mark.parametrize(
    ("place", "dies_after"),
    [
        ("record:begin", []),
        ("record", []),
        ("record:end", ["begun"]),
        ("record:end:2", ["begun", "ended", "begun"]),
        ("other:begin", ["begun", "ended", "begun", "ended"]),
    ],
)
def test_a_process_dies_where_it_was_told_to(place: str, dies_after: list[str]) -> None:
    class Died(BaseException):
        pass

    def die() -> None:
        raise Died

    telemetry = FailPoints(NoTelemetry(), place, die)
    done: list[str] = []
    with pytest.raises(Died) if place.startswith("record") else _nothing():
        for _ in range(2):
            with telemetry.span("record"):
                done.append("begun")
            done.append("ended")
    assert done == dies_after


def test_without_a_collector_nothing_is_traced() -> None:
    assert make_tracer("") is None


async def test_spans_reach_a_collector() -> None:
    pytest.importorskip("opentelemetry.sdk", reason="needs the extra `otel`")
    asked = asyncio.Event()
    paths: list[bytes] = []

    async def collect(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        paths.append(await reader.readline())
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n")
        await writer.drain()
        writer.close()
        asked.set()

    server = await asyncio.start_server(collect, "127.0.0.1", 0)
    tracer = make_tracer(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}")
    assert tracer
    with PrometheusTelemetry(tracer).span("work", session_id="7"):
        pass
    async with asyncio.timeout(15):
        await asked.wait()
    assert paths[0].startswith(b"POST /v1/traces ")
    server.close()


@contextmanager
def _nothing() -> Iterator[Any]:
    yield
