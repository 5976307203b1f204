"""Remove the files of what was deleted."""

from resume_tailor.domain.errors import NotReady
from resume_tailor.domain.ports.file_store import FileStore
from resume_tailor.domain.ports.unit_of_work import UnitOfWorkFactory


class RemoveDiscardedFiles:
    """One at a time: the file goes first, then the note that it must go. A store that is away is
    tried again later, and nobody need wait for it."""

    def __init__(self, unit_of_work: UnitOfWorkFactory, files: FileStore) -> None:
        self._unit_of_work = unit_of_work
        self._files = files

    async def execute(self, at_most: int = 100) -> int:
        """Remove what there is to remove; how many."""
        for removed in range(at_most):
            try:
                async with self._unit_of_work() as work:
                    key = await work.erasure.take_discarded_file()
                    if key is None:
                        return removed
                    await self._files.delete(key)
                    await work.commit()
            except NotReady:
                return removed
        return at_most
