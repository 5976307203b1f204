from collections.abc import Mapping, Sequence

from resume_tailor.domain.model.identifiers import ChangeId
from resume_tailor.domain.model.opinion import Opinion
from resume_tailor.domain.model.usage import Meter, Usage
from resume_tailor.domain.ports.second_reader import Doubtful, SecondReader


class FakeSecondReader(SecondReader):
    """Supports the texts that it was told of, and keeps what it was shown."""

    def __init__(self, supported: set[str] | None = None, *, silent: bool = False) -> None:
        self.supported = supported or set()
        self.silent = silent
        self.shown: list[Doubtful] = []

    async def read(self, doubtful: Sequence[Doubtful], meter: Meter) -> Mapping[ChangeId, Opinion]:
        self.shown += doubtful
        meter.count(Usage(1, 100, 10))
        if self.silent:
            return {}
        return {
            item.id: Opinion(
                item.text in self.supported, () if item.text in self.supported else (item.text,)
            )
            for item in doubtful
        }
