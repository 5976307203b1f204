"""Every refusal has its status and the one form."""

import asyncio
from typing import Any
from uuid import uuid4

import httpx
import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from tests.journeys.person import PASSWORD, POSTING, Person

UNKNOWN = "00000000-0000-7000-8000-000000000000"
ROUTES = [
    ("GET", ""),
    ("POST", "/stop"),
    ("POST", "/continue"),
    ("POST", "/chat"),
    ("GET", "/events"),
    ("GET", "/changes"),
    ("POST", "/changes/c1"),
    ("GET", "/match"),
    ("GET", "/resume"),
    ("PATCH", "/resume"),
    ("GET", "/reading"),
    ("GET", "/posting"),
    ("DELETE", ""),
]
BODIES: dict[tuple[str, str], Any] = {
    ("POST", "/chat"): {"message": "hello"},
    ("POST", "/changes/c1"): {"accepted": True},
    ("PATCH", "/resume"): {"corrections": [{"kind": "contact", "name": "Ann"}]},
}


def assert_refused(response: httpx.Response, status: int, code: str) -> None:
    assert response.status_code == status, response.text
    detail = response.json()["detail"]
    assert detail["code"] == code
    assert len(detail["message"]) > 10


async def call(http: httpx.AsyncClient, method: str, session: str, path: str) -> httpx.Response:
    url = f"/tailoring-sessions/{session}{path}"
    return await http.request(method, url, json=BODIES.get((method, path)))


@pytest.mark.parametrize(("method", "path"), ROUTES)
async def test_every_route_asks_who_is_calling(address: str, method: str, path: str) -> None:
    async with httpx.AsyncClient(base_url=address, trust_env=False) as http:
        response = await call(http, method, UNKNOWN, path)
        assert_refused(response, 401, "NOT_AUTHENTICATED")
        assert response.headers["www-authenticate"] == "Bearer"
        http.headers["Authorization"] = "Bearer nonsense"
        assert_refused(await call(http, method, UNKNOWN, path), 401, "INVALID_TOKEN")


@pytest.mark.parametrize(("method", "path"), ROUTES)
async def test_every_route_keeps_to_the_owner(
    address: str, person: Person, method: str, path: str
) -> None:
    stranger = await Person.arrive(address)
    session = await person.start()
    assert_refused(await call(stranger.http, method, session, path), 403, "SESSION_NOT_YOURS")
    assert_refused(await call(person.http, method, UNKNOWN, path), 404, "SESSION_NOT_FOUND")
    assert_refused(await call(person.http, method, "no-uuid", path), 404, "SESSION_NOT_FOUND")
    await person.finish(session)
    await stranger.leave()


@pytest.mark.parametrize(
    ("files", "data", "status", "code"),
    [
        ({"resume": b"%PDF-1.7"}, {}, 400, "INVALID_REQUEST"),
        ({}, {"job_url": "https://a.test"}, 400, "INVALID_REQUEST"),
        ({}, {"job_url": "https://a.test", "resume": "no file"}, 400, "INVALID_REQUEST"),
        ({"resume": b"%PDF-1.7"}, {"job_url": "ftp://a.test"}, 400, "URL_NOT_ALLOWED"),
        ({"resume": b"PK"}, {"job_url": "https://a.test"}, 415, "NOT_A_PDF"),
        (
            {"resume": b"%PDF-" + b"x" * 10_000_001},
            {"job_url": "https://a.test"},
            413,
            "RESUME_TOO_LARGE",
        ),
        ({"resume": b"x" * 11_000_000}, {"job_url": "https://a.test"}, 413, "BODY_TOO_LARGE"),
    ],
)
async def test_what_no_session_can_start_from(
    person: Person, files: dict[str, bytes], data: dict[str, str], status: int, code: str
) -> None:
    sent: dict[str, Any] = {name: ("r.pdf", content) for name, content in files.items()}
    response = await person.http.post(
        "/tailoring-sessions/", files=sent or {"other": b""}, data=data
    )
    assert_refused(response, status, code)
    if code == "INVALID_REQUEST":
        assert response.json()["detail"]["fields"]
        assert "class" not in response.text


