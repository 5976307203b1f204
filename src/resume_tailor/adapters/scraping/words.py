"""Words that tell the parts of pages apart: phrases that people read, from `phrases.txt` in several
languages, and names that makers of pages give to elements, from `element_names.txt`."""

from functools import cache
from pathlib import Path

from resume_tailor.domain.model.phrases import Phrases, lists_in

_PHRASES = Path(__file__).parent / "phrases.txt"
_ELEMENT_NAMES = Path(__file__).parent / "element_names.txt"


@cache
def phrases() -> Phrases:
    """The phrases of the file."""
    return Phrases.parse(_PHRASES.read_text("utf-8"))


def element_names(name: str) -> frozenset[str]:
    """A list of words in names of elements."""
    return _element_names()[name]


@cache
def _element_names() -> dict[str, frozenset[str]]:
    lists = lists_in(_ELEMENT_NAMES.read_text("utf-8"))
    return {name: frozenset(words) for name, words in lists.items()}
