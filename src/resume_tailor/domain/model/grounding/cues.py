"""Doubts on cues: rank, time, extent, certainty, quality, titles, outcomes and methods."""

from collections.abc import Iterator

from resume_tailor.domain.model.grounding.doubts import Doubt
from resume_tailor.domain.model.grounding.reading import Cue, Reading
from resume_tailor.domain.model.grounding.support import Support

_SAME_VALUE = frozenset({"frequency", "status", "certainty", "own"})
"""Kinds of which phrases of one list support each other."""
_PLAIN = frozenset({"scope", "audience", "quality", "title", "outcome", "method", "making"})
_LED = 4
_DID = 2


def doubts_on_cues(reading: Reading, support: Support) -> Iterator[Doubt]:
    """One doubt for each cue whose claim the evidence does not make."""
    yield from _on_role(reading, support)
    yield from _on_level(reading, support)
    for kind in (*sorted(_SAME_VALUE), *sorted(_PLAIN)):
        said = {cue.value for r in support.readings for cue in r.cues_of(kind)}
        seen: set[str] = set()
        for cue in reading.cues_of(kind):
            if cue.value in seen or (kind != "title" and is_said(cue, reading, support)):
                continue
            if kind in _SAME_VALUE and cue.value in said:
                continue
            if kind == "title" and cue.text in support.words_exactly:
                continue
            if kind in ("outcome", "making") and is_said(cue, reading, support, loosely=True):
                continue
            seen.add(cue.value)
            yield Doubt(_cause(kind, cue.value, said), cue.start, cue.end)
            if kind == "status" and cue.value == "done" and "open" in said:
                yield Doubt("status done over open", cue.start, cue.end)


def _cause(kind: str, value: str, said: set[str]) -> str:
    if kind == "frequency":
        return f"frequency {'instead' if said else 'new'}"
    if kind == "certainty":
        return "certainty up" if value != "low" else "certainty low"
    return f"{kind} {value}".strip()


def _on_role(reading: Reading, support: Support) -> Iterator[Doubt]:
    said = [int(cue.value) for r in support.readings for cue in r.cues_of("role")]
    highest = max(said, default=_DID)
    modest = any(level < _DID + 1 for level in said)
    for cue in reading.cues_of("role"):
        level = int(cue.value)
        if level >= _LED and level > highest and not is_said(cue, reading, support):
            yield Doubt(f"role up {level}", cue.start, cue.end)
            if modest:
                yield Doubt("role up from less", cue.start, cue.end)
    mine = [cue for cue in reading.cues_of("role") if int(cue.value) <= _DID]
    for cue in mine:
        if modest and int(cue.value) > max(level for level in said if level <= _DID):
            yield Doubt("role step", cue.start, cue.end)
    if modest and not mine:
        yield Doubt("role lost", lost=_lowest(support))


def _lowest(support: Support) -> str:
    cues = [(cue, r) for r in support.readings for cue in r.cues_of("role")]
    cue, reading = min(cues, key=lambda pair: int(pair[0].value))
    return reading.text[cue.start : cue.end]


def _on_level(reading: Reading, support: Support) -> Iterator[Doubt]:
    """Levels of languages and skills: one that nobody claimed, above the least that was."""
    said = {int(cue.value) for r in support.readings for cue in r.cues_of("level")}
    for cue in reading.cues_of("level"):
        level = int(cue.value)
        if level in said or is_said(cue, reading, support):
            continue
        if not said:
            yield Doubt("level new", cue.start, cue.end)
        elif level > min(said):
            yield Doubt("level up", cue.start, cue.end)


def is_said(cue: Cue, reading: Reading, support: Support, *, loosely: bool = False) -> bool:
    """Whether the evidence has the words of the cue themselves, or `loosely` ones like them."""
    inside = [w for w in reading.words if cue.start <= w.start < cue.end]
    if inside:
        ways = ("same", "part", "short", "alike") if loosely else ("same", "part", "short")
        return all(support.word(w, reading) in ways for w in inside)
    return support.spells(cue.text)
