"""People who use the service all the same: they try again, and come back to where they were."""

import asyncio
import json
import random
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import httpx
from websockets.asyncio.client import connect
from websockets.exceptions import WebSocketException

from tests.journeys.person import PASSWORD, POSTING, RESUME

ENDS = ("completed", "failed", "stopped")
_PAUSE = 0.3
Json = dict[str, Any]


@dataclass
class Seen:
    """What one client was sent of one session."""

    session: str
    numbers: list[int] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)
    stopped_at: int = 0


class Client:
    """One person with one account."""

    def __init__(self, ports: list[int]) -> None:
        self._ports = ports
        self._http = httpx.AsyncClient(trust_env=False, timeout=15)
        self._headers: dict[str, str] = {}
        self.server_errors: list[str] = []

    async def call(
        self, method: str, path: str, headers: dict[str, str] | None = None, **options: Any
    ) -> httpx.Response:
        """Any API process will do; whoever cannot serve is asked again later."""
        sent = {**self._headers, **(headers or {})}
        while True:
            base = f"http://127.0.0.1:{random.choice(self._ports)}"
            try:
                answer = await self._http.request(method, base + path, headers=sent, **options)
            except httpx.TransportError:
                await asyncio.sleep(_PAUSE)
                continue
            if answer.status_code < 500:
                return answer
            if answer.status_code != 503:
                self.server_errors.append(f"{method} {path}: {answer.status_code} {answer.text}")
            await asyncio.sleep(_PAUSE)

    async def arrive(self) -> None:
        name = f"p{uuid4().hex[:12]}"
        account = {"username": name, "email": f"{name}@example.org", "password": PASSWORD}
        await self.call("POST", "/auth/register", json=account)  # 409 if the answer was lost
        found = await self.call(
            "POST", "/auth/login", json={"username": name, "password": PASSWORD}
        )
        self._headers = {"Authorization": f"Bearer {found.json()['access_token']}"}

    async def start(self) -> str:
        """With a key: an answer that got lost starts no second session."""
        answer = await self.call(
            "POST",
            "/tailoring-sessions/",
            headers={"Idempotency-Key": uuid4().hex},
            files={"resume": ("resume.pdf", RESUME.read_bytes())},
            data={"job_url": "https://example.org/job", "job_description": POSTING},
        )
        return str(answer.json()["id"])

    async def use(self, session: str, *, stops: bool) -> Seen:
        """Follow a session to its end, pass its questions, and perhaps stop and continue it."""
        seen = Seen(session)
        following = asyncio.create_task(self._follow(seen))
        if stops:
            await asyncio.sleep(random.uniform(0.2, 3))
            stopped = await self.call("POST", f"/tailoring-sessions/{session}/stop")
            if stopped.status_code == 200:
                await self.call("POST", f"/tailoring-sessions/{session}/continue")
        while (view := await self.view(session))["status"] not in ENDS:
            for question in view.get("open_questions", []):
                body = {"message": "", "context": "skip"}
                await self.call("POST", f"/tailoring-sessions/{session}/chat", json=body)
                seen.questions.append(question["question_id"])
            if view["status"] == "failed":
                break
            await asyncio.sleep(_PAUSE)
        await self._catch_up(seen)
        following.cancel()
        await asyncio.gather(following, return_exceptions=True)
        return seen

    async def view(self, session: str) -> Json:
        found: Json = (await self.call("GET", f"/tailoring-sessions/{session}")).json()
        return found

    async def _catch_up(self, seen: Seen) -> None:
        """Wait until the socket has brought all that is stored."""
        with suppress(TimeoutError):
            async with asyncio.timeout(60):
                while True:
                    last = seen.numbers[-1] if seen.numbers else 0
                    page = await self.call(
                        "GET", f"/tailoring-sessions/{seen.session}/events?after={last}"
                    )
                    if not page.json()["events"]:
                        return
                    await asyncio.sleep(_PAUSE)

    async def _follow(self, seen: Seen) -> None:
        while True:
            after = seen.numbers[-1] if seen.numbers else 0
            port = random.choice(self._ports)
            url = f"ws://127.0.0.1:{port}/ws/tailoring/{seen.session}?after={after}"
            with suppress(OSError, WebSocketException, TimeoutError):
                async with connect(url, additional_headers=self._headers, proxy=None) as socket:
                    async for message in socket:
                        seen.numbers.append(json.loads(message)["seq"])
            await asyncio.sleep(_PAUSE)

    async def leave(self) -> None:
        await self._http.aclose()
