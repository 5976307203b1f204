"""Sockets that do not read, and how they are let go."""

import asyncio
from typing import Any

import pytest

from resume_tailor.adapters.web import websocket


class Deaf:
    """A socket whose client has stopped reading: nothing that is sent ever goes out."""

    async def send_json(self, _: Any) -> None:
        await asyncio.Event().wait()


async def test_a_client_that_does_not_read_is_closed_and_others_are_not_held_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(websocket, "_SEND_SECONDS", 0.1)
    sent: list[Any] = []

    class Reading:
        async def send_json(self, message: Any) -> None:
            sent.append(message)

    async def send(socket: Any) -> None:
        await websocket._send(socket, {"seq": 1})

    with pytest.raises(websocket._Closed) as closed:
        await asyncio.gather(send(Deaf()), send(Reading()))
    assert closed.value.code == 1013
    assert sent == [{"seq": 1}]
