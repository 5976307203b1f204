"""A person with an account, over real HTTP and WebSocket."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any
from uuid import uuid4

import httpx
from websockets.asyncio.client import ClientConnection, connect

from tests.conftest import EXAMPLES

RESUME = EXAMPLES / "resume.pdf"
POSTING = (EXAMPLES / "posting.html").read_text("utf-8")
PASSWORD = "correct horse battery"
Json = dict[str, Any]


class Person:
    """Registers, logs in, and uses the API as a client would."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.http = httpx.AsyncClient(base_url=address, trust_env=False, timeout=30)
        self.name = f"p{uuid4().hex[:12]}"
        self.token = ""

    @classmethod
    async def arrive(cls, address: str) -> "Person":
        person = cls(address)
        email = f"{person.name}@example.org"
        account = {"username": person.name, "email": email, "password": PASSWORD}
        await person.post("/auth/register", json=account)
        await person.log_in()
        return person

    async def log_in(self) -> None:
        account = {"username": self.name, "password": PASSWORD}
        self.token = (await self.post("/auth/login", json=account))["access_token"]
        self.http.headers["Authorization"] = f"Bearer {self.token}"

    async def post(self, path: str, **options: Any) -> Json:
        response = await self.http.post(path, **options)
        assert response.status_code == 200, response.text
        result: Json = response.json()
        return result

    async def get(self, path: str) -> Json:
        response = await self.http.get(path)
        assert response.status_code == 200, response.text
        result: Json = response.json()
        return result

    async def start(
        self,
        job_url: str = "https://example.org/job",
        text: str = POSTING,
        resume: tuple[str, bytes] | None = None,
    ) -> str:
        started = await self.post(
            "/tailoring-sessions/",
            files={"resume": resume or ("resume.pdf", RESUME.read_bytes())},
            data={"job_url": job_url, "job_description": text},
        )
        assert started["status"] == "queued"
        return str(started["id"])

    async def say(self, session: str, message: str, context: str = "") -> Json:
        return await self.post(
            f"/tailoring-sessions/{session}/chat", json={"message": message, "context": context}
        )

    async def view(self, session: str) -> Json:
        return await self.get(f"/tailoring-sessions/{session}")

    async def until(self, session: str, *statuses: str) -> Json:
        """The session, once it has one of these statuses."""
        async with asyncio.timeout(30):
            while True:
                found = await self.view(session)
                if found["status"] in statuses:
                    return found
                await asyncio.sleep(0.05)

    async def finish(self, session: str) -> Json:
        """Pass all questions and wait for the end."""
        while True:
            found = await self.until(session, "completed", "failed", "awaiting_input")
            if found["status"] != "awaiting_input":
                return found
            for question in found["open_questions"]:
                await self.say(session, "skip", question["question_id"])

    @asynccontextmanager
    async def follow(self, session: str, after: int = 0) -> AsyncIterator[ClientConnection]:
        url = self.address.replace("http", "ws") + f"/ws/tailoring/{session}?after={after}"
        headers = {"Authorization": f"Bearer {self.token}"}
        async with connect(url, additional_headers=headers, proxy=None) as socket:
            yield socket

    async def leave(self) -> None:
        await self.http.aclose()


async def receive_until(socket: ClientConnection, enough: Callable[[Json], bool]) -> list[Json]:
    """Messages up to and with the first that is enough."""
    messages: list[Json] = []
    async with asyncio.timeout(30):
        while not messages or not enough(messages[-1]):
            messages.append(json.loads(await socket.recv()))
    return messages
