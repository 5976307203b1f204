"""The short form of `make chaos`."""

import json
import subprocess
import sys

import pytest

from tests.chaos.judge import _doubles, _gaps, _late
from tests.chaos.people import Seen
from tests.conftest import ROOT


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_twenty_sessions_survive_everything() -> None:
    command = [sys.executable, "-m", "tests.chaos.run", "--sessions", "20", "--together", "10"]
    done = subprocess.run(
        [*command, "--pause", "2"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    found = json.loads(done.stdout.splitlines()[-1])
    bad = ("lost_sessions", "doubled_effects", "sequence_gaps", "late_writes", "server_errors")
    assert {name: found[name] for name in bad} == dict.fromkeys(bad, 0), found
    assert done.returncode == 0
    assert found["sessions"] == 20
    assert found["faults"] >= 3
    assert found["deaths"] >= 3


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
