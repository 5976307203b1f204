"""All requirements of a posting."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from resume_tailor.adapters.offline.requirements.judging import (
    importance_of,
    is_cue,
    kind_of,
    level_in,
    without_cues,
    without_reason,
    years_in,
)
from resume_tailor.adapters.offline.requirements.order import in_order
from resume_tailor.adapters.offline.requirements.parts import Placed, placed_lines
from resume_tailor.adapters.offline.requirements.splitting import pieces, sentences
from resume_tailor.adapters.offline.requirements.statements import Statement, statement_of
from resume_tailor.adapters.offline.requirements.words import vocabulary
from resume_tailor.domain.model.identifiers import RequirementId
from resume_tailor.domain.model.job_posting import JobPosting, Requirement, RequirementKind
from resume_tailor.domain.model.language import language_of

MAX_REQUIREMENTS = 60
_LONGEST_DESCRIPTION = 60_000
"""Characters; the longest posting known has a quarter of that."""
_LONGEST, _LONGEST_SENTENCE = 400, 1_500
_SHORTEST = 2
_LONGEST_SUBJECT = 6
"""Words of who is looking for somebody."""
_EDGES = re.compile(r"^(?:[\s;,:]|\.(?!\w))+|[\s.;,:]+$")
"""What no requirement begins or ends with; `.NET` does begin with a dot."""


@dataclass(frozen=True, slots=True)
class _Found:
    text: str
    said: str
    """The piece before what only says its importance was taken off."""
    placed: Placed
    statement: Statement


def find_requirements(posting: JobPosting) -> tuple[Requirement, ...]:
    """Single requirements with the ids r1, r2 ... in the order of the posting."""
    unique: dict[str, _Found] = {}
    for found in _all(posting):
        unique.setdefault(re.sub(r"\W+", " ", found.text.casefold()).strip(), found)
    chosen = [found for key, found in unique.items() if key][:MAX_REQUIREMENTS]
    return tuple(_requirement(number, found) for number, found in enumerate(chosen, start=1))


def _requirement(number: int, found: _Found) -> Requirement:
    kind = kind_of(found.text, found.statement)
    return Requirement(
        RequirementId(f"r{number}"),
        found.text,
        importance_of(found.said, found.placed, found.statement),
        kind,
        years_in(found.text) if kind is not RequirementKind.DUTY else None,
        level_in(found.text) if kind is RequirementKind.LANGUAGE else "",
    )


def _all(posting: JobPosting) -> Iterator[_Found]:
    description = posting.description[:_LONGEST_DESCRIPTION]
    language = posting.language or language_of(description)
    for block in in_order(list(_blocks(description)), language):
        for placed in block:
            for sentence, cue in _with_their_cues(sentences(placed.text)):
                if len(sentence) > _LONGEST_SENTENCE:
                    continue  # nothing that can be checked by itself, and slow to take apart
                statement = statement_of(sentence, placed, posting.company)
                if statement is not Statement.OTHER:
                    yield from _single(sentence, cue, placed, statement, language)


def _with_their_cues(parts: list[str]) -> list[tuple[str, str]]:
    """Sentences, each with the one behind it that only says how important it is (`A plus.`)."""
    joined: list[tuple[str, str]] = []
    for part in parts:
        if joined and is_cue(part):
            joined[-1] = (joined[-1][0], part)
        else:
            joined.append((part, ""))
    return joined


def _single(
    sentence: str, cue: str, placed: Placed, statement: Statement, language: str
) -> Iterator[_Found]:
    asked = _without_lead(_condition(sentence))
    lead = sentence[: len(sentence) - len(asked)]
    for piece in pieces(asked, language, clauses=not placed.is_item):
        bare = piece if placed.is_item else _without_lead(piece)
        said = f"{lead}{piece}"
        text = _EDGES.sub("", without_reason(without_cues(bare)))
        if _SHORTEST <= len(text) <= _LONGEST and re.search(r"\w", text):
            yield _Found(text, f"{said}, {cue}" if cue else said, placed, statement)


def _condition(sentence: str) -> str:
    """What is asked for in `If you love code and know Java, then this is the job for you`."""
    words = vocabulary()
    opening = words.opens("condition", sentence)
    if not opening:
        return sentence
    for comma in reversed(list(re.finditer(r",\s+|\s+[–—-]\s+", sentence))):
        if words.opens("consequence", sentence[comma.end() :]):
            return sentence[opening.end() : comma.start()].strip()
    return sentence


def _blocks(description: str) -> Iterator[list[Placed]]:
    """Lines that follow each other under one heading, items apart from prose."""
    for _, lines in groupby(
        placed_lines(description), key=lambda line: (line.heading, line.part, line.is_item)
    ):
        yield list(lines)


def _without_lead(text: str) -> str:
    """`You will also have a degree` and `Our group is looking for a degree` as `a degree`."""
    seeking = vocabulary().first("seeking", text)
    if seeking and len(text[: seeking.start()].split()) <= _LONGEST_SUBJECT:
        text = text[seeking.end() :].lstrip(" :,–—") or text
    for _ in range(4):
        lead = vocabulary().opens("drop", text)
        rest = text[lead.end() :].lstrip(" :,–—") if lead else ""
        if not lead or len(rest.split()) < 1:
            return text
        text = rest
    return text
