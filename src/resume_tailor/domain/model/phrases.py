"""Named lists of phrases, and whether one of them stands in a text.

A phrase is found where its words stand, whatever case they have and whatever punctuation is between
them; `...` in it stands for up to four words, `*` for the rest of a word. Of two that begin at one
place the longer is found.
"""

import re
from collections.abc import Iterable, Mapping

_GAP = r"[^\w\n]+"
"""What may stand between words of a phrase."""
_FEW_WORDS = rf"(?:{_GAP}\w+){{0,4}}?{_GAP}"
_LETTER = r"[^\W\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
"""What a phrase must not stand right beside; not so in scripts that put no blanks between words."""
_ATOM = re.compile(r" \.\.\. |.", re.DOTALL)
_END = ""
_Tree = dict[str, "_Tree"]


def lists_in(*texts: str) -> dict[str, list[str]]:
    """Lists by name, from texts in which `[name]` opens a list, `#` a comment, and each other line is
    an item. A list that is opened again goes on."""
    lists: dict[str, list[str]] = {}
    for text in texts:
        current: list[str] = []
        for line in text.splitlines():
            item = line.strip()
            if item.startswith("[") and item.endswith("]"):
                current = lists.setdefault(item[1:-1], [])
            elif item and not item.startswith("#"):
                current.append(item)
    return lists


class Phrases:
    """Lists of phrases, each made one pattern."""

    def __init__(self, lists: Mapping[str, Iterable[str]]) -> None:
        self._patterns = {name: _pattern(phrases) for name, phrases in lists.items()}

    @classmethod
    def parse(cls, *texts: str) -> "Phrases":
        """From texts with lists; see `lists_in`."""
        return cls(lists_in(*texts))

    @property
    def names(self) -> frozenset[str]:
        """The names of the lists."""
        return frozenset(self._patterns)

    def finds(self, name: str, text: str) -> bool:
        """Whether a phrase of the list stands in the text."""
        return self._patterns[name].search(_lower(text)) is not None

    def is_all(self, name: str, text: str) -> bool:
        """Whether the text is nothing but a phrase of the list."""
        return self._patterns[name].fullmatch(_lower(text.strip())) is not None

    def first(self, name: str, text: str) -> re.Match[str] | None:
        """The first phrase of the list that stands in the text; its spans are those of the text, its
        letters are small."""
        return self._patterns[name].search(_lower(text))

    def opens(self, name: str, text: str) -> re.Match[str] | None:
        """The phrase of the list that the text begins with."""
        return self._patterns[name].match(_lower(text))

    def count(self, name: str, text: str) -> int:
        """How many different phrases of the list stand in the text."""
        return len({found[0] for found in self._patterns[name].finditer(_lower(text))})

    def all(self, name: str, text: str) -> tuple[re.Match[str], ...]:
        """Every place in the text where a phrase of the list stands."""
        return tuple(self._patterns[name].finditer(_lower(text)))


def _lower(text: str) -> str:
    """In small letters, each in its place: the few that would become two stay."""
    small = text.lower()
    if len(small) != len(text):
        small = "".join(letter if len(letter.lower()) > 1 else letter.lower() for letter in text)
    return small.replace("’", "'")


def _pattern(phrases: Iterable[str]) -> re.Pattern[str]:
    """One pattern in which phrases share what they begin with: many times faster to search with than
    a list of alternatives."""
    tree: _Tree = {}
    for phrase in phrases:
        node = tree
        for atom in _ATOM.findall(_lower(phrase)):
            node = node.setdefault(atom, {})
        node[_END] = {}
    return (
        re.compile(rf"(?<!{_LETTER}){_branch(tree)}(?!{_LETTER})") if tree else re.compile(r"(?!)")
    )


def _branch(tree: _Tree) -> str:
    """The longer ways first."""
    ways = [_atom(atom) + _branch(below) for atom, below in tree.items() if atom != _END]
    if _END in tree:
        return f"(?:{'|'.join(ways)})?" if ways else ""
    return ways[0] if len(ways) == 1 else f"(?:{'|'.join(ways)})"


def _atom(atom: str) -> str:
    if atom == " ... ":
        return _FEW_WORDS
    return {" ": _GAP, "*": r"\w*"}.get(atom, re.escape(atom))
