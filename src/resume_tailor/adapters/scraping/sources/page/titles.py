"""The title of a posting from what its page shows, the surest sign first."""

import re
from collections.abc import Iterator
from typing import Any

from resume_tailor.adapters.scraping.markup.tree import HEADINGS, squeeze, tag_of, text_of
from resume_tailor.adapters.scraping.sources.page.head import Head, is_alike
from resume_tailor.adapters.scraping.sources.page.shown import Shown
from resume_tailor.adapters.scraping.words import element_names

_LONGEST = 160
_MOST_WORDS_REPEATED = 10
_FOR_ALL = re.compile(
    r"(?i)\((?:[mwfdxhij]|gn|div|all genders?|alle|tous|divers)(?:\s*[/|*,-]\s*(?:[mwfdxhijaenl*]|gn|div|divers|inter))+\)|\((?:gn|all genders?|x\|w\|m)\)|\b(?:[HF]/[HF]|M/Ž|M/K)\b"
)
_NAMES = element_names("title")
_OF_A_JOB = frozenset({"job", "position", "vacancy", "posting"})
_BOLD = ("b", "strong", "font", "td", "th", "h4", "h5")
_HEADING = re.compile(r"## (.+)|\*\*(.+)\*\*")


def title_of(shown: Shown, head: Head, description: str) -> str:
    """The first candidate that names a job, else the first; empty if nothing looks like a title."""
    found = [text for text in _candidates(shown, head, description) if text]
    return next((text for text in found if shown.names_job(text)), found[0] if found else "")


def _candidates(shown: Shown, head: Head, description: str) -> Iterator[str]:
    yield _first_h1(shown, head)
    yield _marked(shown)
    labelled = shown.labelled("title label", _LONGEST)
    yield "" if shown.is_no_title(labelled) else labelled
    yield shown.named(_NAMES, _LONGEST, besides=_OF_A_JOB, within=shown.above)
    parts = [part for part in head.parts if not shown.is_no_title(part)]
    named = shown.named(_NAMES, _LONGEST)
    yield named if not parts or any(is_alike(named, part) for part in parts) else ""
    yield _heading(shown, parts, head)
    yield _repeated(shown, description)
    yield _opening_heading(shown, description)
    yield parts[0] if parts else ""
    yield _heading_of_job(shown)


def _first_h1(shown: Shown, head: Head) -> str:
    """The one that the window's title repeats, else the first."""
    texts = [text_of(e) for e in shown.elements if tag_of(e) == "h1"]
    texts = [t for t in texts if 2 < len(t) <= _LONGEST and not shown.is_no_title(t)]
    repeated = [t for t in texts if t.casefold() in head.written.casefold()]
    return (repeated or texts or [""])[0]


def _marked(shown: Shown) -> str:
    """A short text with a mark that only titles have, such as `(m/w/d)`."""
    texts = (text_of(e) for e in shown.above)
    marked = (
        t for t in texts if 5 < len(t) <= _LONGEST and _FOR_ALL.search(t) and t[-1] not in ".!"
    )
    return next(marked, "")


def _heading(shown: Shown, parts: list[str], head: Head) -> str:
    """A heading that the window's title repeats, if there is one."""
    for element in shown.elements:
        text = text_of(element) if tag_of(element) in ("h2", "h3") else ""
        is_title = 2 < len(text) <= _LONGEST and not shown.is_no_title(text)
        if is_title and (not head.written or any(is_alike(text, part) for part in parts)):
            return text
    return ""


def _heading_of_job(shown: Shown) -> str:
    """A heading that names a job, be the page called what it may."""
    texts = (text_of(e) for e in shown.above if tag_of(e) in HEADINGS)
    return next((t for t in texts if len(t) <= _LONGEST and shown.names_job(t)), "")


def _repeated(shown: Shown, description: str) -> str:
    """A bold line that the text repeats: `we are looking for a Course Instructor`."""
    text = description.casefold()
    opening = next((line for line in text.splitlines() if line), "")
    for element in shown.above:
        said = squeeze(element.text or "") if tag_of(element) in _BOLD else ""
        if (
            1 < len(said.split()) <= _MOST_WORDS_REPEATED
            and said[-1] not in ".:!?"
            and not shown.is_no_title(said)
            and said.casefold() in text
            and said.casefold() not in opening
            and not _is_label(element)
        ):
            return said
    return ""


def _is_label(element: Any) -> bool:
    """A cell of a table with its value beside it."""
    beside = element.getnext()
    return tag_of(element) in ("td", "th") and beside is not None and bool(text_of(beside))


def _opening_heading(shown: Shown, description: str) -> str:
    """The heading that a text begins with, or nearly so."""
    for line in [line for line in description.splitlines() if line][:3]:
        found = _HEADING.fullmatch(line)
        text = (found[1] or found[2]).strip(" :") if found else ""
        if 3 < len(text) <= _LONGEST and not shown.is_no_title(text) and text[-1] not in "?!.":
            return text
    return ""
