"""Sessions with a language model that says what a script says, in a server of its own."""

import asyncio
import json
import os
import re
import sys
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.adapters.llm.scripted import Answer, ScriptedModel, task_of
from tests.conftest import reachable_folder
from tests.journeys.person import Person
from tests.journeys.server import serving


class Writer:
    """Rewrites one line honestly, invents in another, and has its second reading doubt the rest."""

    def __init__(self) -> None:
        self.then = ""
        self.status = 200
        self.silent = False

    def __call__(self, messages: Sequence[dict[str, Any]]) -> Any:
        said = str(messages[-1]["content"])
        if self.status != 200:
            return Answer(status=self.status)
        objects: list[dict[str, Any]] = []
        if self.silent:
            return Answer("{}")
        if task_of(messages) == "changes":
            for id_, line in re.findall(r"(?m)^(e\d+\.b\d+): (.*)$", said):
                if "k8s" in line:
                    text = line.replace("k8s", "Kubernetes")
                    objects += [{"line": id_, "text": text, "for": ["r1"]}]
                    objects += [{"line": id_, "text": f"{text}, cutting costs by 37%"}]
                else:
                    objects += [{"line": id_, "text": f"{line.rstrip('.')} across the company"}]
        elif task_of(messages) == "second opinion":
            objects = [{"id": i, "ok": False} for i in re.findall(r"(?m)^text (\S+):", said)]
        elif task_of(messages) == "chat":
            objects = [{"say": "I have looked at it."}]
        text = "\n".join(map(json.dumps, objects)) + "\n"
        return Answer(text if objects else "{}", then=self.then if objects else "")


@pytest.fixture
async def world() -> AsyncIterator[tuple[Person, Any, Writer]]:
    writer = Writer()
    async with ScriptedModel(writer).running() as model:
        with (
            reachable_folder() as folder,
            serving(
                folder / "data",
                RESUME_TAILOR_MODEL="openai/scripted",
                RESUME_TAILOR_MODEL_API_BASE=model.base,
                RESUME_TAILOR_MODEL_API_KEY="sk-secret-of-the-journey",
                RESUME_TAILOR_MAX_QUESTIONS="0",
            ) as (process, address),
        ):
            person = await Person.arrive(address)
            yield person, model, writer
            await person.leave()
            assert "sk-secret" not in "".join(process.output)


async def test_a_model_tailors_and_cannot_lie(world: tuple[Person, Any, Writer]) -> None:
    person, model, _ = world
    session = await person.start()
    done = await person.finish(session)
    assert done["status"] == "completed"
    assert done["model_usage"]["calls"] >= 3
    assert done["model_usage"]["output_tokens"] > 0
    changes = (await person.get(f"/tailoring-sessions/{session}/changes"))["changes"]
    applied = [c["after"] for c in changes if c["state"] == "applied" and c["op"] == "rewrite"]
    dropped = [c for c in changes if c["state"] == "dropped"]
    assert any("Kubernetes" in text for text in applied)
    assert not any("37%" in text or "across the company" in text for text in applied)
    assert any("37%" in claim["text"] for c in dropped for claim in c["verdict"]["unsupported"])
    text = (await person.http.get(f"/tailoring-sessions/{session}/resume?format=md")).text
    assert "37%" not in text
    sent = json.dumps(model.asked)
    assert "Nadia" not in sent, "who the person is, no model is told"
    assert "@" not in sent
    await person.say(session, "What do you think of it?")
    again = await person.finish(session)
    assert again["status"] == "completed"


async def test_what_led_to_no_change_is_counted_too(world: tuple[Person, Any, Writer]) -> None:
    person, model, writer = world
    writer.silent = True
    session = await person.start()
    done = await person.finish(session)
    assert done["model_usage"]["calls"] == len(model.asked)


async def test_doctor_asks_the_model(world: tuple[Person, Any, Writer], tmp_path: Path) -> None:
    _, model, writer = world
    given = {
        "RESUME_TAILOR_DATA_DIR": str(tmp_path),
        "RESUME_TAILOR_MODEL": "openai/scripted",
        "RESUME_TAILOR_MODEL_API_BASE": model.base,
        "COLUMNS": "200",
    }
    for status, says in ((200, "openai/scripted answers"), (401, "refused the key")):
        writer.status = status
        doctor = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", "resume_tailor", "doctor"),
            env={**os.environ, **given},
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        printed = (await doctor.communicate())[0].decode()
        assert says in printed, printed


async def test_a_change_is_shown_before_the_model_has_ended(
    world: tuple[Person, Any, Writer],
) -> None:
    person, model, writer = world
    writer.then = "hang"
    session = await person.start()
    async with asyncio.timeout(30):
        while not any(c["op"] == "rewrite" for c in await _changes(person, session)):
            await asyncio.sleep(0.05)
    assert (await person.post(f"/tailoring-sessions/{session}/stop"))["status"] == "stopped"
    async with asyncio.timeout(10):  # the read timeout is longer by far
        while not model.closed_early:
            await asyncio.sleep(0.005)
    writer.then = ""
    await person.post(f"/tailoring-sessions/{session}/continue")
    assert (await person.finish(session))["status"] == "completed"


async def test_a_provider_that_is_down_costs_no_session(world: tuple[Person, Any, Writer]) -> None:
    person, _, writer = world
    writer.status = 401
    session = await person.start()
    done = await person.finish(session)
    assert done["status"] == "completed"
    events = (await person.get(f"/tailoring-sessions/{session}/events"))["events"]
    assert any("refused the key" in event.get("message", "") for event in events)
    assert any(c["state"] == "applied" for c in await _changes(person, session))


async def _changes(person: Person, session: str) -> list[dict[str, Any]]:
    response = await person.http.get(f"/tailoring-sessions/{session}/changes")
    found: list[dict[str, Any]] = response.json().get("changes", [])
    return found
