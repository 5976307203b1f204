"""What a heading says that its section is about, in many languages."""

import re
from functools import cache
from importlib.resources import files

from resume_tailor.domain.model.resume import SectionKind

_JOINED = re.compile(
    r"\s*(?:[/,&+]|\band\b|\bund\b|\bet\b|\by\b|\be\b|\ben\b|\ba\b|\bi\b|和|与|及)\s*"
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
    return _names().get(_plain(heading))


def likely_kind(heading: str) -> SectionKind | None:
    """The kind that a part of the heading names: `Welcome & Skills`, `Selected Experience`."""
    plain = _plain(heading)
    if (exact := _names().get(plain)) is not None:
        return exact
    for part in _JOINED.split(plain):
        if part in _names():
            return _names()[part]
    if _CHINESE.search(plain):
        inside = (kind for name, kind in _names().items() if _CHINESE.match(name) and name in plain)
        return next(inside, None)
    words = plain.split()
    for word in reversed(words):
        if len(word) > 3 and len(words) <= 5 and word in _names():
            return _names()[word]
    return None


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
    text = heading.casefold().replace("’", "'").strip(" :.|-–—•#*_·\t")
    return re.sub(r"\s+", " ", text)
