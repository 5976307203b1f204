"""The `SecondReader` port by a language model: one small call for each part."""

import asyncio
from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import aclosing

from resume_tailor.adapters.llm.faults import ModelFault
from resume_tailor.adapters.llm.language_model import LanguageModel, Waiting
from resume_tailor.adapters.llm.prompting import ask_for_opinions
from resume_tailor.adapters.llm.replies import LineReader, Object, text_in, texts_in
from resume_tailor.domain.model.identifiers import ChangeId
from resume_tailor.domain.model.opinion import Opinion
from resume_tailor.domain.model.usage import Meter
from resume_tailor.domain.ports.second_reader import Doubtful, SecondReader

_AT_ONCE = 12
"""Texts in one call."""
_TOKENS_A_TEXT, _TOKENS = 60, 60


class LLMSecondReader(SecondReader):
    """What is not answered clearly is not supported: there is no opinion on it."""

    def __init__(self, model: LanguageModel) -> None:
        self._model = model

    async def read(self, doubtful: Sequence[Doubtful], meter: Meter) -> Mapping[ChangeId, Opinion]:
        """Opinions by id, from calls side by side."""
        parts: dict[str, list[Doubtful]] = defaultdict(list)
        for item in doubtful:
            parts[item.part].append(item)
        batches = [
            items[at : at + _AT_ONCE]
            for items in parts.values()
            for at in range(0, len(items), _AT_ONCE)
        ]
        found = await asyncio.gather(*(self._read(batch, meter) for batch in batches))
        return {id_: opinion for opinions in found for id_, opinion in opinions.items()}

    async def _read(self, batch: Sequence[Doubtful], meter: Meter) -> dict[ChangeId, Opinion]:
        texts = {item.id: item.text for item in batch}
        lines, objects = LineReader(), list[Object]()
        asked = self._model.ask(
            ask_for_opinions(batch), _TOKENS + _TOKENS_A_TEXT * len(batch), meter
        )
        try:
            async with aclosing(asked) as pieces:
                async for piece in pieces:
                    if isinstance(piece, Waiting):
                        lines.restart()
                    else:
                        objects += lines.feed(piece)
        except ModelFault:
            return {}
        return _opinions([*objects, *lines.end()], texts)


def _opinions(objects: Sequence[Object], texts: Mapping[ChangeId, str]) -> dict[ChangeId, Opinion]:
    """One for each text that was asked about; of two that differ the one that doubts."""
    found: dict[ChangeId, Opinion] = {}
    for data in objects:
        id_, verdict = ChangeId(text_in(data, "id", 20)), data.get("ok")
        if id_ not in texts or not isinstance(verdict, bool):
            continue
        words = tuple(w for w in texts_in(data, "words") if w in texts[id_])
        doubts = not verdict or bool(words)
        if id_ not in found or found[id_].supported:
            found[id_] = Opinion(not doubts, words)
    return found
