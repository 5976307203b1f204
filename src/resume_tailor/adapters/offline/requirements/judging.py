"""How important a requirement is, what kind it is, and what it says of years and levels."""

import re

from resume_tailor.adapters.offline.requirements.parts import Part, Placed
from resume_tailor.adapters.offline.requirements.statements import Statement
from resume_tailor.adapters.offline.requirements.words import number_words, vocabulary
from resume_tailor.domain.model.job_posting import Importance, RequirementKind

_WEIGHTS = {
    RequirementKind.LICENCE: 3.2,
    RequirementKind.CERTIFICATE: 2.6,
    RequirementKind.DEGREE: 2.4,
    RequirementKind.LANGUAGE: 2.6,
    RequirementKind.EXPERIENCE: 2.2,
    RequirementKind.SKILL: 1.6,
    RequirementKind.TRAIT: 1.2,
}
_FIRST = 1.0
"""Points for the kind whose word comes first."""
Matches = tuple[re.Match[str], ...]
_CEFR = re.compile(r"(?<!\w)[ABC][12](?!\w)")
_PARENTHESIS = re.compile(r"\s*\(([^()]*)\)")
_LEVELS = ("native", "fluent", "good", "basic")
_ADJECTIVES = frozenset(
    {
        "required",
        "essential",
        "mandatory",
        "erforderlich",
        "vorausgesetzt",
        "obligatoire",
        "exigé",
        "exigée",
        "indispensable",
        "imprescindible",
        "obligatorio",
        "nutné",
        "nutná",
        "nutný",
        "podmínkou",
        "nutností",
    }
)


def importance_of(text: str, placed: Placed, statement: Statement) -> Importance:
    """From the posting's own words: those of the text, else of its heading, else of its part."""
    words = vocabulary()
    own = _PARENTHESIS.sub(lambda m: m[0] if is_cue(m[1]) else "", text)
    if _is_wish(own):
        return Importance.NICE
    if statement is Statement.DUTY:
        return Importance.SHOULD
    if placed.part is Part.NICE:
        return Importance.NICE
    if words.finds("cue.should", own) and not words.finds("cue.must", own):
        return Importance.SHOULD
    return Importance.MUST


def kind_of(text: str, statement: Statement) -> RequirementKind:
    """By the words of the text; what says nothing of itself is a skill."""
    if statement is Statement.DUTY:
        return RequirementKind.DUTY
    words = vocabulary()
    found = _outermost({kind: words.all(f"kind.{kind.value}", text) for kind in _WEIGHTS})
    points = {
        kind: weight + 0.3 * (len(found[kind]) - 1)
        for kind, weight in _WEIGHTS.items()
        if found[kind]
    }
    if not points:
        return RequirementKind.EXPERIENCE if years_in(text) else RequirementKind.SKILL
    first = min(points, key=lambda kind: found[kind][0].start())
    points[first] += _FIRST
    return max(points, key=lambda kind: points[kind])


def _outermost(found: dict[RequirementKind, Matches]) -> dict[RequirementKind, Matches]:
    """Without words that are part of a longer phrase of another kind: the degree in `a high degree of
    accuracy`."""
    spans = [match.span() for matches in found.values() for match in matches]

    def is_inside(match: re.Match[str]) -> bool:
        begin, end = match.span()
        return any(b <= begin and end <= e and e - b > end - begin for b, e in spans)

    return {
        kind: tuple(match for match in matches if not is_inside(match))
        for kind, matches in found.items()
    }


def years_in(text: str) -> float | None:
    """Years asked for at least; months as parts of a year."""
    words = vocabulary()
    for name, share in (("years", 1.0), ("months", 1 / 12)):
        for unit in words.all(name, text):
            before = text[max(0, unit.start() - 30) : unit.start()]
            number = _number(before)
            if number:
                return round(number * share, 2)
    return None


