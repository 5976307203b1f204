"""The part of a page that holds the posting, by what stands in it and by what it is called.

Each piece of text speaks for or against the element around it: sentences and list items for it, links,
buttons and what sites say about themselves against it. The element with the most in its favour holds the
posting; inside of it, what has more against it than for it is left out.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from resume_tailor.adapters.scraping.markup.markdown import tidy, to_markdown
from resume_tailor.adapters.scraping.markup.tree import (
    BLOCKS,
    HEADINGS,
    keeps_lines,
    names_of,
    squeeze,
    tag_of,
    text_of,
)
from resume_tailor.adapters.scraping.sources.cards import cards_in
from resume_tailor.adapters.scraping.words import element_names
from resume_tailor.domain.model.phrases import Phrases

_NAVIGATION = frozenset({"nav", "footer", "button", "aside", "menu", "label", "input", "fieldset"})
_ROLES = element_names("roles of navigation")
_AGAINST = element_names("not the posting")
_FOR = element_names("the posting")
_LONGEST_COUNTED = 600
_A_SITE_SAYS = 350
"""Characters for each phrase of a site in a text that is about the site and not about the work."""
_PROSE = 7
"""Words from which on a text without an end mark is a sentence all the same."""
_NAMED = 0.45
"""Share of the best element's points that an element called a description must have to be preferred."""
_BULLET = re.compile(r"[•·▪●‣◦○■➢►✓*–—-]\s*\w|o\s+[A-Z]")
_LONGEST_LABEL, _HEAD = 70, 3
_MOST_LINKS = 200
_MOST_LOST = 40.0
"""Points that an element takes from the one around it at most, since it can be left out as a whole."""


@dataclass(slots=True)
class _Sums:
    """Points of an element with all that is in it."""

    points: float = 0.0


class MainText:
    """The posting's element in a tree without hidden parts; `element` is None if there is none."""

    def __init__(self, tree: Any, phrases: Phrases) -> None:
        self._phrases = phrases
        self._sums: dict[Any, _Sums] = {}
        self._elements = [e for e in tree.iter() if isinstance(e.tag, str)]
        self.cards = cards_in(self._elements, phrases)
        self._add_up()
        self.element = self._best()

    @property
    def points(self) -> float:
        """How much speaks for the element."""
        return self._sums[self.element].points if self.element is not None else 0.0

    def markdown(self) -> str:
        """The text, cut where the site begins to speak of other postings. Changes the tree."""
        if self.element is None:
            return ""
        self._prune(self.element)
        return self._cut(to_markdown(self.element))

    def _add_up(self) -> None:
        for element in reversed(self._elements):
            sums = self._sums.setdefault(element, _Sums())
            self._add_own(element, sums)
            parent = element.getparent()
            if parent is not None and isinstance(parent.tag, str):
                above = self._sums.setdefault(parent, _Sums())
                above.points += max(sums.points, -_MOST_LOST)

    def _add_own(self, element: Any, sums: _Sums) -> None:
        tag = tag_of(element)
        if tag in BLOCKS:
            links = [text_of(a) for a in _inline(element) if tag_of(a) == "a"]
            for text in _own_lines(element):
                sums.points += self._points(element, text, links)
        if self._speaks_against(element, tag) and sums.points > 0:
            sums.points = -0.2 * sums.points

    def _points(self, element: Any, text: str, links: list[str]) -> float:
        words = len(text.split())
        said = self._phrases.count("site", text)
        if said:
            return -float(min(len(text), 120)) if len(text) < said * _A_SITE_SAYS else 0.0
        linked = sum(len(link) for link in links[:_MOST_LINKS] if link in text)
        if linked > 0.5 * len(text):
            return -12.0 - min(len(text), 60) * 0.5
        if tag_of(element) in HEADINGS:
            return 15.0 if self._phrases.finds("parts", text) else 0.0
        if words >= _PROSE or (words >= 4 and text[-1] in ".!?;:"):
            return float(min(len(text), _LONGEST_COUNTED))
        if tag_of(element) == "li" or _is_in_item(element) or _BULLET.match(text):
            return float(min(len(text), 60))
        return 0.0

    def _speaks_against(self, element: Any, tag: str) -> bool:
        if tag in _NAVIGATION or (element.get("role") or "") in _ROLES or element in self.cards:
            return True
        names = names_of(element)
        return bool(names & _AGAINST) and tag not in ("html", "body", "main", "article", "h1")

    def _best(self) -> Any:
        candidates = [e for e in self._elements if tag_of(e) in BLOCKS and self._sums[e].points > 0]
        if not candidates:
            return None
        most = max(self._sums[e].points for e in candidates)
        best = [e for e in candidates if self._sums[e].points >= 0.999 * most][-1]
        named = [
            e
            for e in candidates
            if self._sums[e].points >= _NAMED * most and names_of(e) & _FOR and _is_around(best, e)
        ]
        return max(named, key=lambda e: self._sums[e].points) if named else best

    def _prune(self, element: Any) -> None:
        for child in list(element):
            if not isinstance(child.tag, str) or child not in self._sums:
                continue
            points = self._sums[child].points
            if points < -1.0 and tag_of(child) in BLOCKS | _NAVIGATION:
                child.drop_tree()
            else:
                self._prune(child)

    def _cut(self, text: str) -> str:
        """Without buttons, up to the heading under which the site lists other postings."""
        lines: list[str] = []
        for line in text.split("\n"):
            words = line.strip("#*- :|»›>")
            if (
                len(words) <= _LONGEST_LABEL
                and self._phrases.finds("elsewhere", words)
                and len(lines) > _HEAD
            ):
                break
            if not (words and self._phrases.is_all("buttons", words)):
                lines.append(line)
        return tidy("\n".join(lines), nested=True)


def _own_lines(element: Any) -> list[str]:
    """The lines of an element's text without that of blocks inside of it."""
    lines = [squeeze(line) for line in _own_text(element).split("\n")]
    return [line for line in lines if line]


def _own_text(element: Any) -> str:
    text = element.text or ""
    parts = [text if keeps_lines(element) else text.replace("\n", " ")]
    for child in element:
        tag = tag_of(child)
        if tag == "br":
            parts.append("\n")
        elif tag not in BLOCKS:
            parts.append(_own_text(child))
        parts.append((child.tail or "").replace("\n", " "))
    return " ".join(parts)


def _inline(element: Any) -> Iterator[Any]:
    """What is inside of an element and of no block in it."""
    todo = list(element)
    while todo:
        child = todo.pop()
        if tag_of(child) not in BLOCKS:
            yield child
            todo.extend(child)


def _is_in_item(element: Any) -> bool:
    parent = element.getparent()
    return tag_of(parent) == "li" if parent is not None else False


def _is_around(one: Any, other: Any) -> bool:
    return one in set(other.iterancestors()) or other in set(one.iterancestors()) or one is other
