"""From the text of a page to the posting on it."""

import copy
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from resume_tailor.adapters.scraping.markup.tree import parse, squeeze
from resume_tailor.adapters.scraping.markup.visibility import drop_hidden
from resume_tailor.adapters.scraping.merge import FEWEST, merge
from resume_tailor.adapters.scraping.reading import posting_of
from resume_tailor.adapters.scraping.sight import sight_of
from resume_tailor.adapters.scraping.sources.attributes import attribute_items
from resume_tailor.adapters.scraping.sources.boards import board_of
from resume_tailor.adapters.scraping.sources.found import Found
from resume_tailor.adapters.scraping.sources.jobs.objects import job_objects
from resume_tailor.adapters.scraping.sources.json_ld import json_ld_documents, json_ld_items
from resume_tailor.adapters.scraping.sources.main_text import MainText
from resume_tailor.adapters.scraping.sources.page.facts import Facts, PageFacts
from resume_tailor.adapters.scraping.sources.page.head import Head
from resume_tailor.adapters.scraping.sources.page.shown import Shown
from resume_tailor.adapters.scraping.sources.page_state import state_documents
from resume_tailor.adapters.scraping.sources.readable_text import readable_text
from resume_tailor.adapters.scraping.sources.schema_org import read_item, types_of
from resume_tailor.adapters.scraping.verdict import Evidence, closing_words, refusal
from resume_tailor.adapters.scraping.words import phrases
from resume_tailor.domain.errors import PostingIsListing, PostingUnreadable
from resume_tailor.domain.model.job_posting import JobPosting

_PAGE = "the page's text"
_ARTICLES = frozenset(
    {"Article", "NewsArticle", "BlogPosting", "Product", "Recipe", "HowTo", "FAQPage"}
)
_A_PROGRAM = 2_000
"""Characters of a script that may fill a page."""
_WRITTEN_OUT = re.compile(
    r"^<(?:!doctype|html|head|body)\b.*</(?:html|body)>", re.DOTALL | re.IGNORECASE
)
_FEWEST_POINTS, _MANY_POINTS = 100.0, 1_000.0
"""What must speak for the text of a page that says that its posting is closed, and for that of one
that has no title."""


@dataclass(frozen=True, slots=True)
class _ForMachines:
    """What a page says where nobody looks: in scripts, attributes and its head."""

    structured: tuple[Found, ...]
    """Postings by schema.org."""
    state: tuple[Found, ...]
    """Postings in the data of its scripts."""
    head: Head
    is_scripted: bool
    is_article: bool

    @classmethod
    def of(cls, tree: Any) -> "_ForMachines":
        scripts = list(tree.iter("script"))
        head = Head.of(tree)
        return cls(
            tuple(_structured(tree)),
            tuple(_in_state(tree)),
            head,
            any(_is_program(script) for script in scripts),
            head.kind == "article"
            or any(_is_article(document) for document in json_ld_documents(tree)),
        )

    def posting(self, titles: str) -> Found | None:
        """The one that the page is about, by its titles where there are several."""
        return _chosen(self.structured, titles) or _chosen(self.state, titles)


class _Seen:
    """What a person sees of a page. Reading it changes the tree."""

    def __init__(self, tree: Any, head: Head, url: str) -> None:
        self._main = MainText(tree, phrases())
        self._shown = Shown(tree, self._main.cards, self._main.element, phrases())
        self._head, self._url = head, url
        self.points = self._main.points
        self.sight = sight_of(tree, head.title, self._main.cards)
        self.closing_words = closing_words(self.sight, phrases())
        whole = copy.deepcopy(tree) if self.points < _FEWEST_POINTS else tree
        text = self._main.markdown()
        self.text = text if len(text) >= FEWEST else readable_text(whole)

    @property
    def titles(self) -> str:
        """The window's titles and the headings."""
        return f"{self._head.written} {' '.join(self.sight.headings)}"

    def facts(self, known: Found | None) -> Facts:
        """Title, company and place by the page's own text, or by one that is known otherwise."""
        text = known.description if known and len(self.text) < FEWEST else self.text
        return PageFacts(self._shown, self._head, self._url, phrases()).read(text)


def read_html(text: str, url: str) -> JobPosting:
    """The posting on a page. Raises `PostingUnreadable`, or what below it says what is there."""
    tree = parse(text)
    if tree is None:
        raise PostingUnreadable
    written_out = tree.text_content()
    if _WRITTEN_OUT.match(squeeze(written_out[:_A_PROGRAM])):
        return read_html(written_out, url)  # a page saved as its source, the tags escaped
    machines = _ForMachines.of(tree)
    drop_hidden(tree)
    layout = _by_layout(tree, url)
    seen = _Seen(tree, machines.head, url)
    machine = machines.posting(seen.titles)
    facts = seen.facts(machine)
    page = Found(_PAGE, facts.title, facts.company, facts.location, seen.text).tidied()
    if not any(found and _is_whole(found) for found in (machine, layout)):
        known = facts.labelled + bool(layout and layout.title)
        _refuse(seen, machines, known)
        if not page.title and seen.points < _MANY_POINTS:
            raise PostingUnreadable
    found = [found for found in (machine, layout, page) if found]
    return posting_of(merge(found), url, seen.closing_words)


def _by_layout(tree: Any, url: str) -> Found | None:
    board = board_of(tree, url)
    if board and board.lists(tree):
        raise PostingIsListing
    return board.read(tree) if board else None


def _refuse(seen: _Seen, machines: _ForMachines, facts: int) -> None:
    """Raises what the page is instead of a posting, if it is; one that is closed may say little."""
    evidence = Evidence(seen.text, seen.points, machines.is_scripted, machines.is_article, facts)
    refused = refusal(seen.sight, evidence, phrases())
    if seen.closing_words and seen.points >= _FEWEST_POINTS:
        refused = None
    if len(machines.structured) > 1 or len(machines.state) > 1:
        raise PostingIsListing
    if refused:
        raise refused


def _is_whole(found: Found) -> bool:
    return bool(found.title) and len(found.description) >= FEWEST


def _structured(tree: Any) -> Iterator[Found]:
    for source, items in (("JSON-LD", json_ld_items), ("schema.org attributes", attribute_items)):
        for item in items(tree):
            found = read_item(item, source)
            if found.title or found.description or found.location:
                yield found


def _in_state(tree: Any) -> Iterator[Found]:
    for document in state_documents(tree):
        for job in job_objects(document, "the page's data"):
            yield job.found


def _chosen(found: Sequence[Found], written: str) -> Found | None:
    """The one posting that a page is about: the only one, or the one that its title names."""
    if not found:
        return None
    if _are_one(found):
        return max(found, key=lambda f: len(f.description))
    named = [f for f in found if f.title and f.title.casefold() in written.casefold()]
    return named[0] if named and _are_one(named) else None


def _are_one(found: Sequence[Found]) -> bool:
    """Whether all are the same posting, which several sources or several places repeat."""
    titles = {f.title.casefold() for f in found if f.title}
    employers = {f.company.casefold() for f in found if f.company}
    return len(titles) <= 1 and len(employers) <= 1


def _is_program(script: Any) -> bool:
    """Whether a script may fill the page; others hold data, or count visitors."""
    if "json" in (script.get("type") or ""):
        return False
    return bool(script.get("src")) or len(script.text or "") > _A_PROGRAM


def _is_article(document: Any) -> bool:
    items = document if isinstance(document, list) else [document]
    return any(isinstance(item, dict) and _ARTICLES & set(types_of(item)) for item in items)
