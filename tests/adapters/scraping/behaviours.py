"""What a server does, from a description as in `attacks/pages/server_behaviours.jsonl`."""

import asyncio
import gzip
import itertools
import json
import socket
import ssl
import zlib
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
from typing import Any

import trustme

JOB = (
    "<html><head><title>Night Nurse</title></head><body><main><h1>Night Nurse</h1>"
    "<p>Lindenhof Clinic, Leeds. We are looking for a nurse for our ward with twelve beds.</p>"
    "<h2>Your tasks</h2><ul><li>You look after patients at night.</li><li>You keep the records.</li></ul>"
    "<h2>Requirements</h2><ul><li>You are a registered nurse.</li><li>Two years of experience.</li>"
    "<li>You speak English and Gälic.</li></ul><p>Apply with your resume until Friday.</p>"
    "</main></body></html>"
)
_FILES = {
    "pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
    "elf": b"\x7fELF\x02\x01\x01" + bytes(64),
    "png": b"\x89PNG\r\n\x1a\n" + bytes(64),
    "zip": b"PK\x03\x04" + bytes(64),
    "html_error": b"<h1>Sorry</h1><p>Something is wrong here.</p>",
    "json_job": json.dumps({"title": "Night Nurse", "description": JOB, "job": 1}).encode(),
}
_MEGABYTE = 1 << 20


@asynccontextmanager
async def serving(behaviour: dict[str, Any]) -> AsyncIterator[str]:
    """The URL of a server that behaves so."""
    raw = behaviour.get("raw")
    if raw == "do_not_accept":
        with _full_backlog() as port:
            yield f"http://127.0.0.1:{port}/job"
        return

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            if raw != "tls_silence":
                head = await reader.readuntil(b"\r\n\r\n")
                await _answer(behaviour, head.split(b" ")[1].decode(), writer)
                await writer.drain()
            else:
                await asyncio.sleep(60)
        with suppress(OSError, ssl.SSLError, RuntimeError):
            writer.close()

    context = _certificate(raw) if raw in ("tls_expired", "tls_selfsigned") else None
    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=context, limit=_MEGABYTE)
    port = server.sockets[0].getsockname()[1]
    scheme = "https" if raw and raw.startswith("tls") else "http"
    try:
        yield f"{scheme}://127.0.0.1:{port}/job"
    finally:
        server.close()


async def _answer(behaviour: dict[str, Any], path: str, writer: asyncio.StreamWriter) -> None:
    raw = behaviour.get("raw")
    if raw:
        await _raw(raw, behaviour, writer)
        return
    if behaviour.get("gen") == "chain":
        hop = int(path.rpartition("/")[2]) if path[-1].isdigit() else 0
        behaviour = {"status": 302, "headers": {"Location": f"/job/{hop + 1}"}}
    headers = list(_headers(behaviour.get("headers") or {}))
    chunked = any(value == "chunked" for _, value in headers)
    names = {name.lower() for name, _ in headers}
    body = behaviour.get("body") or {"gen": "bytes", "hex": ""}
    packed = "gzip" in [value for name, value in headers if name.lower() == "content-encoding"]
    whole = _whole(body, packed=packed and body["gen"] == "html_job" and _is_honest(behaviour))
    if whole is not None and not names & {"content-length", "transfer-encoding"}:
        headers.append(("Content-Length", str(len(whole))))
    lines = [f"HTTP/1.1 {behaviour['status']} Said", *(f"{n}: {v}" for n, v in headers), "", ""]
    writer.write("\r\n".join(lines).replace(": self\r\n", f": {path}\r\n").encode("latin-1"))
    if whole is None:
        await _stream(body, writer, chunked=chunked)
    elif chunked:
        await _slowly(whole, body.get("total_s", 0), writer)
    else:
        writer.write(whole)


def _is_honest(behaviour: dict[str, Any]) -> bool:
    """The control compresses what it says it compresses; the lie does not say its charset."""
    return "charset" in str(behaviour["headers"])


def _headers(said: Any) -> Iterator[tuple[str, str]]:
    if isinstance(said, list):
        yield from ((name, value) for name, value in said)
        return
    match said.get("gen"):
        case "big_header":
            yield "X-Big", "x" * said["bytes"]
        case "many_headers":
            yield from ((f"X-{number}", "x") for number in range(said["count"]))
        case "many_set_cookie":
            yield from (("Set-Cookie", f"c{number}=x") for number in range(said["count"]))
        case _:
            yield from said.items()