def level_in(text: str) -> str:
    """The level of a language: `B2`, else a word for it."""
    found = _CEFR.search(text)
    if found:
        return found[0]
    words = vocabulary()
    return next((level for level in _LEVELS if words.finds(f"level.{level}", text)), "")


def without_cues(text: str) -> str:
    """The text without the words that only say how important it is, at its ends or behind which
    only reasons follow: `Spanish is a plus, since ...` is `Spanish`."""
    text = _PARENTHESIS.sub(lambda m: "" if is_cue(m[1]) else m[0], text).strip()
    for name in ("cue.nice", "cue.must", "cue.should"):
        text = _without_opening(name, text)
    wish = vocabulary().first("wish", text)
    if wish and not _says_more(text[wish.end() :]):
        head = _without_links(text[: wish.start()])
        text = head if re.search(r"\w{2}", head) else text
    for name in ("cue.nice", "cue.must", "cue.should"):
        text = _without_ending(name, text)
    return text.strip()


def without_reason(text: str) -> str:
    """The text up to a comma behind which only a reason follows: `a licence, as you will travel`."""
    for found in vocabulary().all("reasons", text):
        head = text[: found.start()].rstrip()
        if head.endswith((",", "–", "—", ";")) and re.search(r"\w", head):
            return head.rstrip(" ,–—;")
    return text


def _without_opening(name: str, text: str) -> str:
    opening = vocabulary().opens(name, text)
    rest = text[opening.end() :] if opening else ""
    return rest.lstrip(" :,–—") if re.match(r"\s*[:,–—]\s*\S", rest) else text


def _without_ending(name: str, text: str) -> str:
    for found in vocabulary().all(name, text):
        if re.fullmatch(r"[\s.)!]*(?:\([^()]*\))?", text[found.end() :]):
            head = _without_links(text[: found.start()])
            if re.search(r"\w{2}", head) and (
                head + " " != text[: found.start()]
                or name != "cue.must"
                or found[0].lower() in _ADJECTIVES
            ):
                return head
    return text


def _without_links(text: str) -> str:
    """Without what stands between a thing and its importance: `Spanish would be | a plus`."""
    words = text.rstrip(" ,;:–—(-").split(" ")
    while len(words) > 1 and vocabulary().is_all("link", words[-1].strip(",;:–—(-")):
        words.pop()
    return " ".join(words).rstrip(" ,;:–—(-")


def _says_more(rest: str) -> bool:
    """Whether something that is asked for follows."""
    return vocabulary().finds("heads", rest)


def _is_wish(text: str) -> bool:
    """Whether the whole is only wished for: the word for it opens or closes the text, or governs it
    as in `... is a plus`; not where it only adds to a part behind a comma."""
    words = vocabulary()
    for found in words.all("cue.nice", text):
        before, after = text[: found.start()], text[found.end() :]
        if not re.search(r"\w", before) or len(re.findall(r"\w+", after)) <= 2:
            return True
        if "," not in before and " – " not in before and "(" not in before:
            return True
    return False


def is_cue(text: str) -> bool:
    """Whether a text says how important something is, and no more."""
    words = vocabulary()
    rest = text
    for name in ("cue.nice", "cue.must", "cue.should"):
        for found in words.all(name, text):
            rest = rest.replace(text[found.start() : found.end()], "")
    return rest != text and len(re.findall(r"\w{2,}", rest)) <= 2


def _number(before: str) -> float | None:
    digits = re.findall(
        r"(\d{1,2}(?:[.,]5)?)\s*\+?\s*(?:(?:-|–|to|bis|à|a|až)\s*(\d{1,2}))?\s*\+?\W*(?:\w+\W+){0,2}$",
        before,
    )
    if digits:
        return float(digits[-1][0].replace(",", "."))
    numbers = number_words()
    said = [numbers[word] for word in re.findall(r"\w+", before.casefold())[-3:] if word in numbers]
    return float(said[0]) if said else None
