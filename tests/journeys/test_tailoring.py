"""The main job: upload, follow, answer, get the document, talk, stop."""

import asyncio
import json
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pymupdf
import pytest

from tests.journeys.person import POSTING, RESUME, Json, Person, receive_until


def status(message: dict[str, Any], *wanted: str) -> bool:
    return message.get("status") in wanted


async def test_from_upload_to_document_over_the_websocket(person: Person) -> None:
    session = await person.start()
    async with person.follow(session) as socket:
        asked = await receive_until(socket, lambda m: m.get("question_id") == "q3")
        question = next(m for m in asked if m["type"] == "human_input_required")
        assert "Kafka" in question["question"]
        answer = "Yes, I introduced Kafka at Parcelwing."
        await socket.send(json.dumps({"type": "chat", "message": answer, "context": "q1"}))
        for id_ in ("q2", "q3"):
            await socket.send(json.dumps({"type": "chat", "message": "skip", "context": id_}))
        tailored = await receive_until(socket, lambda m: status(m, "completed"))
    messages = asked + tailored
    assert [m["seq"] for m in messages] == list(range(1, len(messages) + 1))
    assert all(m["session_id"] == session and m["at"].endswith("Z") for m in messages)
    progress = [m["progress"] for m in messages if m["type"] == "progress_update"]
    assert progress == sorted(progress)
    newest = [m for m in messages if m["type"] == "resume_update"][-1]
    assert "- Introduced Kafka at Parcelwing." in newest["content"]

    match = await person.get(f"/tailoring-sessions/{session}/match")
    assert match["coverage_after"] > match["coverage_before"]
    changes = await changes_of(person, session)
    inserted = next(change for change in changes if change["op"] == "insert")
    assert inserted["evidence"] == [{"id": "a1", "text": answer}]
    assert inserted["verdict"]["outcome"] == "proved"
    assert inserted["requirements"]


