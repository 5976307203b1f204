"""What the parts of a posting are about, by their headings."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum

from resume_tailor.adapters.offline.requirements.lines import Form, Line, lead_of, lines_of
from resume_tailor.adapters.offline.requirements.words import vocabulary


class Part(Enum):
    """What a part of a posting is about."""

    REQUIREMENTS = "requirements"
    NICE = "nice"
    DUTIES = "duties"
    OTHER = "other"
    """The employer, what it offers, how to apply."""
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Placed:
    """A line with the part that it stands in, and the heading above it."""

    text: str
    part: Part
    is_item: bool
    heading: str = ""
    is_intro: bool = False
    """It stands before the first heading."""
    is_after_list: bool = False
    """It is a paragraph behind the items of its part, which mostly speaks of something else."""


_LOWEST = 10
_SAID = (Part.REQUIREMENTS, Part.DUTIES, Part.OTHER, Part.NICE)


def placed_lines(description: str) -> Iterator[Placed]:
    """The lines that are no headings, in order."""
    here = _Here()
    for line in lines_of(description):
        if line.form is Form.HEADING or _is_heading_by_word(line):
            here = here.under(line)
            continue
        lead = lead_of(line)
        led = part_of(lead[0]) if lead else Part.UNKNOWN
        if lead and led is not Part.UNKNOWN and line.form is Form.PROSE:
            yield Placed(lead[1], led, is_item=False, heading=lead[0])
        else:
            placed = here.place(line)
            here = here.behind(line, placed)
            yield placed


@dataclass(frozen=True, slots=True)
class _Here:
    """Where in a posting a line stands. `listed`: what form the items of the part have, once there were
    some."""

    part: Part = Part.UNKNOWN
    level: int = _LOWEST
    heading: str = ""
    listed: Form | None = None

    def under(self, heading: Line) -> "_Here":
        found = part_of(heading.text)
        if found is not Part.UNKNOWN or (heading.level and heading.level <= self.level):
            return _Here(found, heading.level, heading.text)
        return replace(self, listed=None)

    def place(self, line: Line) -> Placed:
        is_item = line.form is Form.ITEM or (
            self.listed is not Form.ITEM and _is_item(line, self.part)
        )
        is_after_list = self.listed is not None and not is_item
        return Placed(line.text, self.part, is_item, self.heading, not self.heading, is_after_list)

    def behind(self, line: Line, placed: Placed) -> "_Here":
        if not placed.is_item or self.listed is Form.ITEM:
            return self
        return replace(self, listed=line.form)


def _is_heading_by_word(line: Line) -> bool:
    """`Essential` on a line of its own."""
    words = vocabulary()
    text = line.text.strip(" :")
    return len(text.split()) <= 3 and any(
        words.is_all(f"part.{part.value}", text) for part in _SAID
    )


def part_of(heading: str) -> Part:
    """By the longest phrase of `[part....]` in a heading; that something is only wished for is said
    beside other words, and so comes first."""
    words = vocabulary()
    text = heading.strip(" :?!…").replace("’", "'")
    if words.finds("heading.offer", text):
        return Part.OTHER
    lengths = {part: _longest(part, text) for part in _SAID}
    wished = lengths[Part.NICE]
    if wished and wished >= lengths[Part.OTHER] and not words.finds("cue.must", text):
        return Part.NICE
    if words.opens("heading.about", text) and not any(
        words.finds(f"part.{p.value}", text) for p in (Part.REQUIREMENTS, Part.DUTIES)
    ):
        return Part.OTHER
    best = max(lengths, key=lambda part: lengths[part])
    return best if lengths[best] else Part.UNKNOWN


def _longest(part: Part, heading: str) -> int:
    """Letters of the longest phrase of a part in a heading."""
    found = vocabulary().all(f"part.{part.value}", heading)
    return max((len(phrase[0]) for phrase in found), default=0)


def _is_item(line: Line, part: Part) -> bool:
    """Lists that were pasted have lost their marks."""
    if line.form is Form.ITEM:
        return True
    known = part in (Part.REQUIREMENTS, Part.NICE, Part.DUTIES)
    return known and len(line.text) <= 160 and line.text[-1:] not in ".!?"
