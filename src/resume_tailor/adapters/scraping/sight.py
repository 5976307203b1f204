"""What a person sees of a page, as far as the verdict needs it."""

from dataclasses import dataclass
from typing import Any

from resume_tailor.adapters.scraping.markup.tree import HEADINGS, squeeze, tag_of, text_of

_SHORTEST_OFFER = 40
"""Characters of a card with title, company and place; items of menus are shorter."""
_SHORTEST_NOTICE, _LONGEST_NOTICE = 8, 240
_ROWS = frozenset({"tr", "ul", "ol", "table", "tbody", "dl"})


@dataclass(frozen=True, slots=True)
class Sight:
    """What a person sees of a page, as far as the verdict needs it."""

    title: str
    text: str
    headings: tuple[str, ...]
    notices: tuple[str, ...]
    """Short texts outside of the description."""
    cards: int
    has_password: bool


def sight_of(tree: Any, title: str, cards: frozenset[Any]) -> Sight:
    """What is seen in a tree without hidden parts."""
    text = squeeze(tree.text_content())
    headings = [text_of(e) for e in tree.iter(*HEADINGS) if not _is_in(e, cards)]
    asides = frozenset(tree.iter("aside"))  # of other postings, mostly
    notices = [
        notice
        for element in tree.iter()
        if isinstance(element.tag, str) and tag_of(element) not in ("footer", "option")
        for notice in _notices(element)
        if not _is_in(element, cards | asides)
    ]
    password = any(e.get("type") == "password" for e in tree.iter("input"))
    offers = sum(_is_offer(card) for card in cards)
    return Sight(title, text, tuple(headings[:12]), tuple(notices), offers, password)


def _notices(element: Any) -> set[str]:
    """What an element says itself, and with the few that are in it, if that is short."""
    said = squeeze(" ".join([element.text or "", *(child.tail or "" for child in element)]))
    whole = text_of(element) if 0 < len(element) <= 4 and tag_of(element) not in _ROWS else said
    return {text for text in (said, whole) if _SHORTEST_NOTICE <= len(text) <= _LONGEST_NOTICE}


def _is_offer(card: Any) -> bool:
    """Whether a card says more than an item of a menu does."""
    if any(tag_of(above) in ("nav", "footer", "header") for above in card.iterancestors()):
        return False
    return len(text_of(card)) >= _SHORTEST_OFFER


def _is_in(element: Any, cards: frozenset[Any]) -> bool:
    return element in cards or any(above in cards for above in element.iterancestors())
