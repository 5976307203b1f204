"""Two API processes, two workers, one database, one S3 store: every call may go to another process."""

import asyncio
from pathlib import Path

from cluster import Cluster

from tests.journeys.person import Person, receive_until


async def test_any_process_can_take_any_call(folder: Path) -> None:
    with Cluster(folder, apis=2, workers=2).running() as cluster:
        one, other = cluster.addresses
        person = await Person.arrive(one)
        session = await person.start()
        person.address, person.http.base_url = other, other
        async with person.follow(session) as socket:
            await receive_until(socket, lambda m: m["type"] == "human_input_required")
            person.http.base_url = one
            assert (await person.finish(session))["status"] == "completed"
            messages = await receive_until(socket, lambda m: m.get("status") == "completed")
        assert messages[-1]["seq"] > 1
        person.http.base_url = other
        document = await person.http.get(f"/tailoring-sessions/{session}/resume")
        assert document.content.startswith(b"%PDF")
        many = [await person.start() for _ in range(4)]
        person.http.base_url = one
        ended = await asyncio.gather(*map(person.finish, many))
        assert {view["status"] for view in ended} == {"completed"}
        assert (await person.http.delete("/auth/me")).status_code == 200
        await person.leave()
    assert not (folder / "files").exists()
