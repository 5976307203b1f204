"""The words of all languages together, from `vocabulary/`.

Postings mix languages (a Czech posting asks for `5 years of experience`), and a word of one hardly ever
means something else in another, so there is one vocabulary.
"""

import re
from functools import cache
from pathlib import Path

from resume_tailor.domain.model.phrases import Phrases

_FOLDER = Path(__file__).parent / "vocabulary"
_NUMBER = re.compile(r"(.+) (\d+)")


@cache
def vocabulary() -> Phrases:
    """All lists but that of the numbers."""
    return Phrases.parse(*(_without_numbers(text) for text in _texts()))


@cache
def number_words() -> dict[str, int]:
    """`five`, `fünf` and `pět` as 5."""
    found: dict[str, int] = {}
    for text in _texts():
        for line in _section(text, "number").splitlines():
            entry = _NUMBER.fullmatch(line.strip())
            if entry:
                found.setdefault(entry[1].casefold(), int(entry[2]))
    return found


def _texts() -> list[str]:
    return [file.read_text("utf-8") for file in sorted(_FOLDER.glob("*.txt"))]


def _section(text: str, name: str) -> str:
    found = re.search(rf"^\[{name}\]$(.*?)(?=^\[|\Z)", text, re.MULTILINE | re.DOTALL)
    return found[1] if found else ""


def _without_numbers(text: str) -> str:
    return text.replace(f"[number]{_section(text, 'number')}", "")
