"""What words mean the same, and what implies what: a value, filled from data by an adapter."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

_ATOM = re.compile(r"[^\W_]+|[^\w\s]")
_CLAUSE_END = re.compile(r"(?:(?<=[^\W_]{3})|(?<=[)\]%]))[.!?](?=\s|$)|;|\bbut\b|\n")
_Atoms = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TermEntry:
    """One term as the data files define it.

    `name` is how it is written properly. If `cased`, the name is an everyday word too (Go, Excel)
    and counts only when written exactly so; its aliases count in any case.
    """

    name: str
    aliases: tuple[str, ...] = ()
    implies: tuple[str, ...] = ()
    cased: bool = False


@dataclass(frozen=True, slots=True)
class Mention:
    """A term found in a text: its proper name and where it stands."""

    term: str
    start: int
    end: int


@dataclass(frozen=True)
class Lexicon:
    """Terms with aliases and implications, and the words that carry no claim."""

    entries: tuple[TermEntry, ...]
    stop_words: frozenset[str] = frozenset()
    negations: frozenset[str] = frozenset()
    _surfaces: Mapping[_Atoms, tuple[TermEntry, str]] = field(init=False, repr=False)
    _longest: Mapping[str, int] = field(init=False, repr=False)
    _implied: Mapping[str, frozenset[str]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        surfaces: dict[_Atoms, tuple[TermEntry, str]] = {}
        longest: dict[str, int] = {}
        for entry in self.entries:
            for surface in (entry.name, *entry.aliases):
                atoms = _folded_atoms(surface)
                surfaces.setdefault(atoms, (entry, surface))
                longest[atoms[0]] = max(longest.get(atoms[0], 0), len(atoms))
        object.__setattr__(self, "_surfaces", surfaces)
        object.__setattr__(self, "_longest", longest)
        object.__setattr__(self, "_implied", _closure(self.entries))

    def terms(self, text: str) -> tuple[Mention, ...]:
        """The terms in a text, longest first from the left, none overlapping."""
        atoms = [found for found in _ATOM.finditer(text) if found[0] not in "-‐‑"]
        return tuple(self._scan(text, atoms))

    def names(self, text: str) -> frozenset[str]:
        """The proper names of the terms in a text."""
        return frozenset(mention.term for mention in self.terms(text))

    def implied_by(self, term: str) -> frozenset[str]:
        """What a term proves: itself and all that it implies, step by step."""
        return self._implied.get(term, frozenset()) | {term}

    def supported(self, text: str) -> frozenset[str]:
        """Every term that a text proves, terms under a negation left out."""
        proved: set[str] = set()
        for clause in self.clauses(text):
            if not self.negated(clause):
                for name in self.names(clause):
                    proved |= self.implied_by(name)
        return frozenset(proved)

    def negated(self, text: str) -> bool:
        """Whether the text holds a word of negation in any language that we know."""
        return any(word in self.negations for word in words(text))

    @staticmethod
    def clauses(text: str) -> list[str]:
        """The text cut where a negation stops reaching: sentences, semicolons, `but`."""
        return [part for part in _CLAUSE_END.split(text) if part.strip()]

    def _scan(self, text: str, atoms: list[re.Match[str]]) -> Iterator[Mention]:
        folded = [_singular(atom[0].casefold()) for atom in atoms]
        at = 0
        while at < len(atoms):
            size = self._match(text, atoms, folded, at)
            if size:
                entry, _ = self._surface(folded[at : at + size])
                yield Mention(entry.name, atoms[at].start(), atoms[at + size - 1].end())
            at += size or 1

    def _match(self, text: str, atoms: list[re.Match[str]], folded: list[str], at: int) -> int:
        """How many atoms from `at` make the longest term; 0 where none begins."""
        for size in range(min(self._longest.get(folded[at], 0), len(atoms) - at), 0, -1):
            entry, surface = self._surface(folded[at : at + size])
            if not surface:
                continue
            start, end = atoms[at].start(), atoms[at + size - 1].end()
            if _continues(text, start, end) or (
                entry.cased and surface == entry.name and text[start:end] != surface
            ):
                continue
            return size
        return 0

    def _surface(self, atoms: list[str]) -> tuple[TermEntry, str]:
        return self._surfaces.get(tuple(atoms), (TermEntry(""), ""))


def words(text: str) -> list[str]:
    """The words of a text, case folded, apostrophes kept inside."""
    return re.findall(r"[^\W_]+(?:['’][^\W_]+)*", text.casefold().replace("’", "'"))


def _folded_atoms(surface: str) -> _Atoms:
    return tuple(_singular(a) for a in _ATOM.findall(surface.casefold()) if a not in "-‐‑")


def _singular(atom: str) -> str:
    """Without a plural s, on both sides of a comparison, so that it does no harm elsewhere."""
    return atom[:-1] if len(atom) > 3 and atom.endswith("s") and not atom.endswith("ss") else atom


def _continues(text: str, start: int, end: int) -> bool:
    """Whether the word goes on with a sign: the C of C++, C# and C-level is not C, nor R in R&D."""
    following = text[end : end + 1]
    if following in ("+", "#"):
        return not text[end : end + 2].startswith("+ ")
    return end - start == 1 and following in ("-", "&", "'", "’")


def _closure(entries: Iterable[TermEntry]) -> dict[str, frozenset[str]]:
    direct = {entry.name: set(entry.implies) for entry in entries}
    reached: dict[str, frozenset[str]] = {}
    for name, implied in direct.items():
        seen: set[str] = set()
        todo = list(implied)
        while todo:
            term = todo.pop()
            if term not in seen:
                seen.add(term)
                todo.extend(direct.get(term, ()))
        reached[name] = frozenset(seen)
    return reached
