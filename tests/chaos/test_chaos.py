"""The short form of `make chaos`."""

import asyncio

import pytest

from tests.chaos.judge import _doubles, _gaps, _late
from tests.chaos.people import Seen
from tests.chaos.run import run


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_twenty_sessions_survive_everything() -> None:
    found = asyncio.run(run(sessions=20, together=10, apis=2, workers=2, pause=2.0))
    bad = ("lost_sessions", "doubled_effects", "sequence_gaps", "late_writes", "server_errors")
    assert {name: found[name] for name in bad} == dict.fromkeys(bad, 0), found
    assert int(str(found["faults"])) >= 5
    assert int(str(found["deaths"])) >= 10


def test_the_judge_sees_what_is_wrong() -> None:
    asked = {"type": "human_input_required", "question_id": "q1", "status": None}
    told = {"type": "progress_update", "status": "tailoring"}
    ended = {"type": "progress_update", "status": "completed"}
    again = {"type": "progress_update", "status": "queued"}
    assert _doubles([(1, asked), (2, told), (3, asked)]) == 1
    assert _doubles([(1, asked), (2, {**asked, "question_id": "q2"})]) == 0
    assert _late([(1, told), (2, ended), (3, told)]) == 1
    assert _late([(1, told), (2, ended), (3, again), (4, told)]) == 0
    assert [_gaps(Seen("s", numbers)) for numbers in ([1, 2, 3], [1, 3], [1, 2, 2], [2, 1])] == [
        0,
        1,
        1,
        1,
    ]
