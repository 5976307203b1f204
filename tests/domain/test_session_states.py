import itertools

import pytest

from resume_tailor.domain.errors import Conflict
from resume_tailor.domain.model.session_states import TRANSITIONS, Action, Status, after

ALL = list(itertools.product(Status, Action))


@pytest.mark.parametrize(("status", "action"), ALL)
def test_each_state_takes_each_action_or_refuses_it(status: Status, action: Action) -> None:
    if (status, action) in TRANSITIONS:
        assert after(status, action) is TRANSITIONS[status, action]
    else:
        with pytest.raises(Conflict):
            after(status, action)


def test_every_state_can_be_reached_and_left() -> None:
    reached = {Status.QUEUED} | set(TRANSITIONS.values())
    assert reached == set(Status)
    assert {status for status, _ in TRANSITIONS} == set(Status)


def test_a_completed_session_only_takes_remarks_and_corrections() -> None:
    allowed = {action for status, action in TRANSITIONS if status is Status.COMPLETED}
    assert allowed == {Action.REMARK, Action.CORRECT}
