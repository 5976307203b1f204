"""Doubts on cues: rank, time, extent, certainty, quality, titles, outcomes and methods."""

import re
from collections.abc import Iterator

from resume_tailor.domain.model.grounding.doubts import Doubt
from resume_tailor.domain.model.grounding.reading import Cue, Reading
from resume_tailor.domain.model.grounding.support import Support

_SAME_VALUE = frozenset({"frequency", "status", "certainty", "own"})
"""Kinds of which phrases of one list support each other."""
_PLAIN = frozenset({"scope", "audience", "quality", "title", "outcome", "method", "making"})
_OF_ANOTHER = re.compile(
    r"\b(?:for|with|w/|to|by|under|from|when|cover\w*|shadow\w*|assist\w*|help\w*|support\w*)\s+(?:(?:the|a|an|our|my|their)\s+)?(?:senior\s+|lead\s+|head\s+)?$",
    re.IGNORECASE,
)
"""Stands before the title of somebody else."""
_BESIDE = 30
"""Characters between a number and its rate: `24 council meetings a year`."""
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
            if kind == "frequency" and _is_rate_of_derived(cue, reading, support):
                continue
            if kind == "title" and _is_title_of(cue, reading, support):
                continue
            known = cue.value != "link" or _is_followed_by_the_known(cue, reading, support)
            loosely = kind in ("outcome", "making") and is_said(cue, reading, support, loosely=True)
            if loosely and known:
                continue
            seen.add(cue.value)
            cause = _cause(kind, cue.value, said)
            if cue.value == "link" and known:
                cause += " to the known"
            yield Doubt(cause, cue.start, cue.end)
            if kind == "status" and cue.value == "done" and "open" in said:
                yield Doubt("status done over open", cue.start, cue.end)


def _is_rate_of_derived(cue: Cue, reading: Reading, support: Support) -> bool:
    """Whether it says of what time a number is that follows from those of the evidence."""
    return any(
        -1 <= cue.start - q.end <= _BESIDE and support.quantity(q) == "derived"
        for q in reading.quantities
    )


def _is_followed_by_the_known(cue: Cue, reading: Reading, support: Support) -> bool:
    """Whether the evidence has all that a link leads to: only that they are linked is then new."""
    behind = [word for word in reading.words if word.start >= cue.end]
    clause = [word for word in behind if word.clause <= behind[0].clause + 1]
    return bool(clause) and all(
        support.word(word, reading) or word.folded in reading.idiom.light_words for word in clause
    )


def _cause(kind: str, value: str, said: set[str]) -> str:
    if kind == "frequency":
        return f"frequency {'instead' if said else 'new'}"
    if kind == "certainty":
        return "certainty up" if value != "low" else "certainty low"
    if kind == "audience" and value == "outside" and said == {"inside"}:
        return "audience outside instead"
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


def _is_title_of(cue: Cue, reading: Reading, support: Support) -> bool:
    """Whether the evidence has a title, and not as somebody else's (`for the inspector`)."""
    words = [w for w in reading.words if cue.start <= w.start < cue.end]
    if not words or any(support.word(w, reading) not in ("same", "short") for w in words):
        return False
    if _OF_ANOTHER.search(reading.text[: cue.start]):
        return True
    said = [
        (support.readings[piece], support.readings[piece].words[at])
        for piece, at in support.places(words[0], reading)
    ]
    return not said or any(not _OF_ANOTHER.search(t.text[: w.start]) for t, w in said)


def is_said(cue: Cue, reading: Reading, support: Support, *, loosely: bool = False) -> bool:
    """Whether the evidence has the words of the cue themselves, or `loosely` ones like them."""
    inside = [w for w in reading.words if cue.start <= w.start < cue.end]
    if inside:
        ways = ("same", "part", "short", "alike") if loosely else ("same", "part", "short")
        return all(support.word(w, reading) in ways for w in inside)
    return support.spells(cue.text)
