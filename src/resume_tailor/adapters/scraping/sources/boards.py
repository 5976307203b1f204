"""Boards and applicant systems whose layout is known: `boards.toml`, read by CSS selectors."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from lxml.cssselect import CSSSelector

from resume_tailor.adapters.scraping.markup.markdown import to_markdown
from resume_tailor.adapters.scraping.markup.tree import text_of
from resume_tailor.adapters.scraping.sources.found import Found
from resume_tailor.adapters.scraping.sources.urls import host_of
from resume_tailor.adapters.scraping.sources.values import employment_of

_FILE = Path(__file__).parent / "boards.toml"
_LONGEST = 200
_MOST_PLACES = 6
_SHORTEST_DESCRIPTION = 60


@dataclass(frozen=True, slots=True)
class Board:
    """Where a board puts what; see the head of `boards.toml`."""

    name: str
    hosts: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    title: tuple[str, ...] = ()
    company: tuple[str, ...] = ()
    location: tuple[str, ...] = ()
    description: tuple[str, ...] = ()
    salary: tuple[str, ...] = ()
    employment_type: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()
    listing: tuple[str, ...] = ()

    def made(self, tree: Any, host: str) -> bool:
        """Whether a page is of this board, by its address or by its marks."""
        return any(host == own or host.endswith(f".{own}") for own in self.hosts) or _any(
            tree, self.marks
        )

    def read(self, tree: Any) -> Found:
        """What the page says. Does not change the tree."""
        return Found(
            self.name,
            title=_first(tree, self.title),
            company=_first(tree, self.company),
            location="; ".join(_several(tree, self.location)),
            description=_description(tree, self.description),
            salary=_first(tree, self.salary),
            employment_type=employment_of(_first(tree, self.employment_type)),
            closed=_any(tree, self.closed),
        ).tidied()

    def lists(self, tree: Any) -> bool:
        """Whether the page is a list of results."""
        return _any(tree, self.listing)


@cache
def boards() -> tuple[Board, ...]:
    """All boards of the file."""
    with _FILE.open("rb") as file:
        data = tomllib.load(file)
    return tuple(
        Board(name, **{key: tuple(value) for key, value in entry.items()})
        for name, entry in data.items()
    )


def board_of(tree: Any, url: str) -> Board | None:
    """The board that made a page."""
    host = host_of(url)
    return next((board for board in boards() if board.made(tree, host)), None)


@cache
def _selector(selector: str) -> CSSSelector:
    return CSSSelector(selector, translator="html")


def _select(tree: Any, selectors: tuple[str, ...]) -> Iterator[list[Any]]:
    for selector in selectors:
        found = _selector(selector)(tree)
        if found:
            yield found


def _any(tree: Any, selectors: tuple[str, ...]) -> bool:
    return next(_select(tree, selectors), None) is not None


def _first(tree: Any, selectors: tuple[str, ...]) -> str:
    for elements in _select(tree, selectors):
        for element in elements:
            text = text_of(element)
            if 0 < len(text) <= _LONGEST:
                return text
    return ""


def _several(tree: Any, selectors: tuple[str, ...]) -> list[str]:
    """What the elements of the first selector that fits say, each said once."""
    elements = next(_select(tree, selectors), [])
    texts = [text_of(element).lstrip("–—-• ") for element in elements]
    return list(dict.fromkeys(text for text in texts if 0 < len(text) <= _LONGEST))[:_MOST_PLACES]


def _description(tree: Any, selectors: tuple[str, ...]) -> str:
    parts: list[str] = []
    for elements in _select(tree, selectors):
        outer = [e for e in elements if not any(above in elements for above in e.iterancestors())]
        text = "\n\n".join(filter(None, (to_markdown(element) for element in outer)))
        if text and not any(text in part for part in parts):
            parts.append(text)
        if len(text) >= _SHORTEST_DESCRIPTION:
            break
    return "\n\n".join(parts)
