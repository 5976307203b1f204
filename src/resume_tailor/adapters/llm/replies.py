"""A model's reply, read as it comes: one JSON object a line, each line alone. Nothing in it is trusted."""

import json
from collections.abc import Iterator
from typing import Any

from resume_tailor.domain.model.text import visible

Object = dict[str, Any]

_LONGEST_LINE = 6_000
_DECODER = json.JSONDecoder()


class LineReader:
    """Takes pieces of text and gives the objects of the lines that are complete. What cannot be read is
    counted and left out; prose and fences around objects do no harm."""

    def __init__(self) -> None:
        self._rest = ""
        self.unreadable = 0

    def feed(self, piece: str) -> list[Object]:
        """The objects of the lines that the piece completes."""
        *lines, self._rest = (self._rest + piece).split("\n")
        if len(self._rest) > _LONGEST_LINE:
            self._rest = self._rest[:1] + "x" * _LONGEST_LINE  # no object; its end is waited for
        return [found for line in lines for found in self._objects(line)]

    def end(self) -> list[Object]:
        """The objects of the last line."""
        line, self._rest = self._rest, ""
        return list(self._objects(line))

    def restart(self) -> None:
        """Forget a line that was not finished: the reply begins anew."""
        self._rest = ""

    def _objects(self, line: str) -> Iterator[Object]:
        at = line.find("{")
        if at < 0 or len(line) > _LONGEST_LINE:
            self.unreadable += bool(line.strip(" `\t\r")) and line.strip() not in _FENCES
            return
        while at >= 0:
            try:
                found, end = _DECODER.raw_decode(line, at)
            except (ValueError, RecursionError):
                self.unreadable += 1
                return
            if isinstance(found, dict):
                yield found
            at = line.find("{", end)


_FENCES = frozenset({"```", "```json", "```jsonl", "[", "]", "[]"})


def text_in(data: Object, name: str, longest: int) -> str:
    """A text of an object on one line without what nobody can see; empty if there is none."""
    value = data.get(name)
    if not isinstance(value, str) or len(value) > longest:
        return ""
    return " ".join(visible(value).split())


def texts_in(data: Object, name: str, most: int = 20) -> tuple[str, ...]:
    """A list of short texts; a single one is a list of one."""
    value = data.get(name)
    values = [value] if isinstance(value, str) else value
    if not isinstance(values, list):
        return ()
    return tuple(v.strip() for v in values[:most] if isinstance(v, str) and 0 < len(v) <= 200)
