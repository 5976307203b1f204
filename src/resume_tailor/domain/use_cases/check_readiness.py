"""Whether requests can be served."""

from resume_tailor.domain.ports.unit_of_work import UnitOfWorkFactory


class CheckReadiness:
    """Ready is who can begin a transaction."""

    def __init__(self, unit_of_work: UnitOfWorkFactory) -> None:
        self._unit_of_work = unit_of_work

    async def execute(self) -> None:
        """Nothing if all is well; raises `NotReady`."""
        async with self._unit_of_work():
            pass
