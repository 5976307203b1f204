"""Doubts on what was left out: negations, limits and hedges that governed what is said."""

import re
from collections.abc import Iterator

from resume_tailor.domain.model.grounding.doubts import Doubt
from resume_tailor.domain.model.grounding.reading import Cue, Reading
from resume_tailor.domain.model.grounding.support import Support

_LIMITS = (
    ("negation", frozenset[str]()),
    ("status", frozenset({"open"})),
    ("certainty", frozenset({"low"})),
    ("level", frozenset({"1", "2"})),
    ("frequency", frozenset({"once", "some"})),
    ("scope", frozenset({"limit"})),
    ("agent", frozenset[str]()),
    ("hedge", frozenset[str]()),
)
"""Kinds of cues that limit a claim, and which of their values do; empty for all."""
_FEW = 2
_OF_ITS_OWN = re.compile(r"\b(?:no|keine?n?|aucune?|ning[uú]na?)\s+$", re.IGNORECASE)
_REVIEW = re.compile(r"(?:approved|signed off|checked|reviewed|advised) by", re.IGNORECASE)
_NOT_YET = re.compile(r"\byet\b|\bnoch\b|\bencore\b|\btodavía\b", re.IGNORECASE)
_CLOSE = 24
"""Characters behind a negation in which it governs a word."""


def doubts_on_losses(reading: Reading, support: Support) -> Iterator[Doubt]:
    """One doubt for each kind of limit that stood beside words which the text takes up."""
    said = reading.text.casefold()
    back = Support([reading], support.lexicon, support.today)
    for there in support.readings:
        taken = _parts_taken(there, reading, back)
        used = taken | {part + 1 for part in taken if _is_added(part + 1, there)}
        for kind, values in _LIMITS:
            kept = _kept(kind, there, reading)
            lost = {
                cue.value: there.text[cue.start : cue.end]
                for cue in there.cues_of(kind)
                if (not values or cue.value in values)
                and cue.value not in kept
                and (kind == "negation" or cue.text not in said)
                and there.part_at(cue.start) in used - there.asked
                and not (kind == "agent" and not _did_it(cue, there, taken, back))
            }
            if kind == "negation" and not kept:
                yield from _negated_words(there, reading)
            for value in sorted(lost):
                yield Doubt(" ".join(f"{kind} {value} lost".split()), lost=lost[value])


def _kept(kind: str, there: Reading, reading: Reading) -> set[str]:
    """The values that the text has too; of negations as many."""
    mine = reading.cues_of(kind)
    if kind == "negation":
        zeros = sum(q.value == 0 and not q.spelled for q in reading.quantities)
        still_open = _NOT_YET.search(there.text) and any(
            cue.value == "open" for cue in reading.cues_of("status")
        )
        return {""} if len(mine) + zeros + bool(still_open) >= len(there.cues_of(kind)) else set()
    return {cue.value for cue in mine}


def _negated_words(there: Reading, reading: Reading) -> Iterator[Doubt]:
    """Words that the evidence says right behind a negation and the text without one."""
    for cue in there.cues_of("negation"):
        if there.text[cue.end : cue.end + 1] in tuple(",.;"):
            continue  # it answers a question, and governs nothing behind it
        behind = [w for w in there.words if w.start >= cue.end][:2]
        close = {w.stem for w in behind if w.start - cue.end < _CLOSE}
        for word in reading.words:
            if word.stem in close and word.folded not in reading.idiom.light_words:
                yield Doubt("negated word said", word.start, word.end)
                break


def _did_it(agent: Cue, there: Reading, taken: set[int], back: Support) -> bool:
    """Whether somebody else did what the text takes up, and the text does not name them. Who only read or
    approved it afterwards did something else."""
    if _is_still_named(agent, there, back):
        return False
    part = there.part_at(agent.start)
    before = there.text[: agent.start].rstrip()
    opens = part - 1 in taken and before[-1:] in ",;(|"
    return part in taken or (opens and not _REVIEW.match(agent.text))


def _is_still_named(agent: Cue, there: Reading, back: Support) -> bool:
    """Whether the text names who did it in another way: `checked by senior`, `a senior checking`."""
    if not agent.text.casefold().endswith(" by"):
        return False
    behind = [
        w for w in there.words if w.start >= agent.end and w.part == there.part_at(agent.start)
    ]
    return bool(behind) and back.word(behind[0], there) in ("same", "short", "alike")


def _is_added(part: int, there: Reading) -> bool:
    """Whether a part is so short that it speaks of what stands before it: `Spanish, basic`. One with a
    subject of its own does not: `Canva, no SQL`."""
    words = [word for word in there.words if word.part == part]
    return len(words) <= _FEW and not (words and _OF_ITS_OWN.search(there.text[: words[0].start]))


def _parts_taken(there: Reading, reading: Reading, back: Support) -> set[int]:
    """The parts of a piece of evidence of which the text takes up a word, a term or a number; `back` is
    what the text gives support to."""
    used = {
        word.part
        for word in there.words
        if word.folded not in there.idiom.light_words and back.word(word, there)
    }
    used |= {
        there.part_at(mention.start)
        for mention in back.lexicon.terms(there.text)
        if mention.term in back.terms
    }
    values = {quantity.value for quantity in reading.quantities}
    used |= {there.part_at(q.start) for q in there.quantities if q.value in values}
    return used
