"""Requirements against evidence: what is covered, by what, and where the gaps are.

Only evidence counts. A word of the posting that stands in no line and no answer cannot raise the
coverage, whatever the resume is rewritten to.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from resume_tailor.domain.model.dates import months_covered, parse_range
from resume_tailor.domain.model.evidence import Evidence, EvidenceSource
from resume_tailor.domain.model.identifiers import EvidenceId
from resume_tailor.domain.model.job_posting import Importance, JobPosting, Requirement
from resume_tailor.domain.model.lexicon import Lexicon, words

_YEARS = re.compile(
    r"(\d{1,2})\s*\+?\s*(?:-|–|to)?\s*\d*\+?\s*(?:years?|yrs?|jahre?n?|ans|años|let)\b",
    re.IGNORECASE,
)
_ALTERNATIVES = re.compile(
    r"\b(?:or|oder|ou|nebo|similar|equivalent|e\.g|such as|like|one of|any of|preferably)\b|/",
    re.IGNORECASE,
)
FULL_SHARE, PARTIAL_SHARE = 0.6, 0.34
"""Shares of a requirement's content words that one piece of evidence must hold, where the lexicon
knows none of its terms. Chosen so that two of three words are full and one of three is partial."""

IMPLIED_SHARE = 0.4
"""What an implied term counts for beside a named one when lines are put in order."""


class Coverage(StrEnum):
    """How far the evidence covers a requirement."""

    NONE = "none"
    PARTIAL = "partial"
    FULL = "full"

    @property
    def share(self) -> float:
        """What it counts for: 0, a half or 1."""
        return {Coverage.NONE: 0.0, Coverage.PARTIAL: 0.5, Coverage.FULL: 1.0}[self]


@dataclass(frozen=True, slots=True)
class RequirementMatch:
    """One requirement, how far it is covered, and the evidence for it, best first."""

    requirement: Requirement
    coverage: Coverage
    evidence: tuple[EvidenceId, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """All requirements of a posting against all evidence."""

    requirements: tuple[RequirementMatch, ...]

    @property
    def score(self) -> float:
        """Covered weight over all weight, 0 to 1; 0 where nothing is asked for."""
        total = sum(m.requirement.importance.weight for m in self.requirements)
        won = sum(m.requirement.importance.weight * m.coverage.share for m in self.requirements)
        return won / total if total else 0.0

    def gaps(self) -> tuple[RequirementMatch, ...]:
        """What is not fully covered: most important first, then what has no evidence at all."""
        order = list(Importance)
        return tuple(
            sorted(
                (m for m in self.requirements if m.coverage is not Coverage.FULL),
                key=lambda m: (order.index(m.requirement.importance), m.coverage.share),
            )
        )


def match(
    posting: JobPosting, evidence: Sequence[Evidence], lexicon: Lexicon, today: date
) -> Match:
    """Match each requirement; `today` ends the entries that are still going on."""
    matcher = _Matcher(evidence, lexicon, today)
    return Match(tuple(matcher.match(requirement) for requirement in posting.requirements))


def relevance(text: str, posting: JobPosting, lexicon: Lexicon) -> float:
    """How much a line speaks to the posting: by its terms, and by the words it shares."""
    stems = content_stems(text, lexicon)
    total = term_relevance(text, posting, lexicon)
    for requirement in posting.requirements:
        wanted = content_stems(requirement.text, lexicon)
        if wanted:
            total += requirement.importance.weight * len(stems & wanted) / len(wanted)
    return total


def term_relevance(text: str, posting: JobPosting, lexicon: Lexicon) -> float:
    """How much the terms of a text are asked for. What is only implied counts less than what is
    named, since people look for the word."""
    proved = lexicon.supported(text)
    named = lexicon.names(text) & proved
    total = 0.0
    for requirement in posting.requirements:
        asked = lexicon.names(requirement.text)
        touched = len(asked & named) + IMPLIED_SHARE * len(asked & (proved - named))
        total += requirement.importance.weight * touched
    return total


def content_stems(text: str, lexicon: Lexicon) -> frozenset[str]:
    """Beginnings of the words that carry content: enough to see `payment` in `payments`."""
    return frozenset(
        stem(word) for word in words(text) if len(word) > 2 and word not in lexicon.stop_words
    )


def stem(word: str) -> str:
    """A word without its commonest endings; crude, and the same for both sides."""
    for ending in (
        "ations",
        "ation",
        "ments",
        "ment",
        "ings",
        "ing",
        "ers",
        "er",
        "ies",
        "ed",
        "es",
        "s",
        "y",
    ):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


class _Matcher:
    """Evidence prepared once, requirements matched one by one."""

    def __init__(self, evidence: Sequence[Evidence], lexicon: Lexicon, today: date) -> None:
        self._lexicon = lexicon
        self._terms = {e.id: lexicon.supported(e.text) for e in evidence}
        self._stems = {
            e.id: content_stems(e.text, lexicon) for e in evidence if not lexicon.negated(e.text)
        }
        headers = [e.text for e in evidence if e.source is EvidenceSource.HEADER]
        ranges = [span for text in headers if (span := parse_range(text, today))]
        self._months = months_covered(ranges)

    def match(self, requirement: Requirement) -> RequirementMatch:
        by_terms = self._by_terms(requirement)
        found = by_terms or self._by_words(requirement)
        asked = _YEARS.search(requirement.text)
        if asked and found.coverage is not Coverage.NONE and self._months < int(asked[1]) * 12:
            return RequirementMatch(requirement, Coverage.PARTIAL, found.evidence)
        return found

    def _by_terms(self, requirement: Requirement) -> RequirementMatch | None:
        asked = self._lexicon.names(requirement.text)
        if not asked:
            return None
        hits = {id_: asked & terms for id_, terms in self._terms.items() if asked & terms}
        covered = frozenset().union(*hits.values())
        best = tuple(sorted(hits, key=lambda id_: -len(hits[id_])))[:4]
        if covered == asked or (covered and _ALTERNATIVES.search(requirement.text)):
            return RequirementMatch(requirement, Coverage.FULL, best)
        return RequirementMatch(requirement, Coverage.PARTIAL if covered else Coverage.NONE, best)

    def _by_words(self, requirement: Requirement) -> RequirementMatch:
        wanted = content_stems(requirement.text, self._lexicon)
        shares = {
            id_: len(wanted & stems) / len(wanted) for id_, stems in self._stems.items() if wanted
        }
        best = sorted(
            (id_ for id_ in shares if shares[id_] >= PARTIAL_SHARE), key=lambda i: -shares[i]
        )
        top = shares[best[0]] if best else 0.0
        coverage = Coverage.FULL if top >= FULL_SHARE else Coverage.PARTIAL
        return RequirementMatch(requirement, coverage if best else Coverage.NONE, tuple(best[:4]))
