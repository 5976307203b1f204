"""What words mean the same, and what implies what: a value, filled from data by an adapter."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from resume_tailor.domain.model.idiom import Idiom
from resume_tailor.domain.model.scales import Scales

_ATOM = re.compile(r"[^\W_]+|[^\w\s]")
_CLAUSE_END = re.compile(
    r"(?:(?<=[^\W_]{3})|(?<=[)\]%]))[.!?](?=\s|$)|;|(?<!anything )(?<!nothing )(?<!all )\bbut\b"
)
_APOSTROPHES = re.compile("[’‘ʼ`´]")
_ENDING = re.compile("(?:ovi|ech|ami|emi|em|ům|ou|u|ů)$")
"""Endings of Slavic cases that no English word has behind the name of a tool."""
_SHORTEST_BENT = 5
_Atoms = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TermEntry:
    """One term as the data files define it.

    `name` is how it is written properly. If `cased`, the name is an everyday word too (Go, Excel)
    and counts only when written exactly so. `aliases` mean the very same; `hints` point to the term
    but may mean something else as well (CPA), or are words of another language: they count when
    evidence is sought, and are never put in the place of each other. Whatever is written in
    capitals alone counts in capitals alone.
    """

    name: str
    aliases: tuple[str, ...] = ()
    implies: tuple[str, ...] = ()
    cased: bool = False
    hints: tuple[str, ...] = ()

    def needs_case(self, surface: str) -> bool:
        """Whether this way of writing it counts only when written exactly so."""
        return (self.cased and surface == self.name) or (surface.isupper() and surface.isalpha())


@dataclass(frozen=True, slots=True)
class Mention:
    """A term found in a text: its proper name, where it stands, and whether it is `certain` that
    these words mean nothing else."""

    term: str
    start: int
    end: int
    certain: bool = True


@dataclass(frozen=True)
class Lexicon:
    """Terms with aliases and implications, and the words that carry no claim."""

    entries: tuple[TermEntry, ...]
    stop_words: frozenset[str] = frozenset()
    negations: frozenset[str] = frozenset()
    wishes: tuple[str, ...] = ()
    """Phrases that speak of what is not so yet: `would like`, `currently learning`."""
    idiom: Callable[[str], Idiom] = Idiom
    """What is known of a language, by its code."""
    scales: Scales = field(default_factory=Scales)
    """What doubts weigh."""
    _surfaces: Mapping[_Atoms, tuple[TermEntry, str]] = field(init=False, repr=False)
    _longest: Mapping[str, int] = field(init=False, repr=False)
    _implied: Mapping[str, frozenset[str]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        surfaces: dict[_Atoms, tuple[TermEntry, str]] = {}
        longest: dict[str, int] = {}
        for entry in self.entries:
            for surface in (entry.name, *entry.aliases, *entry.hints):
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

    def supported(self, text: str, *, hints: bool = True) -> frozenset[str]:
        """Every term that a text proves, terms under a negation or a wish left out; without `hints`
        only those that are certainly meant."""
        proved: set[str] = set()
        for clause in self.clauses(text):
            if not self.negated(clause):
                for mention in self.terms(clause):
                    if hints or mention.certain:
                        proved |= self.implied_by(mention.term)
        return frozenset(proved)

    def negated(self, text: str) -> bool:
        """Whether the text denies something, or only wishes for it, in a language that we know."""
        said = words(text)
        if any(word in self.negations for word in said):
            return True
        flat = f" {' '.join(said)} "
        return any(f" {wish} " in flat for wish in self.wishes)

    @staticmethod
    def clauses(text: str) -> list[str]:
        """The text cut where a negation stops reaching: sentences, semicolons, `but`."""
        return [part for part in _CLAUSE_END.split(text) if part.strip()]

    def _scan(self, text: str, atoms: list[re.Match[str]]) -> Iterator[Mention]:
        folded = [self._base(_folded(atom[0])) for atom in atoms]
        at = 0
        while at < len(atoms):
            size = self._match(text, atoms, folded, at)
            if size:
                entry, surface = self._surface(folded[at : at + size])
                start, end = atoms[at].start(), atoms[at + size - 1].end()
                yield Mention(entry.name, start, end, surface not in entry.hints)
            at += size or 1

    def _match(self, text: str, atoms: list[re.Match[str]], folded: list[str], at: int) -> int:
        """How many atoms from `at` make the longest term; 0 where none begins."""
        for size in range(min(self._longest.get(folded[at], 0), len(atoms) - at), 0, -1):
            entry, surface = self._surface(folded[at : at + size])
            if not surface:
                continue
            start, end = atoms[at].start(), atoms[at + size - 1].end()
            if _is_part_of_more(text, start, end):
                continue
            if entry.needs_case(surface) and not _is_written(surface, text[start:end]):
                continue
            return size
        return 0

    def _base(self, atom: str) -> str:
        """A name as the lexicon has it, where a Slavic language has bent it: `Pythonem`."""
        if atom in self._longest:
            return atom
        ending = _ENDING.search(atom)
        base = atom[: ending.start()] if ending else ""
        return base if len(base) >= _SHORTEST_BENT and (base,) in self._surfaces else atom

    def _surface(self, atoms: list[str]) -> tuple[TermEntry, str]:
        return self._surfaces.get(tuple(atoms), (TermEntry(""), ""))


def words(text: str) -> list[str]:
    """The words of a text, case folded, apostrophes kept inside."""
    return re.findall(r"[^\W_]+(?:['’][^\W_]+)*", text.casefold().replace("’", "'"))


def _is_written(surface: str, text: str) -> bool:
    """Whether the text is the surface in its own case, but for an ending."""
    rest = text.removeprefix(surface)
    return text.startswith(surface) and (rest in ("", "s") or bool(_ENDING.fullmatch(rest)))


def _folded_atoms(surface: str) -> _Atoms:
    return tuple(_folded(a) for a in _ATOM.findall(surface) if a not in "-‐‑")


def _folded(atom: str) -> str:
    return _singular(_APOSTROPHES.sub("'", atom.casefold()))


def _singular(atom: str) -> str:
    """Without a plural s, on both sides of a comparison, so that it does no harm elsewhere."""
    return atom[:-1] if len(atom) > 3 and atom.endswith("s") and not atom.endswith("ss") else atom


def _is_part_of_more(text: str, start: int, end: int) -> bool:
    """Whether the word goes on: the C of C++, C#, C-level, A/C is not C, nor R in R&D."""
    following, before = text[end : end + 1], text[start - 1 : start] if start else ""
    if following in ("+", "#") and not text[end : end + 2].startswith("+ "):
        return True
    short = end - start <= 2
    return short and (following in tuple("-&'’") or before in tuple("/&.-"))


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