def _whole(body: dict[str, Any], *, packed: bool) -> bytes | None:  # noqa: PLR0911 - a table
    """The body in one piece; None for one that is sent bit by bit."""
    match body["gen"]:
        case "html_job":
            data = JOB.encode()
            return gzip.compress(data) if packed else data
        case "html_job_intl":
            return JOB.encode(body["encode"], "replace")
        case "gzip_html":
            data = gzip.compress(JOB.encode())
            return data[: int(len(data) * body["truncate"])]
        case "bytes":
            return bytes.fromhex(body["hex"])
        case "text":
            return body["text"].replace("__NEST_[_100000__", "[" * 100_000).encode()
        case "nest":
            return f"<{body['tag']}>".encode() * body["depth"]
        case "text_repeat":
            return (body["prefix"] + body["unit"] * body["count"]).encode()
        case "repeat_html":
            filler = "<p>You work with people who like what they do, day by day.</p>"
            return JOB.replace("</main>", "</main>" + filler * (body["bytes_total"] // 62)).encode()
        case name:
            return _FILES.get(name)


async def _stream(body: dict[str, Any], writer: asyncio.StreamWriter, *, chunked: bool) -> None:
    match body["gen"]:
        case "gzip_zeros" | "zstd_zeros":
            pack = zlib.compressobj(9, wbits=zlib.MAX_WBITS | 16)
            for _ in range(body["decoded_bytes"] // _MEGABYTE):
                writer.write(pack.compress(bytes(_MEGABYTE)))
                await writer.drain()
                await asyncio.sleep(0)
        case "endless":
            size = body.get("chunk") or 65536
            for _ in itertools.count():
                writer.write(_chunk(b"x" * size) if chunked else b"x" * size)
                await writer.drain()
                await asyncio.sleep(1 if body.get("rate_bps") else 0)
        case "drip":
            for _ in range(body["bytes_total"]):
                writer.write(b"x")
                await writer.drain()
                await asyncio.sleep(body["interval_s"])
        case other:
            raise ValueError(other)


async def _slowly(data: bytes, seconds: float, writer: asyncio.StreamWriter) -> None:
    step = max(1, len(data) // 6)
    for start in range(0, len(data), step):
        writer.write(_chunk(data[start : start + step]))
        await writer.drain()
        await asyncio.sleep(seconds / 6)
    writer.write(b"0\r\n\r\n")


def _chunk(data: bytes) -> bytes:
    return b"%x\r\n%s\r\n" % (len(data), data)


async def _raw(kind: str, behaviour: dict[str, Any], writer: asyncio.StreamWriter) -> None:
    match kind:
        case "bytes":
            writer.write(behaviour["text"].encode())
        case "repeat":
            for _ in itertools.count():
                writer.write(behaviour["text"].encode())
                await writer.drain()
                await asyncio.sleep(0)
        case "drip_headers":
            for letter in b"HTTP/1.1 200 OK\r\nX-Slow: " + b"x" * 1_000:
                writer.write(bytes([letter]))
                await writer.drain()
                await asyncio.sleep(behaviour["interval_s"])
        case "accept_and_silence":
            await asyncio.sleep(60)
        case "h2_rst_flood":
            settings = b"\x00\x00\x00\x04\x00\x00\x00\x00\x00"
            reset = b"\x00\x00\x04\x03\x00\x00\x00\x00\x01\x00\x00\x00\x08"
            writer.write(settings + reset * 1_000)
        case _:
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")


def _certificate(kind: str) -> ssl.SSLContext:
    """One that nobody trusts, and one that has expired too."""
    past = datetime.now(UTC) - timedelta(days=1)
    until = {"not_after": past} if kind == "tls_expired" else {}
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("127.0.0.1", **until).configure_cert(context)
    return context


class _full_backlog:  # noqa: N801 - used as a function
    """A port that nobody accepts connections on, and that has no room for more."""

    def __enter__(self) -> int:
        self._server = socket.socket()
        self._server.bind(("127.0.0.1", 0))
        self._server.listen(0)
        self._clients = []
        for _ in range(4):
            client = socket.socket()
            client.setblocking(False)
            client.connect_ex(self._server.getsockname())
            self._clients.append(client)
        port: int = self._server.getsockname()[1]
        return port

    def __exit__(self, *_: object) -> None:
        for each in (self._server, *self._clients):
            each.close()
