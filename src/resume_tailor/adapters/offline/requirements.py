"""What a posting asks for, by its headings, its list items and its own words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from resume_tailor.domain.model.identifiers import RequirementId
from resume_tailor.domain.model.job_posting import Importance, JobPosting, Requirement

MAX_REQUIREMENTS = 40
_MAX_LENGTH = 400
_MAX_DESCRIPTION = 60_000
"""Characters; the longest posting known has a quarter of that."""
_MIN_LENGTH = 4


class Part(Enum):
    """What a part of a posting is about."""

    REQUIREMENTS = "requirements"
    NICE = "nice"
    DUTIES = "duties"
    UNKNOWN = "unknown"
    OTHER = "other"


_HEADINGS: dict[Part, str] = {
    Part.NICE: (
        r"nice to have|bonus|preferred|pluses|plus\b|desirable|would be great|extra points|ideally"
        r"|wünschenswert|von vorteil|idealerweise|atouts?|un plus|souhaité|se valor|deseable"
        r"|výhod"
    ),
    Part.OTHER: (
        r"benefit|we offer|what you get|perks|about us|about the company|who we are|our company"
        r"|how we hire|how to apply|hiring process|interview process|equal|diversity|privacy|salary"
        r"|compensation|pay range|wir bieten|über uns|benefits|kontakt|bewerbung|nous offrons"
        r"|avantages|à propos|qui sommes|ofrecemos|beneficios|sobre nosotros|nabízíme|nabídneme|co nabíz|o nás"
    ),
    Part.REQUIREMENTS: (
        r"requirement|qualification|looking for|you have|you bring|you'll bring|you are|must have"
        r"|what you need|your profile|who you are|skills|experience|about you|ideal candidate"
        r"|essential|ihr profil|dein profil|anforderung|das bringst|qualifikation|sie bringen"
        r"|votre profil|profil recherché|compétences|requisitos|perfil|buscamos|požad|očekáv"
        r"|co od|koho hledáme|představuj|your background|minimum|technologies|tech stack"
    ),
    Part.DUTIES: (
        r"responsibilit|what you.ll do|what you will do|your role|the role|your tasks|duties|the job"
        r"|day to day|you will|your mission|aufgaben|tätigkeiten|missions|vos tâches|funciones"
        r"|responsabilidades|náplň|co budete|co (?:vás|tě).{0,10}čeká|zodpovědnost"
    ),
}
"""Words that open a part, tried in this order."""

_MUST = re.compile(
    r"\b(?:must|required|mandatory|minimum|essential|zwingend|erforderlich|voraussetzung|exigée?"
    r"|indispensable|imprescindible|nutn|podmínkou)",
    re.IGNORECASE,
)
_NICE = re.compile(
    r"\b(?:nice to have|preferred|a plus|bonus|ideally|desirable|advantage|wünschenswert|von vorteil"
    r"|idealerweise|un plus|souhaitée?|deseable|valorable|výhod)",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\b(?:experience|knowledge|skills?|ability|degree|proficien|familiar|understanding|fluent"
    r"|\d+\+? years|erfahrung|kenntnisse|abgeschlossen|expérience|maîtrise|experiencia"
    r"|conocimientos|zkušenost|znalost)",
    re.IGNORECASE,
)
_ASKED_FOR = (Part.REQUIREMENTS, Part.NICE)


@dataclass(frozen=True, slots=True)
class _Item:
    text: str
    part: Part
    listed: bool


def find_requirements(posting: JobPosting) -> tuple[Requirement, ...]:
    """Single requirements with the ids r1, r2 ... in the order of the posting."""
    items = list(_items(posting.description[:_MAX_DESCRIPTION]))
    asked = [item for item in items if _is_listed_requirement(item)]
    if not any(item.part in _ASKED_FOR for item in asked):
        asked = [item for item in items if _is_listed_requirement(item) or _may_ask(item)]
    unique = {re.sub(r"\W+", " ", item.text.casefold()): item for item in asked}
    return tuple(
        Requirement(RequirementId(f"r{number}"), item.text, _importance(item))
        for number, item in enumerate(list(unique.values())[:MAX_REQUIREMENTS], start=1)
    )


def _is_listed_requirement(item: _Item) -> bool:
    return item.listed and item.part in (*_ASKED_FOR, Part.DUTIES)


def _may_ask(item: _Item) -> bool:
    """Where nothing is listed under a heading that we know: what stands there unlisted, lists under
    headings that we do not know, and sentences that ask for something."""
    if item.part in _ASKED_FOR or (item.listed and item.part is Part.UNKNOWN):
        return True
    return item.part is not Part.OTHER and bool(_ASKS.search(item.text) or _MUST.search(item.text))


def _items(description: str) -> Iterator[_Item]:
    part = Part.DUTIES
    for line in description.splitlines():
        text = line.strip()
        heading = _heading(text)
        if heading is not None:
            part = heading
            continue
        listed = bool(re.match(r"[-*•·]\s", text))
        clean = re.sub(r"^[-*•·]\s+", "", text).replace("**", "").strip()
        pieces = [clean] if listed else re.split(r"(?<=[a-zà-ž)]{2}[.!])\s+", clean)
        yield from (
            _Item(piece, part, listed)
            for piece in pieces
            if _MIN_LENGTH < len(piece) <= _MAX_LENGTH
        )


def _heading(text: str) -> Part | None:
    """The part that a heading opens; None if the line is no heading."""
    marked = text.startswith("#") or bool(re.fullmatch(r"\*\*[^*]+\*\*:?", text))
    plain = text.strip("#*: ").replace("’", "'").casefold()
    short = len(plain) <= 60 and not text.startswith(("-", "•", "*   ")) and text[-1:] not in ".,;!"
    if not plain or not (marked or short):
        return None
    found = next((part for part, words in _HEADINGS.items() if re.search(words, plain)), None)
    return found or (Part.UNKNOWN if marked or text.endswith(":") else None)


def _importance(item: _Item) -> Importance:
    if item.part is Part.NICE or _NICE.search(item.text):
        return Importance.NICE
    if item.part is Part.REQUIREMENTS or _MUST.search(item.text):
        return Importance.MUST
    return Importance.SHOULD
