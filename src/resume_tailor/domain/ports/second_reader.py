"""Whoever reads a change again that code could not decide on."""

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from resume_tailor.domain.model.evidence import Evidence
from resume_tailor.domain.model.identifiers import ChangeId
from resume_tailor.domain.model.opinion import Opinion
from resume_tailor.domain.model.usage import Meter


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A text, the evidence that it cites, and the part of the resume that it is for."""

    id: ChangeId
    part: str
    text: str
    evidence: tuple[Evidence, ...]


class SecondReader(Protocol):
    """Its only task is to doubt. It sees evidence and text, and knows nothing of the posting."""

    @abstractmethod
    async def read(self, doubtful: Sequence[Doubtful], meter: Meter) -> Mapping[ChangeId, Opinion]:
        """Opinions by id; of what could not be read there is none."""
