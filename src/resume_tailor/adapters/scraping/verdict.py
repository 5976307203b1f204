"""Is there a posting on the page, and can anybody still apply? If not: what is there instead?"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from resume_tailor.adapters.scraping.sight import Sight
from resume_tailor.domain.errors import (
    DomainError,
    PostingBehindLogin,
    PostingBlocked,
    PostingIsListing,
    PostingNeedsRendering,
    PostingNotFound,
    PostingUnreadable,
)
from resume_tailor.domain.model.language import language_of
from resume_tailor.domain.model.phrases import Phrases

_SHORT_PAGE = 1_500
"""Characters that a person sees on a page; notices and walls have less, postings more."""
_EMPTY_PAGE = 250
_FEWEST_WORDS_OF_WORK = 3
_FEWEST_POINTS = 250.0
_MANY_WORDS_OF_WORK, _SOME_POINTS = 5, 150.0
"""A short posting says little, but all of it is of work."""
_MANY_POINTS = 600.0
_SPOKEN = frozenset({"en", "de", "fr", "es", "cs"})
"""Languages whose words in `phrases.txt` are many enough to miss them."""
_SOME_CARDS, _MANY_CARDS = 3, 6
_CONDITION = re.compile(
    r"(?i)\b(?:if|when|once|until|unless|after|will|would|can|could|should|do not|don't|not yet|(?:that|which) are|may be|before|in case|wenn|sobald|falls|bis|si|lorsque|quand|cuando|hasta|pokud|jakmile|až|jeśli|als|se)\b"
)
_DENIED = re.compile(r"(?i)\b(?:not|never|no|nicht|nie|pas|jamais|nunca|není|nie jest)\s*$")
"""Directly before the words: a posting that is not expired."""
_LIMITED = re.compile(
    r"(?i)\s+(?:(?:to|for) (?!(?:new |further |any |all |more )*(?:appl|submi|candid))|with\b|by\b|from\b"
    r"|on (?:sun|mon|tues|wednes|thurs|fri|satur)days?\b)"
)
"""Directly after the words: closed to agencies, closed on Sundays, filled with passion."""
_LONGEST_SENTENCE, _NEAR = 150, 80
_SENTENCES = re.compile(r"(?<=[.!?。])\s+|\n")
_COUNTED = re.compile(
    r"(?i)\d[\d.,\s]*\+?\s+(?:\w+\s+){0,2}?(?:jobs?|ofertas|offres|stellen\w*|vacanc|nabíd\w+|ofert|vacatures|offerte|vagas|jobb|positions|openings|postes|empleos)\b"
)
_HOW_MANY = re.compile(
    r"(?i)\b\d+ (?:ways|tips|steps|tipps|conseils|consejos|tipů|reasons|mistakes|fehler|questions|examples|beispiele)\b"
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What else the verdict rests on."""

    main: str
    """The text that would be the description."""
    points: float
    """How much speaks for it; see `MainText`."""
    is_scripted: bool
    """Scripts would fill the page."""
    is_article: bool
    """The page says of itself that it is an article or a product."""
    facts: int
    """How many facts of a posting stand on the page under their names."""


def closing_words(sight: Sight, phrases: Phrases) -> str:
    """The notice by which the site says that nobody can apply any more; empty if there is none."""
    found = (over_in(notice, phrases) for notice in sight.notices)
    return next(filter(None, found), "")


def over_in(text: str, phrases: Phrases) -> str:
    """The first sentence of a text that says so."""
    sentences = (sentence.strip() for sentence in _SENTENCES.split(text))
    return next((sentence for sentence in sentences if _says_over(sentence, phrases)), "")


def _says_over(sentence: str, phrases: Phrases) -> bool:
    over = phrases.first("over", sentence)
    if not over or len(sentence) > _LONGEST_SENTENCE or _CONDITION.search(sentence):
        return False
    if _DENIED.search(sentence[: over.start()]) or _LIMITED.match(sentence[over.end() :]):
        return False
    about = phrases.first("subject", sentence)
    return about is not None and abs(about.start() - over.start()) <= _NEAR


