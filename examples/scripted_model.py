"""A language model that says what a script says: OpenAI's protocol, streamed, on loopback.

    python examples/scripted_model.py --port 8090 --tokens-per-second 60
    RESUME_TAILOR_MODEL=openai/scripted RESUME_TAILOR_MODEL_API_BASE=http://127.0.0.1:8090/v1 make run

It serves tests and benchmarks, and shows all that a provider must do to be used by resume-tailor. Its own
script is dull and honest: it finds requirements, proposes nothing, and doubts everything.
"""

import argparse
import asyncio
import contextlib
import json
import re
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

Message = dict[str, Any]


@dataclass(frozen=True)
class Answer:
    """What the model says, and how. `raw` is sent instead of a stream as it is; `then` ends a stream:
    `close` and `reset` in the middle, `hang` without an end, `endless` says the text for ever."""

    text: str = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    raw: bytes | None = None
    then: str = ""
    delay: float = 0.0
    """Seconds before anything is sent."""
    usage: dict[str, int] | None = field(default_factory=dict)
    """Empty: counted; None: not told."""
    pieces: tuple[str, ...] = ()
    """The text as cut for sending; cut at blanks if empty."""


Script = Callable[[Sequence[Message]], Answer]


class ScriptedModel:
    """The server. `asked` keeps all requests, `closed_early` the moments at which clients hung up."""

    def __init__(self, script: Script, tokens_per_second: float = 0.0) -> None:
        self.script = script
        self.tokens_per_second = tokens_per_second
        self.asked: list[dict[str, Any]] = []
        self.closed_early: list[float] = []
        self._server: asyncio.Server | None = None
        self._serving: set[asyncio.Task[None]] = set()

    @property
    def base(self) -> str:
        """The address for `MODEL_API_BASE`."""
        assert self._server, "it must be running"
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}/v1"

    @contextlib.asynccontextmanager
    async def running(self, port: int = 0) -> AsyncIterator["ScriptedModel"]:
        """Serve as long as the context lasts."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", port)
        try:
            yield self
        finally:
            self._server.close()
            self._server = None
            for task in self._serving:
                task.cancel()
            await asyncio.gather(*self._serving, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task, "servers run in tasks"
        self._serving.add(task)
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            length = re.search(r"(?im)^content-length: *(\d+)", head)
            body = json.loads(await reader.readexactly(int(length[1]) if length else 0) or b"{}")
            self.asked.append(body)
            answer = self.script(body.get("messages", []))
            work = asyncio.create_task(self._answer(answer, body, writer))
            gone = asyncio.create_task(reader.read(1))
            await asyncio.wait((work, gone), return_when=asyncio.FIRST_COMPLETED)
            if not work.done() or work.exception():
                self.closed_early.append(asyncio.get_running_loop().time())
            work.cancel()
            gone.cancel()
            await asyncio.gather(work, gone, return_exceptions=True)
        except (asyncio.IncompleteReadError, ConnectionError, ValueError):
            pass
        finally:
            self._serving.discard(task)
            writer.close()

    async def _answer(
        self, answer: Answer, body: dict[str, Any], writer: asyncio.StreamWriter
    ) -> None:
        await asyncio.sleep(answer.delay)
        if answer.raw is not None or answer.status != 200:
            data = answer.raw or b'{"error": {"message": "scripted"}}'
            headers = {"Content-Type": "application/json", **answer.headers}
            _write_head(writer, answer.status, {**headers, "Content-Length": str(len(data))})
            writer.write(data)
            await writer.drain()
            return
        _write_head(writer, 200, {"Content-Type": "text/event-stream", "Connection": "close"})
        await self._stream(answer, body, writer)

    async def _stream(
        self, answer: Answer, body: dict[str, Any], writer: asyncio.StreamWriter
    ) -> None:
        pieces = answer.pieces or tuple(re.findall(r"\s*\S{1,6}", answer.text) or [answer.text])
        _event(writer, {"delta": {"role": "assistant", "content": ""}})
        while True:
            for piece in pieces:
                _event(writer, {"delta": {"content": piece}})
                await writer.drain()
                rate = self.tokens_per_second
                await asyncio.sleep(1 / rate if rate else 0)
            if answer.then != "endless":
                break
        if answer.then == "hang":
            await asyncio.sleep(3_600)
        if answer.then == "reset":
            writer.transport.abort()
            return
        if answer.then == "close":
            return
        _event(writer, {"delta": {}, "finish_reason": "stop"})
        if answer.usage is not None and (body.get("stream_options") or {}).get("include_usage"):
            sent = sum(len(str(message.get("content"))) for message in body["messages"]) // 4
            counted = {"prompt_tokens": sent, "completion_tokens": len(pieces)}
            _send(writer, {**_CHUNK, "choices": [], "usage": answer.usage or counted})
        writer.write(b"data: [DONE]\n\n")
        await writer.drain()


_CHUNK = {"id": "scripted", "object": "chat.completion.chunk", "created": 0, "model": "scripted"}


def _write_head(writer: asyncio.StreamWriter, status: int, headers: dict[str, str]) -> None:
    lines = [
        f"HTTP/1.1 {status} Scripted",
        *(f"{name}: {value}" for name, value in headers.items()),
    ]
    writer.write(("\r\n".join(lines) + "\r\n\r\n").encode("latin-1"))


def _event(writer: asyncio.StreamWriter, choice: dict[str, Any]) -> None:
    _send(writer, {**_CHUNK, "choices": [{"index": 0, "finish_reason": None, **choice}]})


def _send(writer: asyncio.StreamWriter, chunk: dict[str, Any]) -> None:
    writer.write(f"data: {json.dumps(chunk)}\n\n".encode())


def task_of(messages: Sequence[Message]) -> str:
    """Which of the four tasks a prompt is: `changes`, `chat`, `requirements` or `second opinion`."""
    system = str(messages[0].get("content", "")) if messages else ""
    beginnings = {
        "You tailor": "changes",
        "You talk": "chat",
        "You read": "requirements",
        "You check": "second opinion",
    }
    return next((task for words, task in beginnings.items() if system.startswith(words)), "")


def dull(messages: Sequence[Message]) -> Answer:
    """Every list-like line of a posting is a requirement; nothing is proposed; all is doubted."""
    said = str(messages[-1].get("content", ""))
    match task_of(messages):
        case "requirements":
            numbers = re.findall(r"(?m)^(\d+) \S+ \S+ \S+", said)
            return Answer(json.dumps({"should": [int(n) for n in numbers[:20]]}))
        case "second opinion":
            ids = re.findall(r"(?m)^text (\S+):", said)
            return Answer("\n".join(f'{{"id":"{id_}","ok":false}}' for id_ in ids))
        case "chat":
            return Answer('{"say":"I only say what a script says."}')
    return Answer("{}")


async def main() -> None:
    """Serve until interrupted."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--port", type=int, default=8090)
    parser.add_argument("--tokens-per-second", type=float, default=60.0, metavar="N")
    options = parser.parse_args()
    model = ScriptedModel(dull, options.tokens_per_second)
    async with model.running(options.port):
        print(f"A scripted model listens on {model.base}; Ctrl-C ends it.")
        await asyncio.Event().wait()


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(main())
