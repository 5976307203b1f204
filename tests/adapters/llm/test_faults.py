"""What a provider can answer, and how each of it ends."""

import asyncio
import json
import logging
import socket
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from typing import Any

import pytest

from resume_tailor.adapters.llm.faults import FaultKind, ModelFault
from resume_tailor.adapters.llm.language_model import LanguageModel, Patience, Waiting
from resume_tailor.adapters.llm.provider import ModelAddress
from resume_tailor.domain.model.usage import Meter
from tests.adapters.llm.scripted import Answer, ScriptedModel, a_model, a_provider, models

HELLO = [{"role": "user", "content": "Say hello."}]
GOOD = Answer('{"a":1}\n{"b":2}')


@asynccontextmanager
async def serving(*answers: Any) -> AsyncIterator[Any]:
    """A model that gives these answers one after the other, the last for ever."""
    left = list(answers)

    def script(_: Sequence[dict[str, Any]]) -> Any:
        return left.pop(0) if len(left) > 1 else left[0]

    async with ScriptedModel(script).running() as model:
        yield model


async def said(
    model: LanguageModel, meter: Meter | None = None, tokens: int = 100
) -> tuple[str, int]:
    """The last whole answer, and how often it was waited for."""
    text, waited = "", 0
    async for piece in model.ask(HELLO, tokens, meter or Meter()):
        if isinstance(piece, Waiting):
            text, waited = "", waited + 1
        else:
            text += piece
    return text, waited


async def test_an_answer_comes_in_pieces() -> None:
    async with serving(GOOD) as server:
        meter = Meter()
        pieces = [piece async for piece in a_model(server.base).ask(HELLO, 100, meter)]
        assert "".join(map(str, pieces)) == GOOD.text
        assert len(pieces) > 1
        assert meter.spent.calls == 1
        assert meter.spent.output_tokens > 0


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504, 520, 529])
async def test_what_passes_is_waited_for(status: int) -> None:
    bad = Answer(status=status)
    async with serving(bad, bad, bad, GOOD) as server:
        assert await said(a_model(server.base)) == (GOOD.text, 3)
        assert len(server.asked) == 4


@pytest.mark.parametrize(
    "bad",
    [
        Answer('{"a":', then="reset"),
        Answer('{"a":', then="close"),
        Answer(raw=b"<html>Bad gateway</html>", headers={"Content-Type": "text/html"}),
        Answer(raw=b"", headers={"Content-Type": "text/event-stream"}),
        Answer(raw=b'{"choices": []}'),
        Answer(raw=b'data: {"choices": []}\n\n', headers={"Content-Type": "text/event-stream"}),
        Answer(
            raw=b'data: {"id":"x","choices":[{"index":0,"delta":{"content":null},"finish_reason":"stop"}]}\n\n'
            b"data: [DONE]\n\n",
            headers={"Content-Type": "text/event-stream"},
        ),
        Answer(status=429, headers={"Retry-After": "Wed, 21 Oct 2015 07:28:00 GMT"}),
        Answer(status=429, headers={"Retry-After": "1"}),
        Answer("", then="hang"),
    ],
    ids=[
        "reset",
        "close",
        "html",
        "empty",
        "no-choices",
        "no-choices-in-stream",
        "null",
        "past-date",
        "a-second",
        "hang",
    ],
)
async def test_what_is_no_answer_is_asked_for_again(bad: Any) -> None:
    async with serving(bad, GOOD) as server:
        assert await said(a_model(server.base, read=0.5)) == (GOOD.text, 1)
        assert len(server.asked) == 2


@pytest.mark.parametrize(
    ("bad", "kind"),
    [
        (Answer(status=401, raw=b'{"error":{"message":"bad key sk-secret-of-the-test"}}'), FaultKind.KEY),
        (Answer(status=403), FaultKind.KEY),
        (Answer(status=404), FaultKind.GONE),
        (Answer(status=400), FaultKind.REFUSED),
        (Answer(status=400, raw=b'{"error":{"message":"x","code":"context_length_exceeded"}}'), FaultKind.TOO_LONG),
        (Answer(status=429, raw=b'{"error":{"message":"x","code":"insufficient_quota"}}'), FaultKind.QUOTA),
        (Answer(status=429, headers={"Retry-After": "86400"}), FaultKind.BUSY),
    ],
)  # fmt: skip
async def test_what_does_not_pass_is_asked_once(bad: Any, kind: FaultKind) -> None:
    async with serving(bad) as server:
        with pytest.raises(ModelFault) as fault:
            await said(a_model(server.base))
        assert fault.value.kind is kind
        assert len(server.asked) == 1
        assert "sk-secret" not in f"{fault.value!r} {fault.value.message} {fault.value.__cause__}"


async def test_a_key_is_in_no_log(caplog: pytest.LogCaptureFixture, capfd: Any) -> None:
    caplog.set_level(logging.DEBUG)
    async with serving(
        Answer(status=401, raw=b'{"error":{"message":"sk-secret-of-the-test"}}')
    ) as server:
        with suppress(ModelFault):
            await said(a_model(server.base))
    printed = capfd.readouterr()
    assert "sk-secret" not in caplog.text + printed.out + printed.err


