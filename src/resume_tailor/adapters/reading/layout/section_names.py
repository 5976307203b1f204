"""What a heading says that its section is about, in many languages."""

import re
from functools import cache
from importlib.resources import files

from resume_tailor.domain.model.resume import SectionKind

_JOINED = re.compile(
    r"\s*(?:[/,&+]|\band\b|\bund\b|\bet\b|\by\b|\be\b|\ben\b|\ba\b|\bi\b|和|与|及)\s*"
)
_NUMBER = re.compile(r"^(?:\d{1,2}|[ivx]{1,4}|[a-h])[.)]\s+")
_MOST_WORDS = 5
_GENERIC = frozenset({SectionKind.SUMMARY, SectionKind.OTHER})
"""Kinds that lose to any other: `Employment Summary` is about employment."""
_CONTACT = re.compile(
    "contact|kontakt|coordonn|contatt|contat|personal|persönl|persoon|personu|personlig|personalia"
    "|dane|osobn|état civil|anschrift|address|联系|聯絡|个人信息|基本信息|dati personali|datos"
)
_TITLES = frozenset(
    [
        "curriculum vitae",
        "curriculum vitæ",
        "cv",
        "c.v.",
        "resume",
        "résumé",
        "resumé",
        "lebenslauf",
        "tabellarischer lebenslauf",
        "hoja de vida",
        "currículum",
        "curriculum",
        "currículo",
        "currículum vítae",
        "životopis",
        "profesní životopis",
        "europass",
        "europass cv",
        "cv de",
        "简历",
        "个人简历",
        "履歷",
        "meritförteckning",
        "personal resume",
    ]
)
_CHINESE = re.compile("[\u4e00-\u9fff]")


def kind_of(heading: str) -> SectionKind | None:
    """The kind that these exact words name; None if they name none."""
    plain = _plain(heading)
    if (exact := _names().get(plain)) is not None:
        return exact
    parts = [_names().get(part) for part in re.split(r"\s*[/|]\s*", plain)]
    return parts[0] if len(parts) > 1 and all(parts) else None


def likely_kind(heading: str) -> SectionKind | None:
    """The kind that a part of the heading names: `Welcome & Skills`, `Selected Experience`."""
    plain = _plain(heading)
    if (exact := _names().get(plain)) is not None:
        return exact
    parts = [_names()[part] for part in _JOINED.split(plain) if part in _names()]
    if parts:
        return parts[0]
    if _CHINESE.search(plain):
        inside = (kind for name, kind in _names().items() if _CHINESE.match(name) and name in plain)
        return next(inside, None)
    words = plain.split()
    named = [_names()[w] for w in reversed(words) if len(w) > 3 and w in _names()]
    if len(words) > _MOST_WORDS or not named:
        return None
    telling = (kind for kind in named if kind not in _GENERIC)
    return next(telling, named[0])


def is_contact_heading(heading: str) -> bool:
    """Whether it announces addresses and personal data."""
    return bool(_CONTACT.match(_plain(heading)))


def is_document_title(text: str) -> bool:
    """What the document as a whole is called."""
    return _plain(text) in _TITLES


@cache
def _names() -> dict[str, SectionKind]:
    """Each name with its kind; the first line that holds a name decides."""
    names: dict[str, SectionKind] = {}
    kind = SectionKind.OTHER
    text = (files(__package__) / "section_names.txt").read_text("utf-8")
    for line in text.splitlines():
        if line.startswith("["):
            kind = SectionKind(line.strip("[] "))
        elif line and not line.startswith("#"):
            for name in line.partition(":")[2].split(","):
                names.setdefault(_plain(name), kind)
    return names


def _plain(heading: str) -> str:
    text = heading.casefold().replace("’", "'").replace("\u0307", "").strip(" :.|-–—•#*_·\t")
    return re.sub(r"\s+", " ", _NUMBER.sub("", text))
