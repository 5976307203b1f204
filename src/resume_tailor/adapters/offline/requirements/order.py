"""Which part a list belongs to whose heading says nothing, or that has none.

Postings have their parts in an order that hardly changes: what the employer is, what there is to do,
what is asked for, what would be nice, what is offered. The most likely way through the blocks of a
posting is found by Viterbi's algorithm: parts that are known by their headings stand fast, lists that
are not speak by their items, and steps back in the order cost. The weights are set by hand.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from resume_tailor.adapters.offline.requirements.parts import Part, Placed
from resume_tailor.adapters.offline.requirements.statements import points
from resume_tailor.adapters.offline.requirements.words import vocabulary

Block = list[Placed]

_INTRODUCTION, _DUTIES, _REQUIREMENTS, _NICE, _OFFER = range(5)
_STEPS = range(5)
_PARTS = {
    Part.DUTIES: (_DUTIES,),
    Part.REQUIREMENTS: (_REQUIREMENTS,),
    Part.NICE: (_NICE,),
    Part.OTHER: (_INTRODUCTION, _OFFER),
}
_PART_OF = (Part.OTHER, Part.DUTIES, Part.REQUIREMENTS, Part.NICE, Part.OTHER)
_STAY, _SKIP, _BACK = -0.25, -0.3, -0.6
_LIST_IN_INTRODUCTION, _LIST_OF_WISHES, _LIST_OF_OFFERS = -0.8, -0.5, -0.1
_NEVER = -1_000.0
_FEWEST_ITEMS = 2
_LONGEST = 1_500
"""Characters of an item that are looked at."""
_ACTION = {
    "en": re.compile(r"(?:\w+ing\b(?! experience)|\w+s\b (?:a|an|the|and|\w+ing)\b)", re.IGNORECASE),
    "de": re.compile(r"(?:du|sie) \w+(?:st|en)\b|.*\b\w{3,}(?:en|ern|eln)$|\w+ung (?:von|der|des)\b", re.IGNORECASE),
    "fr": re.compile(r"\w+(?:er|ir|re|ez)\b", re.IGNORECASE),
    "es": re.compile(r"\w+(?:ar|er|ir)\b", re.IGNORECASE),
    "pt": re.compile(r"\w+(?:ar|er|ir)\b", re.IGNORECASE),
    "it": re.compile(r"\w+(?:are|ere|ire)\b", re.IGNORECASE),
    "cs": re.compile(r"\w+(?:ání|ení)\b", re.IGNORECASE),
    "sk": re.compile(r"\w+(?:anie|enie)\b", re.IGNORECASE),
    "pl": re.compile(r"\w+(?:anie|enie)\b", re.IGNORECASE),
    "nl": re.compile(r"je \w+t\b|.*\b\w{3,}en$", re.IGNORECASE),
}  # fmt: skip
"""How items that say what to do begin, or in German and Dutch end."""
_ACTION_POINTS = 0.6


def in_order(blocks: Sequence[Block], language: str) -> list[Block]:
    """The blocks, lists of an unknown part given the one that they most likely belong to."""
    steps = _most_likely([_emissions(block, language) for block in blocks])
    return [
        [replace(line, part=_PART_OF[step]) for line in block] if _is_open(block) else block
        for block, step in zip(blocks, steps, strict=True)
    ]


def _is_open(block: Block) -> bool:
    return len(block) >= _FEWEST_ITEMS and all(
        line.is_item and line.part is Part.UNKNOWN for line in block
    )


def _emissions(block: Block, language: str) -> list[float]:
    """How well each part would explain a block."""
    known = _PARTS.get(block[0].part)
    said = [0.0 if not known or step in known else _NEVER for step in _STEPS]
    if known or not _is_open(block):
        return said
    asks, does, offers = (_mean(block, kind) for kind in range(3))
    action = _ACTION.get(language, _ACTION["en"])
    does += _ACTION_POINTS * sum(bool(action.match(line.text)) for line in block) / len(block)
    wished = sum(vocabulary().finds("cue.nice", line.text) for line in block) / len(block)
    return [
        offers + _LIST_IN_INTRODUCTION,
        does,
        asks,
        asks + wished + _LIST_OF_WISHES,
        offers + _LIST_OF_OFFERS,
    ]


def _mean(block: Block, kind: int) -> float:
    return sum(min(points(line.text[:_LONGEST])[kind], 1.0) for line in block) / len(block)


def _most_likely(emissions: Sequence[list[float]]) -> list[int]:
    """Viterbi's algorithm; the way begins in the introduction."""
    scores = [_step(_INTRODUCTION, step) for step in _STEPS]
    came_from: list[list[int]] = []
    for number, emitted in enumerate(emissions):
        if number:
            best = [max(_STEPS, key=partial(_gain, scores, step)) for step in _STEPS]
            scores = [scores[b] + _step(b, step) for step, b in enumerate(best)]
            came_from.append(best)
        scores = [score + gain for score, gain in zip(scores, emitted, strict=True)]
    if not emissions:
        return []
    way = [max(_STEPS, key=lambda step: scores[step])]
    for best in reversed(came_from):
        way.append(best[way[-1]])
    return way[::-1]


def _gain(scores: list[float], after: int, before: int) -> float:
    return scores[before] + _step(before, after)


def _step(before: int, after: int) -> float:
    if after == before:
        return _STAY if before in (_DUTIES, _REQUIREMENTS, _NICE) else 0.0
    if after > before:
        return _SKIP * (after - before - 1)
    return _BACK * (before - after)