def refusal(sight: Sight, evidence: Evidence, phrases: Phrases) -> DomainError | None:
    """What is on the page instead of a posting; None if there is one."""
    words = _words_of_work(sight, evidence, phrases)
    says_little = words < _FEWEST_WORDS_OF_WORK or evidence.points < (
        _SOME_POINTS if words >= _MANY_WORDS_OF_WORK else _FEWEST_POINTS
    )
    found = [*_faults(sight, evidence, phrases, says_little=says_little)]
    if says_little:
        found += _walls(sight, evidence, phrases)
    found += _others(sight, evidence, phrases, words)
    if says_little:
        found.append(PostingUnreadable())
    return found[0] if found else None


def _is_short(sight: Sight, evidence: Evidence) -> bool:
    return len(sight.text) < _SHORT_PAGE or evidence.points < _FEWEST_POINTS


def _faults(
    sight: Sight, evidence: Evidence, phrases: Phrases, *, says_little: bool
) -> Iterator[DomainError]:
    """Pages by which a site says that there is nothing to see."""
    short = _is_short(sight, evidence)
    shown = " ".join((sight.title, *sight.headings))

    def says(name: str) -> bool:
        return phrases.finds(name, shown) or (short and phrases.finds(name, sight.text))

    if says_little and short and phrases.finds("bot", f"{shown} {sight.text[:_SHORT_PAGE]}"):
        yield PostingBlocked()
    if says("gone"):
        yield PostingNotFound()
    if says("error"):
        yield PostingUnreadable("The site answers with an error. Try again later.")


def _walls(sight: Sight, evidence: Evidence, phrases: Phrases) -> Iterator[DomainError]:
    """What keeps a person from the posting, on a page that says little of one."""
    length = len(sight.text)
    if not _is_short(sight, evidence):
        return
    if sight.has_password:
        yield PostingBehindLogin()
    if length < _EMPTY_PAGE and (evidence.is_scripted or phrases.finds("javascript", sight.text)):
        yield PostingNeedsRendering()
    if phrases.finds("login", sight.text):
        yield PostingBehindLogin()
    if phrases.finds("cookies", sight.text[:_SHORT_PAGE]):
        yield PostingBlocked("The page shows nothing before its cookies are accepted.")
    if evidence.is_scripted and length < _SHORT_PAGE:
        yield PostingNeedsRendering()


def _others(
    sight: Sight, evidence: Evidence, phrases: Phrases, words: int
) -> Iterator[DomainError]:
    """What a page is that is about many postings, or about other things."""
    if _is_listing(sight, evidence.points, words, phrases):
        yield PostingIsListing()
    said = f"{sight.title} {' '.join(sight.headings)} {evidence.main}"
    articles = (
        evidence.is_article
        + bool(_HOW_MANY.search(" ".join((sight.title, *sight.headings[:2]))))
        + phrases.count("article", said)
    )
    if articles >= 2:
        yield PostingUnreadable()


def _words_of_work(sight: Sight, evidence: Evidence, phrases: Phrases) -> int:
    """How much of what postings say is said here."""
    words = max(phrases.count("asks", evidence.main), phrases.count("asks", sight.text) - 2)
    words += 2 * evidence.facts
    words += 2 * any(phrases.finds("job word", heading) for heading in sight.headings[:2])
    if language_of(evidence.main) not in _SPOKEN and evidence.points >= _MANY_POINTS:
        words = max(words, _FEWEST_WORDS_OF_WORK)  # whose words we do not know, we cannot count
    return words


def _is_listing(sight: Sight, points: float, words: int, phrases: Phrases) -> bool:
    many = sight.cards >= _MANY_CARDS
    some = sight.cards >= _SOME_CARDS
    opens = any(phrases.is_all("openings", heading.strip(" :")) for heading in sight.headings)
    has_parts = any(phrases.finds("parts", heading) for heading in sight.headings)
    few = points < 2 * _FEWEST_POINTS or words < _FEWEST_WORDS_OF_WORK
    shown = " ".join((sight.title, *sight.headings))
    return (
        (many and bool(_COUNTED.search(" ".join((sight.title, *sight.headings[:2])))))
        or (some and opens and points < 4 * _FEWEST_POINTS)
        or (many and few and not has_parts)
        or (
            some
            and not has_parts
            and points < 3 * _FEWEST_POINTS
            and phrases.finds("listing", shown)
        )
    )
