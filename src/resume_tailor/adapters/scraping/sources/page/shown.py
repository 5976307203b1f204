"""The elements that a person sees of a page, and what they say by their labels and names."""

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import takewhile
from typing import Any

from resume_tailor.adapters.scraping.markup.tree import names_of, squeeze, tag_of, text_of
from resume_tailor.adapters.scraping.markup.visibility import SPOKEN
from resume_tailor.adapters.scraping.sources.places import is_map
from resume_tailor.adapters.scraping.words import element_names
from resume_tailor.domain.model.phrases import Phrases

LONGEST_NAME, LONGEST_PLACE = 80, 100
_PARAGRAPH = 150
"""Characters of a text that is no header any more."""
_SMALL_FORM = 600
"""Characters; a larger form is one that some frameworks put around a whole page."""
_LONGEST_LABEL = 45
_LINES_UNDER_TITLE = 8
_MOST_PLACES = 6
_LINES_READ = 200
_MOST_INSIDE = 6
"""Elements inside of one that is a single fact."""
_LABELLED = re.compile(r"^([^:|]{2,40}?)\s*[:|]\s+(.{2,200})$")
_PINNED = re.compile(r"^(?:📍|🌍|🌎|🌏|🏠|🗺️?)\s*(.{2,80})$")
_WIDE = frozenset(["body", "html", "main", "section", "ul", "form"])
_NOT_THE_THING = element_names("beside facts")
_AROUND_TITLES = frozenset({"job", "header"})


class Shown:
    """What is seen of a tree without hidden parts; `cards` are elements about other postings, `main`
    holds the text of the posting."""

    def __init__(self, tree: Any, cards: AbstractSet[Any], main: Any, phrases: Phrases) -> None:
        self._phrases = phrases
        self.elements = [e for e in _outside(tree, cards) if isinstance(e.tag, str)]
        inside = set(main.iter()) if main is not None else set()
        self.above = list(
            takewhile(
                lambda e: e not in inside or len(squeeze(e.text or "")) < _PARAGRAPH, self.elements
            )
        )
        """What stands before the first paragraph, where titles do."""

    def labelled(self, labels: str, longest: int) -> str:
        """What stands beside the first label of a list of phrases."""
        for element in self.elements:
            spoken = element.get(SPOKEN) or element.get("aria-label") or ""
            if spoken and self._is_label(labels, spoken) and 1 < len(text_of(element)) <= longest:
                return text_of(element)
            if len(element) > 3 or tag_of(element) in ("a", "option", "input"):
                continue
            text = text_of(element) if len(element) else squeeze(element.text or "")
            value = self._beside(element, text, labels) if text else ""
            if 1 < len(value) <= longest and not self.is_no_title(value):
                return value
        return ""

    def _beside(self, element: Any, text: str, labels: str) -> str:
        if len(text) <= _LONGEST_LABEL and self._is_label(labels, text):
            value = _value_beside(element)
            return "" if self._is_label(labels, value) else value
        return behind_label(text, labels, self._phrases)

    def _is_label(self, labels: str, text: str) -> bool:
        return self._phrases.is_all(labels, text.strip(" :"))

    def named(
        self,
        words: AbstractSet[str],
        longest: int,
        *,
        title: str = "",
        besides: AbstractSet[str] = frozenset(),
        within: Sequence[Any] | None = None,
    ) -> str:
        """The text of the first element whose class or id holds one of the words, and one of
        `besides` too if there are any."""
        for element in self.elements if within is None else within:
            if (
                tag_of(element) not in _WIDE
                and _is_named(element, words, besides)
                and sum(1 for _ in element.iterdescendants()) <= _MOST_INSIDE
            ):
                text = text_of(element)
                if (
                    1 < len(text) <= longest
                    and text != title
                    and not self.is_no_title(text)
                    and not text.endswith(":")
                ):
                    return text
        return ""

    def is_no_title(self, text: str) -> bool:
        """Whether a text is one that stands on every page of its kind."""
        return self._phrases.is_all("no title", text.strip(" :?!"))

    def names_job(self, text: str) -> bool:
        """Whether a text is likely to be the title of a posting."""
        return not self.is_no_title(text) and self._phrases.finds("job word", text)

    def under(self, title: str) -> list[str]:
        """The short lines that follow the title."""
        lines: list[str] = []
        seen = False
        for element in self.elements:
            text = text_of(element)
            if seen and 1 < len(text) <= LONGEST_PLACE and not any(text in line for line in lines):
                lines.append(text)
            seen = seen or (bool(text) and text == title)
            if len(lines) >= _LINES_UNDER_TITLE:
                break
        return lines

    def mapped(self) -> str:
        """The texts of links to maps."""
        links = [e for e in self.elements if tag_of(e) == "a" and is_map(e.get("href") or "")]
        texts = [text for link in links if 4 < len(text := text_of(link)) <= LONGEST_PLACE]
        return "; ".join(list(dict.fromkeys(texts))[:_MOST_PLACES])

    def pinned(self) -> str:
        """What stands behind a pin."""
        texts = (squeeze(e.text or "") for e in self.elements if not len(e))
        return next((found[1] for text in texts if (found := _PINNED.match(text))), "")


def behind_label(line: str, labels: str, phrases: Phrases) -> str:
    """What a line says behind a label of the list: `Leeds` in `Location: Leeds`."""
    found = _LABELLED.match(line)
    return found[2] if found and phrases.is_all(labels, found[1].strip("* ")) else ""


def place_in_text(text: str, phrases: Phrases) -> str:
    """The place that the first line with its label says."""
    lines = (line.strip("-*# ") for line in text.splitlines()[:_LINES_READ])
    found = (behind_label(line, "place label", phrases).strip("* ") for line in lines)
    return next((place for place in found if 0 < len(place) <= LONGEST_PLACE), "")


def _is_named(element: Any, words: AbstractSet[str], besides: AbstractSet[str]) -> bool:
    names = names_of(element)
    if besides:
        if not names & besides:
            return False
        above = element.getparent()
        names |= names_of(above) if above is not None else names
    return bool(names & words) and not (names & _NOT_THE_THING) - words - _AROUND_TITLES


def _value_beside(label: Any) -> str:
    """What stands behind a label: its tail, the next element, or that of the element around it."""
    tail = squeeze(label.tail or "").lstrip(":").strip()
    if tail:
        return tail
    for element in (label, label.getparent()):
        following = element.getnext() if element is not None else None
        if following is not None and isinstance(following.tag, str) and text_of(following):
            return text_of(following)
        if element is not None and text_of(element) != text_of(label):
            break
    return ""


def _outside(tree: Any, cards: AbstractSet[Any]) -> Iterator[Any]:
    todo = [tree]
    while todo:
        element = todo.pop()
        if element in cards or tag_of(element) in ("footer", "nav"):
            continue
        if tag_of(element) == "form" and 0 < len(text_of(element)) < _SMALL_FORM:
            continue
        yield element
        todo.extend(reversed(element))
