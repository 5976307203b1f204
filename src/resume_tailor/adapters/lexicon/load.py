"""From the files in `data/` to a `Lexicon`.

A line of `data/terms/*.txt` is one term:

    Kubernetes = k8s, kube > Containers
    !Go = Golang

`=` introduces other names, `>` what the term proves about the person, and a leading `!` says that
the proper name is an everyday word too and counts only when written exactly so. A name that may
mean something else too, or is of another language, has a `?` before it (`?CPA`): it counts as a
hint when evidence is sought, and is never exchanged for the proper name. A `#` after a
blank begins a comment. A term that is implied must have a line of its own somewhere.
"""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from resume_tailor.adapters.lexicon.idioms import idiom_of
from resume_tailor.adapters.lexicon.scales import parse_scales
from resume_tailor.domain.model.lexicon import Lexicon, TermEntry

_DATA = files(__package__) / "data"


@cache
def load_lexicon() -> Lexicon:
    """The lexicon of all files, loaded once a process."""
    idiom_of("en")  # so that nobody waits for it later
    entries = [entry for file in term_files() for entry in parse_terms(file.read_text("utf-8"))]
    return Lexicon(
        tuple(entries),
        _words("stop_words.txt"),
        _words("negations.txt"),
        _lines("wishes.txt"),
        idiom_of,
        parse_scales((_DATA / "doubts.txt").read_text("utf-8")),
    )


def term_files() -> list[Traversable]:
    """The files of terms, in alphabetical order."""
    folder = _DATA / "terms"
    return sorted((f for f in folder.iterdir() if f.name.endswith(".txt")), key=lambda f: f.name)


def parse_terms(text: str) -> Iterator[TermEntry]:
    """The terms of a file; raises `ValueError` with the line number for a malformed line."""
    for number, line in enumerate(text.splitlines(), start=1):
        content = re.sub(r"(?:^|\s)#.*", "", line).strip()
        if content:
            yield from _parse_term(content, number)


def _parse_term(line: str, number: int) -> Iterator[TermEntry]:
    rest, _, implied = line.partition(" > ")
    name, _, aliases = rest.partition(" = ")
    cased = name.startswith("!")
    name = name.removeprefix("!").strip()
    if not name or name.startswith("="):
        raise ValueError(f"line {number}: no name in {line!r}")
    others = _split(aliases)
    yield TermEntry(
        name,
        tuple(other for other in others if not other.startswith("?")),
        _split(implied),
        cased=cased,
        hints=tuple(other[1:] for other in others if other.startswith("?")),
    )


def _split(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _lines(name: str) -> tuple[str, ...]:
    lines = (_DATA / name).read_text("utf-8").splitlines()
    return tuple(line.strip() for line in lines if line.strip() and not line.startswith("#"))


def _words(name: str) -> frozenset[str]:
    lines = (_DATA / name).read_text("utf-8").splitlines()
    return frozenset(word for line in lines for word in line.partition("#")[0].casefold().split())
