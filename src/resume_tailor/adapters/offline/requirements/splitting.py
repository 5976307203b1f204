"""From an item or a sentence to the single things in it, each in the posting's own words."""

import re
from functools import cache

from resume_tailor.adapters.offline.requirements.words import vocabulary
from resume_tailor.domain.model.job_posting import RequirementKind

_SENTENCE = re.compile(r"(?<=[a-zà-ž0-9)%“”\"'’])[.!?]\s+(?=[A-ZÀ-Ž„“\"])")
_HARD = re.compile(r"\s*;\s+|\s+[•·|]\s+|\s+/\s+(?=[A-Z])")
_CONJUNCTIONS = {
    "de": "und|sowie",
    "fr": "et|ainsi que",
    "es": "y|e|así como",
    "cs": "a|i|a také",
    "sk": "a|aj|i",
    "it": "e|ed",
    "pt": "e",
    "pl": "i|oraz",
    "nl": "en",
    "sv": "och|samt",
    "da": "og|samt",
    "no": "og|samt",
}
_ENGLISH = "and|as well as"
_YEARS_AHEAD = re.compile(r"(?:(?:at least|mindestens|min\.?|au moins|al menos|alespoň)\s+)?\d")
_HEADS = tuple(f"kind.{kind.value}" for kind in RequirementKind if kind is not RequirementKind.DUTY)
_LANGUAGE = f"kind.{RequirementKind.LANGUAGE}"
_INFLECTED = re.compile(r"[a-zäöü]+(?:e|en|er)")
_ARTICLE = re.compile(r"(?:an?|ein\w{0,2}|une?|un[ao])\s", re.IGNORECASE)
_IN_PARENTHESES = re.compile(r"\((?:[^()]|\([^()]{0,80}\)){0,240}\)")
_FEWEST_WORDS = 3
_NEAR = 3
"""Words from the beginning of a piece within which it must say what it is."""


def sentences(text: str) -> list[str]:
    """The sentences of a paragraph."""
    parts = _cut(text, _outside_parentheses(text, _SENTENCE))
    return [part.strip() for part in parts if part.strip()]


def pieces(text: str, language: str, *, clauses: bool) -> list[str]:
    """The single things asked for in a text. With `clauses`, also at commas between what are
    whole clauses, as in a sentence that lists duties."""
    found: list[str] = []
    for part in _cut(text, _outside_parentheses(text, _HARD)):
        for clause in _clauses(part, language) if clauses else [part]:
            found += _heads(clause, language)
    return [part for part in (piece.strip(" ,;") for piece in found) if part]


@cache
def _soft(language: str) -> re.Pattern[str]:
    conjunctions = _CONJUNCTIONS.get(language, _ENGLISH)
    return re.compile(rf",\s+(?:(?:{conjunctions})\s+)?|\s+(?:{conjunctions})\s+", re.IGNORECASE)


def _heads(text: str, language: str) -> list[str]:
    """Cut where a new thing begins that says by itself what it is: `5 years of Python` | `experience
    with Docker`."""
    cuts = [
        found
        for found in _outside_parentheses(text, _soft(language))
        if (_is_whole(text[: found.start()]) and _begins_anew(text[found.end() :]))
        or _are_languages(text[: found.start()], text[found.end() :])
    ]
    return _cut(text, cuts)


def _clauses(text: str, language: str) -> list[str]:
    """Cut at commas between clauses that are long enough to be one, and that do not go on with what
    stands before them."""
    soft = _outside_parentheses(text, _soft(language))
    commas = [found for found in soft if found[0].startswith(",")]
    cuts: list[re.Match[str]] = []
    begin = 0
    for number, comma in enumerate(commas):
        end = commas[number + 1].start() if number + 1 < len(commas) else len(text)
        before, after = text[begin : comma.start()], text[comma.end() : end]
        if min(len(before.split()), len(after.split())) >= _FEWEST_WORDS and not _is_aside(after):
            cuts.append(comma)
            begin = comma.end()
    return _cut(text, cuts)


def _outside_parentheses(text: str, pattern: re.Pattern[str]) -> list[re.Match[str]]:
    """What stands in parentheses belongs to what stands before them."""
    spans = [found.span() for found in _IN_PARENTHESES.finditer(text)]
    return [
        found
        for found in pattern.finditer(text)
        if not any(begin < found.start() < end for begin, end in spans)
    ]


def _cut(text: str, cuts: list[re.Match[str]]) -> list[str]:
    begin = 0
    parts: list[str] = []
    for cut in cuts:
        parts.append(text[begin : cut.start()])
        begin = cut.end()
    return [*parts, text[begin:]]


def _is_whole(text: str) -> bool:
    words = vocabulary()
    if _ARTICLE.match(text) and all(map(_is_adjective, re.findall(r"[\w-]+", text)[1:])):
        return False  # `an experienced, passionate` | `and motivated developer`
    return len(text.split()) >= 2 and any(words.finds(name, text) for name in _HEADS)


def _is_adjective(word: str) -> bool:
    words = vocabulary()
    return words.is_all("kind.trait", word) or words.is_all("kind.experience", word)


def _begins_anew(text: str) -> bool:
    words = vocabulary()
    beginning = " ".join(re.split(r"[,;(]", text)[0].split()[:_NEAR])
    if _YEARS_AHEAD.match(beginning):
        return words.finds("years", text[:40])
    if words.opens("anew", text):
        return True
    return len(text.split()) >= 2 and words.finds("heads", beginning)


def _are_languages(before: str, after: str) -> bool:
    """`fluent German` | `basic English`; not the adjectives of one noun: `gute deutsche und englische
    Sprachkenntnisse`."""
    words = vocabulary()
    following = " ".join(re.split(r"[,;(]", after)[0].split()[:_NEAR])
    named = words.all(_LANGUAGE, before)
    if not named or not words.finds(_LANGUAGE, following):
        return False
    last = before[named[-1].start() :].strip()
    return not _INFLECTED.fullmatch(last)


def _is_aside(text: str) -> bool:
    """A clause that belongs to what stands before it."""
    return vocabulary().opens("aside", text) is not None
