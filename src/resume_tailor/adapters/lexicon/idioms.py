"""From the files in `data/` to the idiom of a language.

`cues/CODE.txt` has lists of phrases under `[kind value]`; `synonyms/CODE*.txt` one group of words a
line; `abbreviations.txt` lines of `short = long form, another`. A `#` begins a comment.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from importlib.resources import files

import Stemmer

from resume_tailor.domain.model.idiom import Idiom
from resume_tailor.domain.model.phrases import Phrases

Stem = Callable[[str], str]
_DATA = files(__package__) / "data"
_STEMMERS = {
    "en": "english", "de": "german", "fr": "french", "es": "spanish", "nl": "dutch",
    "pt": "portuguese", "it": "italian", "sv": "swedish", "da": "danish", "no": "norwegian",
    "fi": "finnish", "hu": "hungarian", "ro": "romanian", "ru": "russian", "tr": "turkish",
    "pl": "polish",
}  # fmt: skip


@cache
def idiom_of(code: str) -> Idiom:
    """What the files say of a language, loaded once a process."""
    stem = _stemmer(code)
    return Idiom(
        code,
        stem,
        _groups(code, stem),
        _short_forms(stem) if code == "en" else {},
        Phrases.parse(_text(f"cues/{code}.txt")),
        frozenset(_text("stop_words.txt").split()),
        frozenset(" ".join(_lines(_text(f"light_words/{code}.txt"))).split()),
    )


def _stemmer(code: str) -> Stem:
    name = _STEMMERS.get(code, "")
    if name not in Stemmer.algorithms():
        return str
    return lru_cache(50_000)(Stemmer.Stemmer(name).stemWord)


def _groups(code: str, stem: Stem) -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = defaultdict(set)
    number = 0
    folder = _DATA / "synonyms"
    for file in sorted(folder.iterdir(), key=lambda f: f.name):
        if not file.name.startswith(code):
            continue
        for line in _lines(file.read_text("utf-8")):
            number += 1
            for word in line.split(","):
                found[stem(word.strip().casefold())].add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}


def _short_forms(stem: Stem) -> dict[str, tuple[tuple[str, ...], ...]]:
    found = {}
    for line in _lines(_text("abbreviations.txt")):
        short, _, long = line.partition(" = ")
        found[short] = tuple(
            tuple(stem(word) for word in re.findall(r"\w+", form)) for form in long.split(",")
        )
    return found


def _text(path: str) -> str:
    file = _DATA / path
    return file.read_text("utf-8") if file.is_file() else ""


def _lines(text: str) -> Iterator[str]:
    for line in text.splitlines():
        content = line.partition("#")[0].strip()
        if content:
            yield content
