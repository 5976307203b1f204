"""Tailor one resume here and now, without accounts, queue or database: for the command line."""

from collections.abc import Awaitable, Callable
from contextlib import aclosing

from resume_tailor.domain.model.questions import Question
from resume_tailor.domain.model.session_events import SessionEvent
from resume_tailor.domain.model.session_states import Status
from resume_tailor.domain.model.session_tasks import Task
from resume_tailor.domain.model.tailoring_session import TailoringSession
from resume_tailor.domain.use_cases.session_steps import SessionSteps

Ask = Callable[[Question], Awaitable[str]]
"""Gets the person's answer; `skip` passes the question."""
Show = Callable[[SessionEvent], None]


class TailorOnce:
    """The same session, the same steps as on a server; only nothing is kept."""

    def __init__(self, steps: SessionSteps) -> None:
        self._steps = steps

    async def execute(self, session: TailoringSession, ask: Ask, show: Show) -> TailoringSession:
        """Run the session until it is completed or has failed."""
        while True:
            for numbered in session.pull_events():
                show(numbered.event)
            if session.snapshot.status is Status.AWAITING_INPUT:
                question = session.open_questions[0]
                session.hear(await ask(question), question.id)
            elif tasks := session.next_tasks():
                await self._perform(session, tasks, show)
            else:
                return session

    async def _perform(
        self, session: TailoringSession, tasks: tuple[Task, ...], show: Show
    ) -> None:
        session.begin(tasks)
        for task in tasks:
            async with aclosing(self._steps.perform(task, session)) as outcomes:
                async for outcome in outcomes:
                    outcome(session)
                    for numbered in session.pull_events():
                        show(numbered.event)
            if not session.snapshot.status.is_running:
                return
