"""What the parts of a posting are about, by their headings."""

from collections.abc import Iterator
from dataclasses import dataclass
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


_LOWEST = 10
_SAID = (Part.REQUIREMENTS, Part.DUTIES, Part.OTHER, Part.NICE)


def placed_lines(description: str) -> Iterator[Placed]:
    """The lines that are no headings, in order."""
    part, level, heading = Part.UNKNOWN, _LOWEST, ""
    for line in lines_of(description):
        if line.form is Form.HEADING or _is_heading_by_word(line):
            found = part_of(line.text)
            if found is not Part.UNKNOWN:
                part, level, heading = found, line.level, line.text
            elif line.level and line.level <= level:
                part, level, heading = Part.UNKNOWN, line.level, line.text
            continue
        lead = lead_of(line)
        led = part_of(lead[0]) if lead else Part.UNKNOWN
        if lead and led is not Part.UNKNOWN and line.form is Form.PROSE:
            yield Placed(lead[1], led, is_item=False, heading=lead[0])
        else:
            yield Placed(line.text, part, _is_item(line, part), heading, not heading)


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
    if words.finds("part.nice", text) and not words.finds("cue.must", text):
        return Part.NICE
    if words.opens("heading.about", text) and not any(
        words.finds(f"part.{p.value}", text) for p in (Part.REQUIREMENTS, Part.DUTIES)
    ):
        return Part.OTHER
    lengths = {
        part: max((len(found[0]) for found in words.all(f"part.{part.value}", text)), default=0)
        for part in _SAID
    }
    best = max(lengths, key=lambda part: lengths[part])
    return best if lengths[best] else Part.UNKNOWN


def _is_item(line: Line, part: Part) -> bool:
    """Lists that were pasted have lost their marks."""
    if line.form is Form.ITEM:
        return True
    known = part in (Part.REQUIREMENTS, Part.NICE, Part.DUTIES)
    return known and len(line.text) <= 160 and line.text[-1:] not in ".!?"
