"""From a description, well marked up or just pasted, to its lines and what each of them is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

_ITEM = re.compile(
    r"^\s*(?:[-*•·▪●‣◦○■□☐☑◻➢➤►▶✓✔✅⦁∙~»→⇒>–—]{1,2}|\(?\d{1,2}[.)]|\(?[a-z]\))\s+(?=\S)|^\s*[•▪●‣☐☑➢►✓✔]\s*(?=\S)"
)
_MARKED = re.compile(r"^(?P<hashes>#{1,6})\s+(?P<text>.+)$")
_BOLD = re.compile(r"^(?:\*\*|__|\*|_)(?P<text>[^*_]+)(?:\*\*|__|\*|_)\s*(?P<colon>:?)$")
_LEAD = re.compile(r"^(?P<text>[^:]{2,60}):\s+(?P<rest>\S.*)$")
_LONGEST_HEADING, _LONGEST_LEAD_IN = 70, 110
_MOST_WORDS = 9
_LABEL_WORDS = 4
_END = re.compile(r"[.!?…]$")


class Form(Enum):
    """What a line is."""

    HEADING = "heading"
    ITEM = "item"
    PROSE = "prose"


@dataclass(frozen=True, slots=True)
class Line:
    """A line without its marks. `level` of a heading: 1 is the highest, 9 a line that only leads in."""

    form: Form
    text: str
    level: int = 0


def lines_of(description: str) -> Iterator[Line]:
    """The lines that hold something, in order."""
    raw = [line.rstrip() for line in description.splitlines()]
    for number, line in enumerate(raw):
        text = line.strip()
        if text:
            following = next((other for other in raw[number + 1 :] if other.strip()), "")
            gap = number == 0 or not raw[number - 1].strip()
            if _is_label(line, following):
                yield Line(Form.HEADING, _plain(_ITEM.sub("", text)), 8)
            else:
                yield from _lines(text, following, after_gap=gap)


def _is_label(line: str, following: str) -> bool:
    """A short item over items that stand further in."""
    inner = len(following) - len(following.lstrip()) > len(line) - len(line.lstrip())
    found = _ITEM.match(line)
    if not (found and inner and _ITEM.match(following)):
        return False
    return len(line[found.end() :].split()) <= _LABEL_WORDS


def _lines(text: str, following: str, *, after_gap: bool) -> Iterator[Line]:
    marked = _MARKED.match(text)
    if marked:
        yield Line(Form.HEADING, _plain(marked["text"]), len(marked["hashes"]))
        return
    item = _ITEM.match(text)
    plain = _plain(text[item.end() :] if item else text)
    if item:
        yield Line(Form.HEADING, plain, 8) if _is_lead_in(plain) else Line(Form.ITEM, plain)
        return
    bold = _BOLD.match(text)
    if bold and len(bold["text"]) <= _LONGEST_LEAD_IN:
        yield Line(Form.HEADING, _plain(bold["text"]), 5)
    elif _is_shouted(plain):
        yield Line(Form.HEADING, plain, 4)
    elif _is_lead_in(plain):
        yield Line(Form.HEADING, plain, 6 if len(plain.split()) <= _MOST_WORDS else 9)
    elif _is_short(plain) and _opens(plain, following, after_gap=after_gap):
        yield Line(Form.HEADING, plain, 7)
    else:
        yield Line(Form.PROSE, plain)


def lead_of(line: Line) -> tuple[str, str] | None:
    """`Your tasks: you sell bread` as what leads in and what follows."""
    found = _LEAD.match(line.text)
    return (found["text"], found["rest"]) if found else None


def _plain(text: str) -> str:
    return (
        re.sub(r"\*\*|__|(?<!\w)[*_](?=\w)|(?<=\w)[*_](?!\w)", "", text).strip().strip("*").strip()
    )


def _opens(text: str, following: str, *, after_gap: bool) -> bool:
    """Whether a short line is a heading by what comes after it."""
    if _ITEM.match(following):
        return True
    brief = len(text.split()) <= 3 and text[:1].isupper()
    return len(following) > len(text) and (after_gap or (brief and len(following) > 2 * len(text)))


def _is_lead_in(text: str) -> bool:
    return text.endswith(":") and len(text) <= _LONGEST_LEAD_IN


def _is_shouted(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    return (
        len(letters) > 3
        and len(text) <= _LONGEST_HEADING
        and text == text.upper()
        and text != text.lower()
    )


def _is_short(text: str) -> bool:
    return (
        len(text) <= _LONGEST_HEADING
        and len(text.split()) <= _MOST_WORDS
        and not _END.search(text.replace("?", ""))
    )
