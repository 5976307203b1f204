"""Elements of a page that are about other postings."""

from typing import Any

from resume_tailor.adapters.scraping.markup.tree import HEADINGS, tag_of, text_of
from resume_tailor.adapters.scraping.sources.places import is_map
from resume_tailor.domain.model.phrases import Phrases

_FEWEST = 3
_SHORTEST, _LONGEST = 20, 1_200
"""Characters."""


def cards_in(elements: list[Any], phrases: Phrases) -> frozenset[Any]:
    """Elements in a row that look alike and are about other postings: each leads away, or each has
    a heading of its own, none of them one of a posting's parts."""
    rows: dict[tuple[Any, str, str], list[Any]] = {}
    for element in elements:
        if tag_of(element) not in ("li", "div", "article", "tr", "section", "a"):
            continue
        names = element.get("class") or ""
        if (tag_of(element) == "li" or names) and _SHORTEST < len(text_of(element)) < _LONGEST:
            rows.setdefault((element.getparent(), element.tag, names), []).append(element)
    found: list[Any] = []
    for row in rows.values():
        if len(row) >= _FEWEST:
            teasers = row if _are_teasers(row, phrases) else [c for c in row if _leads_away(c)]
            found += teasers if len(teasers) >= _FEWEST else []
    return frozenset(found)


def _are_teasers(row: list[Any], phrases: Phrases) -> bool:
    titles = [next((text_of(h) for h in card.iter(*HEADINGS)), "") for card in row]
    shapes = {tuple(e.tag for e in card.iter() if isinstance(e.tag, str)) for card in row}
    return (
        all(titles)
        and len(set(titles)) > len(titles) // 2
        and len(shapes) <= 2
        and not any(phrases.finds("parts", title) for title in titles)
    )


def _is_away(link: Any) -> bool:
    href = link.get("href") or ""
    return not is_map(href) and not href.startswith(("#", "mailto:", "tel:"))


def _leads_away(card: Any) -> bool:
    if tag_of(card) == "a":
        return True
    links = [a for a in card.iter("a") if text_of(a) and _is_away(a)]
    linked = sum(len(text_of(a)) for a in links)
    return bool(links) and linked >= 0.3 * len(text_of(card))
