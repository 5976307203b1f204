"""Requirements against evidence: what is covered, by what, and where the gaps are.

Only evidence counts. A word of the posting that stands in no line and no answer cannot raise the
coverage, whatever the resume is rewritten to.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from resume_tailor.domain.model.alternatives import alternatives
from resume_tailor.domain.model.dates import months_covered, parse_range
from resume_tailor.domain.model.evidence import Evidence
from resume_tailor.domain.model.identifiers import EvidenceId
from resume_tailor.domain.model.idiom import Idiom
from resume_tailor.domain.model.job_posting import Importance, JobPosting, Requirement
from resume_tailor.domain.model.language import language_of, line_language
from resume_tailor.domain.model.lexicon import Lexicon, words
from resume_tailor.domain.model.resume import SectionKind

_NUMBER_WORDS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
_YEARS = re.compile(
    rf"\b(\d{{1,2}}|{'|'.join(_NUMBER_WORDS)})\s*\+?\s*(?:(?:-|–|to)\s*\d+\+?\s*)?"
    r"(?:years?|yrs?|jahre?n?|ans|años|let)\b(?!\s+(?:of age|or older|old))",
    re.IGNORECASE,
)
_LEVEL = re.compile(
    r"\b(?:native|mother tongue|fluent|proficient|business level|verhandlungssicher|fließend"
    r"|muttersprach\w*|courant|langue maternelle|fluido|nativo|[abc][12])\b",
    re.IGNORECASE,
)
FULL_SHARE, PARTIAL_SHARE = 0.6, 0.34
"""Shares of a requirement's content words that one piece of evidence must hold, where the lexicon
knows none of its terms. Chosen so that two of three words are full and one of three is partial."""


_NAMES = {
    "en": "English",
    "de": "German",
    "fr": "French",
    "es": "Spanish",
    "it": "Italian",
    "pt": "Portuguese",
    "nl": "Dutch",
    "pl": "Polish",
    "cs": "Czech",
}
"""The terms of languages, by their codes."""


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

    def at_most(self, most: Coverage) -> "RequirementMatch":
        """The same, covered no further than that."""
        return self if self.coverage.share <= most.share else replace(self, coverage=most)


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


def levels_in(text: str) -> frozenset[str]:
    """The words for levels of languages in a text."""
    return frozenset(found.casefold() for found in _LEVEL.findall(text))


class _Matcher:
    """Evidence prepared once, requirements matched one by one."""

    def __init__(self, evidence: Sequence[Evidence], lexicon: Lexicon, today: date) -> None:
        self._lexicon = lexicon
        self._evidence = {e.id: e for e in evidence}
        # The dates of a header name no skills: the Spring of 2020 is no framework.
        texts = {e.id: e.text.replace(e.dates, "") if e.dates else e.text for e in evidence}
        self._texts = texts
        self._terms = {id_: lexicon.supported(text) for id_, text in texts.items()}
        self._stems: dict[str, dict[EvidenceId, frozenset[str]]] = {}
        self._worked = {
            e.entry: span
            for e in evidence
            if e.section is SectionKind.EXPERIENCE and (span := parse_range(e.dates, today))
        }

        self._written = _language_written(evidence, lexicon)

    def match(self, requirement: Requirement) -> RequirementMatch:
        groups = alternatives(requirement.text, self._lexicon)
        found = self._by_terms(requirement, groups) if groups else self._by_words(requirement)
        if found.coverage is Coverage.NONE and groups and _are_fields(groups):
            found = self._by_words(requirement).at_most(Coverage.PARTIAL)
        if found.coverage is Coverage.NONE and self._written and groups == [{self._written[0]}]:
            return RequirementMatch(requirement, Coverage.PARTIAL, (self._written[1],))
        if self._falls_short(requirement, found):
            found = found.at_most(Coverage.PARTIAL)
        return found

    def _falls_short(self, requirement: Requirement, found: RequirementMatch) -> bool:
        """Whether years or a level are asked for that the evidence does not show."""
        cited = [self._evidence[id_] for id_ in found.evidence]
        if _LEVEL.search(requirement.text) and not any(_LEVEL.search(e.text) for e in cited):
            return True
        asked = _YEARS.search(requirement.text)
        if asked is None:
            return False
        word = asked[1].lower()
        if word not in _NUMBER_WORDS and not word.isdecimal():
            return False  # letters that only look like those of a number
        years = _NUMBER_WORDS.index(word) + 1 if word in _NUMBER_WORDS else int(word)
        entries = {e.entry for e in cited if e.entry in self._worked} or set(self._worked)
        return months_covered([self._worked[entry] for entry in entries]) < years * 12

    def _by_terms(
        self, requirement: Requirement, groups: Sequence[frozenset[str]]
    ) -> RequirementMatch:
        asked = frozenset().union(*groups)
        hits = {id_: asked & terms for id_, terms in self._terms.items() if asked & terms}
        covered = frozenset().union(*hits.values())
        met = sum(bool(group & covered) for group in groups)
        best = tuple(sorted(hits, key=lambda id_: -len(hits[id_])))
        if met == len(groups):
            return RequirementMatch(requirement, Coverage.FULL, best)
        return RequirementMatch(requirement, Coverage.PARTIAL if met else Coverage.NONE, best)

    def _by_words(self, requirement: Requirement) -> RequirementMatch:
        """By the share of the requirement's words that one piece of evidence has, in the same words or
        in ones that say about the same."""
        idiom = self._lexicon.idiom(line_language(requirement.text, "en"))
        wanted = _weighty_stems(requirement.text, idiom, self._lexicon)
        shares = {id_: _share(wanted, said, idiom) for id_, said in self._said(idiom) if wanted}
        best = sorted(
            (id_ for id_ in shares if shares[id_] >= PARTIAL_SHARE), key=lambda i: -shares[i]
        )
        top = shares[best[0]] if best else 0.0
        coverage = Coverage.FULL if top >= FULL_SHARE else Coverage.PARTIAL
        return RequirementMatch(requirement, coverage if best else Coverage.NONE, tuple(best))

    def _said(self, idiom: Idiom) -> Iterable[tuple[EvidenceId, frozenset[str]]]:
        """The words of each piece of evidence, by the stems of a language; what denies is none."""
        if idiom.code not in self._stems:
            self._stems[idiom.code] = {
                id_: _weighty_stems(text, idiom, self._lexicon)
                for id_, text in self._texts.items()
                if not self._lexicon.negated(text)
            }
        return self._stems[idiom.code].items()


def _language_written(
    evidence: Sequence[Evidence], lexicon: Lexicon
) -> tuple[str, EvidenceId] | None:
    """The language that the person writes, which they need not list unless they deny to speak it, and
    where they write most of it."""
    code = language_of("\n".join(piece.text for piece in evidence))
    longest = max(evidence, key=lambda piece: len(piece.text), default=None)
    if longest is None or code not in _NAMES:
        return None
    name = _NAMES[code]
    denied = any(name in lexicon.names(e.text) and lexicon.negated(e.text) for e in evidence)
    return None if denied else (name, longest.id)


def _are_fields(groups: Iterable[frozenset[str]]) -> bool:
    """Whether no term is the name of something: `recruiting` can be said in other words, `Kafka` not."""
    return all(term == term.lower() for group in groups for term in group)


def _weighty_stems(text: str, idiom: Idiom, lexicon: Lexicon) -> frozenset[str]:
    return frozenset(
        idiom.stem(word)
        for word in words(text)
        if len(word) > 2 and word not in lexicon.stop_words and word not in idiom.light_words
    )


def _share(wanted: frozenset[str], said: frozenset[str], idiom: Idiom) -> float:
    found = sum(stem in said or any(idiom.are_alike(stem, s) for s in said) for stem in wanted)
    return found / len(wanted)
