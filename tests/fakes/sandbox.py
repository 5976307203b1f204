"""A sandbox without walls."""

from collections.abc import Callable

from resume_tailor.domain.ports.sandbox import Job, Result, Sandbox


class FakeSandbox(Sandbox):
    def __init__(self) -> None:
        self.fails: Exception | None = None
        """What is raised instead of running the work."""

    async def run(self, work: Callable[[Job], Result], job: Job) -> Result:
        if self.fails:
            raise self.fails
        return work(job)

    def warm_up(self) -> None:
        pass

    def close(self) -> None:
        pass
