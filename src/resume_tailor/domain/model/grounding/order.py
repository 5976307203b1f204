"""Doubts on order: words of the evidence that may be attached to something else."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from resume_tailor.domain.model.grounding.doubts import Doubt
from resume_tailor.domain.model.grounding.reading import Reading, Word
from resume_tailor.domain.model.grounding.support import Support

_APART = 4
"""Words between two that belong together, at most."""
_NEAR_BY = 3
"""Words that a text may go back without leaving a phrase."""
_GOVERNING = frozenset({"role", "level", "certainty", "status", "negation"})
_JOINED = re.compile(r"(?:\s|-|(?:of|in|at|for|the|a|an|to|on|with|from)\b)+")
_WHEN = re.compile(
    r"\b(?:since|until|till|before|after|previously|formerly|then|now)\b", re.IGNORECASE
)
_LISTED = re.compile(r"^[^;|.]*,[^;|.]*$")
"""Items of one list, which one word may govern."""


def doubts_on_order(reading: Reading, support: Support, said: Sequence[Word]) -> Iterator[Doubt]:
    """Doubts on the words that the evidence says too, in the order of the text."""
    yield from _pairs(reading, support, said)
    yield from _ways_back(reading, support, said)


def _pairs(reading: Reading, support: Support, said: Sequence[Word]) -> Iterator[Doubt]:
    """Words side by side that the evidence has far from each other: they may have been attached
    to something else."""
    for left, right in pairwise(said):
        if not _JOINED.fullmatch(reading.text, left.end, right.start):
            continue
        theirs, others = support.places(left, reading), support.places(right, reading)
        if (
            theirs
            and others
            and not any(
                piece == there and abs(place - other) <= _APART
                for piece, place in theirs
                for there, other in others
            )
        ):
            yield Doubt("pair moved", left.start, right.end)


def _ways_back(reading: Reading, support: Support, said: Sequence[Word]) -> Iterator[Doubt]:
    """Places where the text goes back in its evidence: there it may attach a word to another. That does
    most harm where a rank, a level, a time or a label of the evidence governs some of its words."""
    at: tuple[int, int] | None = None
    last: Word | None = None
    for word in said:
        places = support.places(word, reading)
        if not places:
            continue
        ahead = [place for place in places if at is None or place >= at]
        if not ahead and last and at:
            cause = _way_back(at, max(places), last, word)
            yield Doubt(cause + _governed_by(at, max(places), support), last.start, word.end)
        at, last = min(ahead or places), word


def _governed_by(at: tuple[int, int], back: tuple[int, int], support: Support) -> str:
    """Whether something of the evidence governs one of two words and not the other."""
    if at[0] != back[0]:
        return ""
    there = support.readings[at[0]]
    start, end = there.words[back[1]].start, there.words[at[1]].end
    if ":" in there.text[:end]:
        return " where labelled"
    if there.text.rstrip().endswith(","):
        return " where governed"  # by what stands in the next line
    if _WHEN.search(there.text, start, end):
        return " where timed"
    if _LISTED.match(there.text[start:end]) and any(
        cue.kind in _GOVERNING and start <= cue.start < end for cue in there.cues
    ):
        return " where governed"
    return ""


def _way_back(at: tuple[int, int], back: tuple[int, int], last: Word, word: Word) -> str:
    if last.clause != word.clause:
        return "clauses reordered"
    near = back[0] == at[0] and at[1] - back[1] <= _NEAR_BY
    return "words swapped" if near else "order changed"