async def test_a_provider_that_is_down_is_given_up_in_time() -> None:
    patience = Patience(tries=3, seconds=5.0, first_pause=0.01)
    async with serving(Answer(status=500)) as server:
        with pytest.raises(ModelFault) as fault:
            await said(a_model(server.base, patience))
        assert fault.value.kind is FaultKind.FAILED
        assert len(server.asked) == 3


async def test_all_tries_together_have_a_deadline() -> None:
    patience = Patience(tries=5, seconds=1.0, first_pause=0.01)
    async with serving(Answer("x", then="hang")) as server:
        loop = asyncio.get_running_loop()
        began = loop.time()
        with pytest.raises(ModelFault):
            await said(a_model(server.base, patience, read=60.0))
        assert loop.time() - began < 10.0


async def test_nobody_waits_for_a_provider_that_keeps_failing() -> None:
    patience = Patience(tries=3, seconds=5.0, first_pause=0.001)
    async with serving(Answer(status=500)) as server:
        model = a_model(server.base, patience)
        for _ in range(4):
            with pytest.raises(ModelFault):
                await said(model)
        assert len(server.asked) == 5, "the breaker opens after five failures in a row"


async def test_the_next_model_serves_where_the_first_is_gone() -> None:
    async with serving(Answer(status=404)) as first, serving(GOOD) as second:
        model = models(a_provider(first.base), a_provider(second.base))
        assert await said(model) == (GOOD.text, 1)


async def test_nothing_listens() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        base = f"http://127.0.0.1:{free.getsockname()[1]}/v1"
    with pytest.raises(ModelFault) as fault:
        await said(a_model(base, Patience(tries=2, seconds=5.0, first_pause=0.01)))
    assert fault.value.kind is FaultKind.FAILED


async def test_an_answer_without_end_is_cut() -> None:
    async with serving(Answer("word " * 50, then="endless")) as server:
        meter = Meter()
        text, _ = await said(a_model(server.base), meter, tokens=100)
        assert len(text) <= 800
        assert 0 < meter.spent.output_tokens <= 200
        await _until(lambda: bool(server.closed_early))


async def test_odd_streams_are_read() -> None:
    event = json.dumps(
        {
            "id": "x",
            "choices": [{"index": 0, "delta": {"content": "héllo"}, "finish_reason": None}],
        },
        ensure_ascii=False,
    )
    end = json.dumps({"id": "x", "choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]})
    raw = f": a comment\r\n\r\ndata: {event}\r\n\r\ndata:{end}\r\n\r\ndata: [DONE]\r\n\r\n".encode()
    async with serving(
        Answer(raw=raw, headers={"Content-Type": "text/event-stream; charset=utf-8"})
    ) as server:
        assert await said(a_model(server.base)) == ("héllo", 0)


@pytest.mark.parametrize("usage", [None, {"prompt_tokens": -5, "completion_tokens": -5, "total_tokens": -5},
                                   {"prompt_tokens": 10**12, "completion_tokens": 5}])  # fmt: skip
async def test_usage_that_is_not_told_is_estimated(usage: Any) -> None:
    async with serving(Answer(GOOD.text, usage=usage)) as server:
        meter = Meter()
        await said(a_model(server.base), meter)
        assert meter.spent.calls == 1
        assert 0 < meter.spent.output_tokens < 100
        assert 0 < meter.spent.input_tokens < 100


@pytest.mark.parametrize("moment", ["before", "amid"])
async def test_who_stops_closes_the_socket(moment: str) -> None:
    slow = Answer("word", then="hang") if moment == "amid" else Answer("word", delay=60.0)
    async with serving(slow) as server:
        task = asyncio.create_task(said(a_model(server.base, read=60.0)))
        await _until(lambda: bool(server.asked))
        await asyncio.sleep(0.2)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await _until(lambda: bool(server.closed_early))


async def test_a_session_has_its_budget() -> None:
    patience = Patience(calls=2)
    async with serving(GOOD) as server:
        model, meter = a_model(server.base, patience), Meter()
        await said(model, meter)
        await said(model, meter)
        with pytest.raises(ModelFault) as fault:
            await said(model, meter)
        assert fault.value.kind is FaultKind.SPENT


async def _until(holds: Any) -> None:
    async with asyncio.timeout(5):
        while not holds():
            await asyncio.sleep(0.01)


async def test_no_test_reaches_a_provider() -> None:
    with pytest.raises(ModelFault):
        await said(a_model("http://192.0.2.1/v1", Patience(tries=1, seconds=5.0)))


@pytest.mark.parametrize(
    ("model", "base", "name", "root"),
    [
        ("openai/gpt-5-mini", "", "openai/gpt-5-mini", None),
        ("openai/x", "http://a/v1", "hosted_vllm/x", "http://a/v1"),
        ("x", "http://a/v1", "hosted_vllm/x", "http://a/v1"),
        ("ollama/qwen3", "", "hosted_vllm/qwen3", "http://127.0.0.1:11434/v1"),
        ("ollama_chat/qwen3", "http://b:1/", "hosted_vllm/qwen3", "http://b:1/v1"),
        ("anthropic/claude-sonnet-4-5", "", "anthropic/claude-sonnet-4-5", None),
        ("gemini/gemini-2.5-flash", "http://c", "gemini/gemini-2.5-flash", "http://c"),
    ],
)
def test_models_are_named_as_litellm_wants(
    model: str, base: str, name: str, root: str | None
) -> None:
    address = ModelAddress(model, base)
    assert (address.name, address.root) == (name, root)