@pytest.mark.parametrize(
    ("path", "options", "status", "code"),
    [
        ("/auth/login", {"json": {"username": "x"}}, 400, "INVALID_REQUEST"),
        ("/auth/login", {"json": [1]}, 400, "INVALID_REQUEST"),
        ("/auth/login", {"content": b"{"}, 400, "INVALID_REQUEST"),
        ("/auth/login", {"content": b"\xff\xfe"}, 400, "INVALID_REQUEST"),
        (
            "/auth/login",
            {"json": {"username": "no\x00", "password": "x"}},
            401,
            "INVALID_CREDENTIALS",
        ),
        (
            "/auth/register",
            {"json": {"username": "a b", "email": "a@b.cd", "password": PASSWORD}},
            400,
            "INVALID_USERNAME",
        ),
        (
            "/auth/register",
            {"json": {"username": "abc", "email": "nobody", "password": PASSWORD}},
            400,
            "INVALID_EMAIL",
        ),
        (
            "/auth/register",
            {"json": {"username": "abc", "email": "a@b.cd", "password": "short"}},
            400,
            "INVALID_PASSWORD",
        ),
        (
            "/auth/register",
            {
                "content": b'{"username": "abc", "email": "a@b.cd", "password": "\\ud800aaaaaaaa"}',
                "headers": {"content-type": "application/json"},
            },
            400,
            "INVALID_REQUEST",
        ),
        ("/nowhere", {}, 404, "NOT_FOUND"),
        ("/health/live", {}, 405, "METHOD_NOT_ALLOWED"),
    ],
)
async def test_requests_that_make_no_sense(
    address: str, path: str, options: dict[str, Any], status: int, code: str
) -> None:
    async with httpx.AsyncClient(base_url=address, trust_env=False) as http:
        assert_refused(await http.post(path, **options), status, code)


async def test_of_many_who_want_one_name_one_gets_it(address: str) -> None:
    name = f"x{uuid4().hex[:10]}"
    async with httpx.AsyncClient(base_url=address, trust_env=False, timeout=30) as http:
        responses = await asyncio.gather(
            *(
                http.post(
                    "/auth/register",
                    json={"username": name, "email": f"{name}{i}@a.org", "password": PASSWORD},
                )
                for i in range(6)
            )
        )
    assert sorted(r.status_code for r in responses) == [200, *[409] * 5]
    refused = next(r for r in responses if r.status_code == 409)
    assert_refused(refused, 409, "USERNAME_TAKEN")


@pytest.mark.parametrize("cursor", ["x", "", "bm9uc2Vuc2U=", "MjAyNi0wMS0wMQ=="])
async def test_cursors_of_others_are_refused(person: Person, cursor: str) -> None:
    response = await person.http.get("/tailoring-sessions/", params={"cursor": cursor or "!"})
    assert_refused(response, 400, "INVALID_CURSOR")


async def close_code(url: str, *first: str, **options: Any) -> int:
    async with connect(url, proxy=None, **options) as socket:
        for message in first:
            await socket.send(message)
        with pytest.raises(ConnectionClosed) as closed:
            async with asyncio.timeout(15):
                while True:
                    await socket.recv()
    received = closed.value.rcvd
    assert received is not None
    return received.code


async def test_close_codes(address: str, person: Person) -> None:
    stranger = await Person.arrive(address)
    session = await person.start()
    ws = address.replace("http", "ws") + "/ws/tailoring/"
    mine = {"additional_headers": {"Authorization": f"Bearer {person.token}"}}
    theirs = {"additional_headers": {"Authorization": f"Bearer {stranger.token}"}}
    wrong = {"additional_headers": {"Authorization": "Bearer nonsense"}}
    assert await close_code(ws + session, **wrong) == 4401
    assert await close_code(ws + session, '{"type": "authenticate", "token": "x"}') == 4401
    assert await close_code(ws + session, "not even json") == 4401
    assert await close_code(ws + session, **theirs) == 4403
    assert await close_code(ws + UNKNOWN, **mine) == 4404
    assert await close_code(ws + "no-uuid", **mine) == 4404
    assert await close_code(ws + session, "x" * 1_100_000, **mine) == 1009
    await person.finish(session)
    await stranger.leave()


async def test_three_ways_to_say_who_one_is(address: str, person: Person) -> None:
    session = await person.start()
    url = address.replace("http", "ws") + f"/ws/tailoring/{session}"
    async with connect(url, subprotocols=["bearer", person.token], proxy=None) as socket:  # type: ignore[list-item]
        assert socket.subprotocol == "bearer"
        assert '"seq":1' in str(await socket.recv()).replace(" ", "")
    async with connect(url, proxy=None) as socket:
        await socket.send(f'{{"type": "authenticate", "token": "{person.token}"}}')
        assert '"seq":1' in str(await socket.recv()).replace(" ", "")
    await person.finish(session)


async def test_pasted_posting_works_alongside_text(person: Person) -> None:
    session = await person.start(text=POSTING)
    assert (await person.finish(session))["status"] == "completed"