@asynccontextmanager
async def site(pages: dict[str, str], agents: list[str] | None = None) -> AsyncIterator[str]:
    """The address of a web server with these pages by path."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        request = (await reader.readuntil(b"\r\n\r\n")).decode()
        if agents is not None:
            agents.append(request)
        page = pages.get(request.split(" ")[1], "").encode()
        head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(page)}\r\n\r\n"
        writer.write(head.encode() + page)
        await writer.drain()
        writer.close()

    web = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{web.sockets[0].getsockname()[1]}"
    finally:
        web.close()


async def test_the_posting_is_fetched_from_its_address_once(person: Person) -> None:
    requests: list[str] = []
    async with site({"/jobs/42": POSTING}, requests) as base:
        for _ in range(2):
            session = await person.start(f"{base}/jobs/42", text="")
            done = await person.finish(session)
            assert done["status"] == "completed"
            assert done["job_url"] == f"{base}/jobs/42"
            assert done["posting"]["title"] == "Platform Engineer (Python)"
            assert {"field": "title", "source": "JSON-LD"} in done["posting"]["origins"]
            whole = await person.get(f"/tailoring-sessions/{session}/posting")
            assert "## What we are looking for" in whole["description"]
            assert whole["requirements"][0]["kind"]
    (request,) = requests
    assert "resume-tailor/" in request, "it says honestly who it is"


async def test_a_closed_posting_is_asked_about(person: Person) -> None:
    closed = POSTING.replace("<body>", "<body><p>This job is no longer available.</p>")
    async with site({"/jobs/42": closed}) as base:
        session = await person.start(f"{base}/jobs/42", text="")
        waiting = await person.until(session, "awaiting_input")
        (question,) = waiting["open_questions"]
        assert question["kind"] == "closed_posting"
        assert "no longer available" in question["question"]
        await person.say(session, "continue")
        done = await person.finish(session)
    assert done["status"] == "completed"
    assert done["posting"]["status"] == "expired"


async def test_a_page_without_a_posting_is_asked_about(person: Person) -> None:
    wall = "<h1>Sign in</h1><form><input name='u'><input type='password'></form>"
    async with site({"/jobs/42": wall, "/jobs/43": POSTING}) as base:
        session = await person.start(f"{base}/jobs/42", text="")
        waiting = await person.until(session, "awaiting_input")
        assert "logged in" in waiting["open_questions"][0]["question"]
        await person.say(session, f"{base}/jobs/43")
        done = await person.finish(session)
    assert done["posting"]["title"] == "Platform Engineer (Python)"


async def test_nobody_is_asked_twice(person: Person) -> None:
    first = await person.start()
    asked = (await person.until(first, "awaiting_input"))["open_questions"]
    said = "At Parcelwing I ran RabbitMQ for two years."
    await person.say(first, said, asked[0]["question_id"])
    await person.finish(first)

    second = await person.start()
    done = await person.until(second, "completed", "awaiting_input")
    assert done["open_questions"] == []
    events = (await person.get(f"/tailoring-sessions/{second}/events"))["events"]
    assert "Using 1 answer that you have given before." in [e.get("message") for e in events]
    match = await person.get(f"/tailoring-sessions/{second}/match")
    assert match["coverage_after"] > match["coverage_before"]
    assert said in [e["text"] for r in match["requirements"] for e in r["evidence"]]
    assert said in [e["text"] for c in await changes_of(person, second) for e in c["evidence"]]

    for answer in (await person.get("/auth/me/answers"))["answers"]:
        assert answer["session_id"] == first
        gone = await person.http.delete(f"/auth/me/answers/{answer['id']}")
        assert gone.json() == {"status": "deleted"}
    third = await person.start()
    again = (await person.until(third, "awaiting_input"))["open_questions"]
    assert [q["requirement"] for q in again] == [q["requirement"] for q in asked]


async def test_the_answers_of_others_are_unknown(person: Person, address: str) -> None:
    session = await person.start()
    await person.until(session, "awaiting_input")
    await person.say(session, "At Parcelwing I did this.")
    (mine,) = (await person.get("/auth/me/answers"))["answers"]
    other = await Person.arrive(address)
    assert (await other.get("/auth/me/answers"))["answers"] == []
    for id_ in (mine["id"], "nonsense"):
        refused = await other.http.delete(f"/auth/me/answers/{id_}")
        assert refused.status_code == 404
        assert refused.json()["detail"]["code"] == "ANSWER_NOT_FOUND"
    assert len((await person.get("/auth/me/answers"))["answers"]) == 1
    await other.leave()


async def changes_of(person: Person, session: str) -> list[Json]:
    found: list[Json] = (await person.get(f"/tailoring-sessions/{session}/changes"))["changes"]
    return found


async def test_a_change_is_rejected_and_taken_back(person: Person) -> None:
    session = await person.start()
    done = await person.finish(session)
    change = next(c for c in await changes_of(person, session) if c["after"].count("Kubernetes"))
    url = f"/tailoring-sessions/{session}/changes/{change['id']}"
    async with person.follow(session, done["last_seq"]) as socket:
        rejected = await person.post(url, json={"accepted": False})
        (update,) = await receive_until(socket, lambda m: m["type"] == "resume_update")
    assert rejected["accepted"] is False
    assert change["before"] in update["content"]
    assert change["after"] not in update["content"]
    assert update["version"] == done["version"] + 1
    await person.post(url, json={"accepted": True})
    now = await person.http.get(f"/tailoring-sessions/{session}/resume", params={"format": "md"})
    assert change["after"] in now.text
    unknown = await person.http.post(url.replace(change["id"], "c99"), json={"accepted": True})
    assert (unknown.status_code, unknown.json()["detail"]["code"]) == (404, "CHANGE_NOT_FOUND")
    vague = await person.http.post(url, json={"accepted": "perhaps"})
    assert (vague.status_code, vague.json()["detail"]["code"]) == (400, "INVALID_REQUEST")


async def test_who_has_logged_out_is_out(person: Person, address: str) -> None:
    again = Person(address)
    again.name = person.name
    await again.log_in()
    assert (await person.post("/auth/logout"))["status"] == "logged_out"
    refused = await person.http.get("/auth/me")
    assert (refused.status_code, refused.json()["detail"]["code"]) == (401, "INVALID_TOKEN")
    assert (await again.get("/auth/me"))["username"] == person.name
    await again.leave()


async def test_the_document_in_every_format(person: Person) -> None:
    session = await person.start()
    await person.finish(session)
    url = f"/tailoring-sessions/{session}/resume"
    pdf = await person.http.get(url)
    assert pdf.headers["content-type"] == "application/pdf"
    library: Any = pymupdf
    with library.open(stream=pdf.content) as document:
        assert "Moved nine services of the routing team to Kubernetes" in " ".join(
            document[0].get_text().split()
        )
    for format_, text in (("md", "# Nadia Ferrow"), ("txt", "EXPERIENCE"), ("json", '"basics"')):
        assert text in (await person.http.get(url, params={"format": format_})).text
    before = (await person.http.get(url, params={"format": "md", "version": 0})).text
    assert "to k8s" in before
    assert (await person.http.get(url, params={"version": 99})).status_code == 404
    assert (await person.http.get(url, params={"format": "docx"})).status_code == 400


async def test_a_chat_after_the_end_changes_the_resume(person: Person) -> None:
    session = await person.start()
    done = await person.finish(session)
    async with person.follow(session, done["last_seq"]) as socket:
        await person.say(session, "I organised the Leeds Python meetup for two years.")
        messages = await receive_until(socket, lambda m: status(m, "completed"))
    assert [m["type"] for m in messages].count("chat_reply") == 1
    newest = next(m for m in messages if m["type"] == "resume_update")
    assert "Organised the Leeds Python meetup for two years." in newest["content"]


async def test_stop_and_continue(person: Person) -> None:
    session = await person.start()
    await person.until(session, "awaiting_input")
    assert await person.post(f"/tailoring-sessions/{session}/stop") == {"status": "stopped"}
    assert await person.post(f"/tailoring-sessions/{session}/stop") == {"status": "stopped"}
    assert (await person.view(session))["status"] == "stopped"
    refused = await person.http.post(f"/tailoring-sessions/{session}/chat", json={"message": "hi"})
    assert refused.status_code == 409
    await person.post(f"/tailoring-sessions/{session}/continue")
    await person.finish(session)
    finished = await person.http.post(f"/tailoring-sessions/{session}/stop")
    assert finished.json()["detail"]["code"] == "SESSION_ALREADY_FINISHED"


async def test_a_stop_over_the_websocket(person: Person) -> None:
    session = await person.start()
    await person.until(session, "awaiting_input")
    async with person.follow(session) as socket:
        await socket.send('{"type": "stop"}')
        await receive_until(socket, lambda m: status(m, "stopped"))


async def test_a_posting_that_cannot_be_fetched_is_asked_for(person: Person) -> None:
    session = await person.start("http://127.0.0.1:9/job", text="")
    waiting = await person.until(session, "awaiting_input")
    assert "Paste the text" in waiting["open_questions"][0]["question"]
    await person.say(session, POSTING)
    done = await person.finish(session)
    assert done["status"] == "completed"
    assert done["posting"]["company"] == "Tidewater Freight"


async def test_a_resume_that_cannot_be_read_fails_with_its_code(person: Person) -> None:
    started = await person.post(
        "/tailoring-sessions/",
        files={"resume": ("r.pdf", b"%PDF-1.7 broken", "application/pdf")},
        data={"job_url": "https://example.org", "job_description": POSTING},
    )
    failed = await person.until(started["id"], "failed")
    assert failed["failure"]["code"] == "RESUME_UNREADABLE"


async def test_events_can_be_fetched_and_taken_up_at_every_number(person: Person) -> None:
    session = await person.start()
    done = await person.finish(session)
    everything = await person.get(f"/tailoring-sessions/{session}/events")
    assert everything["last_seq"] == done["last_seq"] == len(everything["events"])
    for after in range(done["last_seq"]):
        async with person.follow(session, after) as socket:
            rest = await receive_until(socket, lambda m: m["seq"] == done["last_seq"])
        assert rest == everything["events"][after:]


async def test_sessions_are_listed_in_pages(person: Person) -> None:
    ids = [await person.start() for _ in range(3)]
    first = await person.get("/tailoring-sessions/?limit=2")
    second = await person.get(f"/tailoring-sessions/?limit=2&cursor={first['next_cursor']}")
    listed = [s["id"] for s in first["sessions"] + second["sessions"]]
    assert listed == list(reversed(ids))
    assert second["next_cursor"] is None
    await asyncio.gather(*(person.finish(id_) for id_ in ids))


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (b"hello", "INVALID_MESSAGE"),
        (b"[1]", "INVALID_MESSAGE"),
        (b'{"type": "dance"}', "INVALID_MESSAGE"),
        (b'{"type": "chat", "message": {"a": 1}}', "INVALID_MESSAGE"),
        (b'{"type": "chat", "message": "  "}', "EMPTY_MESSAGE"),
        (b'{"type": "chat", "message": "x", "context": "q77"}', "QUESTION_NOT_FOUND"),
    ],
)
async def test_what_the_socket_does_not_understand(
    person: Person, answer: bytes, code: str
) -> None:
    session = await person.start()
    last = (await person.until(session, "awaiting_input"))["last_seq"]
    async with person.follow(session, last) as socket:
        await socket.send(answer.decode())
        message = (await receive_until(socket, lambda m: m["type"] == "error"))[-1]
        assert message["detail"]["code"] == code
        await socket.send('{"type": "stop"}')
        await receive_until(socket, lambda m: status(m, "stopped"))


async def test_curl_alone_can_do_it(person: Person) -> None:
    """Nothing but plain requests, one after the other."""
    headers = {"Authorization": f"Bearer {person.token}"}
    async with httpx.AsyncClient(base_url=person.address, headers=headers, trust_env=False) as http:
        files = {"resume": ("r.pdf", open_resume(), "application/pdf")}
        form = {"job_url": "https://example.org", "job_description": POSTING}
        session = (await http.post("/tailoring-sessions", files=files, data=form)).json()["id"]
        seq, deadline = 0, time.monotonic() + 30
        while time.monotonic() < deadline:
            page = (await http.get(f"/tailoring-sessions/{session}/events?after={seq}")).json()
            seq = page["last_seq"]
            for event in page["events"]:
                if event["type"] == "human_input_required":
                    await http.post(f"/tailoring-sessions/{session}/chat", json={"context": "skip"})
            if any(event.get("status") == "completed" for event in page["events"]):
                break
            await asyncio.sleep(0.05)
        assert (await http.get(f"/tailoring-sessions/{session}/resume")).content[:5] == b"%PDF-"


def open_resume() -> bytes:
    from tests.journeys.person import RESUME

    return RESUME.read_bytes()


async def test_what_was_read_is_shown_and_can_be_corrected(person: Person) -> None:
    session = await person.start()
    await person.finish(session)
    url = f"/tailoring-sessions/{session}"
    reading = await person.get(f"{url}/reading")
    entry = reading["resume"]["sections"][1]["entries"][0]
    assert entry["organisation"] == "Parcelwing"
    assert entry["lines"][0]["place"]["page"] == 0
    line = entry["lines"][0]["id"]
    corrections = [
        {"kind": "contact", "name": "Nadia Lind"},
        {"kind": "entry", "entry": entry["id"], "title": "Platform Developer"},
        {"kind": "line", "line": line, "text": "Moved ten services to k8s."},
        {"kind": "move", "line": line, "to": entry["id"], "position": 2},
    ]
    response = await person.http.patch(f"{url}/resume", json={"corrections": corrections})
    assert response.status_code == 200
    assert response.json()["version"] > reading["version"]
    await person.finish(session)
    text = (await person.http.get(f"{url}/resume", params={"format": "md"})).text
    assert "Nadia Lind" in text
    assert "Platform Developer" in text
    assert "Moved ten services" in text
    refused = await person.http.patch(
        f"{url}/resume", json={"corrections": [{"kind": "line", "line": "e9.b9", "text": "x"}]}
    )
    assert (refused.status_code, refused.json()["detail"]["code"]) == (400, "CORRECTION_REFUSED")
    for body in ({}, {"corrections": []}, {"corrections": [{"kind": "other"}]}):
        assert (await person.http.patch(f"{url}/resume", json=body)).status_code == 400


async def test_a_locked_pdf_and_other_formats(person: Person) -> None:
    with pymupdf.open(RESUME) as document:  # type: ignore[no-untyped-call]
        locked = document.tobytes(encryption=4, user_pw="secret", owner_pw="owner")
    session = await person.start(resume=("resume.pdf", locked))
    asked = await person.until(session, "awaiting_input")
    assert [q["kind"] for q in asked["open_questions"]] == ["password"]
    await person.say(session, "secret", asked["open_questions"][0]["question_id"])
    assert (await person.finish(session))["status"] == "completed"

    markdown = (await person.http.get(f"/tailoring-sessions/{session}/resume?format=md")).content
    again = await person.start(resume=("resume.md", markdown))
    assert (await person.finish(again))["status"] == "completed"
    refused = await person.http.post(
        "/tailoring-sessions/",
        files={"resume": ("resume.pdf", markdown)},
        data={"job_url": "https://example.org/job", "job_description": POSTING},
    )
    assert (refused.status_code, refused.json()["detail"]["code"]) == (415, "NOT_A_PDF")


async def test_a_start_that_is_tried_again_starts_one_session(person: Person) -> None:
    async def start(key: str, url: str = "https://example.org/job") -> Any:
        return await person.http.post(
            "/tailoring-sessions/",
            files={"resume": ("resume.pdf", RESUME.read_bytes())},
            data={"job_url": url, "job_description": POSTING},
            headers={"Idempotency-Key": key},
        )

    answers = await asyncio.gather(*(start("one") for _ in range(20)))
    assert [answer.status_code for answer in answers] == [200] * 20
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert len((await person.get("/tailoring-sessions/"))["sessions"]) == 1
    other = await start("one", "https://example.org/another-job")
    assert (other.status_code, other.json()["detail"]["code"]) == (409, "IDEMPOTENCY_KEY_USED")
    assert (await start("two")).json()["id"] != answers[0].json()["id"]
    assert (await start("x" * 201)).json()["detail"]["code"] == "INVALID_IDEMPOTENCY_KEY"
    stranger = await Person.arrive(person.address)
    mine, person.http.headers["Authorization"] = (
        person.http.headers["Authorization"],
        stranger.http.headers["Authorization"],
    )
    assert (await start("one")).json()["id"] != answers[0].json()["id"]
    person.http.headers["Authorization"] = mine
    assert (await person.finish(answers[0].json()["id"]))["status"] == "completed"
    await stranger.leave()
