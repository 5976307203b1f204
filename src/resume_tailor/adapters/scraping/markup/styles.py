"""The styles of elements, from a page's own style sheets and `style` attributes, by the cascade.

Sheets that a page loads from elsewhere are not fetched; what they hide is known by the names of
classes alone (`visibility.py`).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import cssselect2
import tinycss2

from resume_tailor.adapters.scraping.markup.conditions import holds, media_holds
from resume_tailor.adapters.scraping.markup.css_values import Tokens, substituted
from resume_tailor.adapters.scraping.markup.declarations import deciding, is_deciding
from resume_tailor.domain.errors import PostingUnreadable

Style = Mapping[str, Tokens]
"""Properties in lower case with their values."""

_MOST_CSS = 1_500_000
"""Characters; a page with more styles of its own is not read at all, lest it hide something."""
_MOST_TESTS = 600_000
"""Selectors times the elements that they could fit; real pages have up to 100,000."""
_DEEPEST = 8
_TOO_MUCH = "The page is too much to read."


@dataclass(frozen=True, slots=True)
class _Declaration:
    """What a rule sets."""

    name: str
    tokens: Tokens
    important: bool


class Styles:
    """What applies to each element of a tree. Raises `PostingUnreadable` for styles that are made to
    be too much."""

    def __init__(self, tree: Any) -> None:
        self._matcher = cssselect2.Matcher()
        self._variables: dict[str, Tokens] = {}
        self._tree = tree
        self._tests = 0
        sheets = [
            sheet.text
            for sheet in tree.iter("style")
            if sheet.text and media_holds(sheet.get("media") or "")
        ]
        if sum(map(len, sheets)) > _MOST_CSS:
            raise PostingUnreadable(_TOO_MUCH)
        try:
            for sheet in sheets:
                text = sheet.lstrip("\ufeff")
                self._add_rules(tinycss2.parse_stylesheet(text, True, True), "", 0)
        except (RecursionError, ValueError, OverflowError) as error:
            raise PostingUnreadable(_TOO_MUCH) from error

    def __iter__(self) -> Iterator[tuple[Any, Style]]:
        """Every element in the order of the tree, with the properties that decide whether it is
        seen."""
        for wrapper in cssselect2.ElementWrapper.from_html_root(self._tree).iter_subtree():
            yield wrapper.etree_element, self._style(wrapper)

    def _style(self, wrapper: Any) -> Style:
        said: list[tuple[tuple[bool, bool, int], _Declaration]] = []
        for number, (_, _, pseudo, declarations) in enumerate(self._matches(wrapper)):
            if not pseudo:
                said += [((d.important, False, number), d) for d in declarations]
        inline = wrapper.etree_element.get("style")
        if inline:
            said += [((d.important, True, 0), d) for d in self._declarations(inline)]
        said.sort(key=lambda pair: pair[0])
        style: dict[str, Tokens] = {}
        for _, declaration in said:
            tokens = substituted(declaration.tokens, self._variables)
            style.update(deciding(declaration.name, tokens))
        return style

    def _matches(self, wrapper: Any) -> list[Any]:
        matcher = self._matcher
        self._tests += len(matcher.other_selectors) + sum(
            len(matcher.class_selectors.get(name, ())) for name in wrapper.classes
        )
        self._tests += len(matcher.lower_local_name_selectors.get(wrapper.local_name, ()))
        if self._tests > _MOST_TESTS:
            raise PostingUnreadable(_TOO_MUCH)
        found: list[Any] = matcher.match(wrapper)
        return found

    def _declarations(self, text: str) -> list[_Declaration]:
        try:
            nodes = tinycss2.parse_blocks_contents(text, True, True)
        except (RecursionError, ValueError, OverflowError) as error:
            raise PostingUnreadable(_TOO_MUCH) from error
        return self._of_block(nodes)

    def _of_block(self, nodes: list[Any]) -> list[_Declaration]:
        found = []
        for node in nodes:
            if node.type == "declaration" and is_deciding(node.lower_name):
                if node.name.startswith("--"):
                    self._variables[node.name] = node.value
                else:
                    found.append(_Declaration(node.lower_name, node.value, node.important))
        return found

    def _add_rules(self, nodes: list[Any], around: str, depth: int) -> None:
        if depth > _DEEPEST:
            return
        for node in nodes:
            if node.type == "at-rule" and node.content and holds(node):
                inside = tinycss2.parse_blocks_contents(node.content, True, True)
                self._add_block(around, inside)
                self._add_rules(inside, around, depth + 1)
            elif node.type == "qualified-rule":
                selector = _nested(tinycss2.serialize(node.prelude), around)
                inside = tinycss2.parse_blocks_contents(node.content, True, True)
                self._add_block(selector, inside)
                self._add_rules(inside, selector, depth + 1)

    def _add_block(self, selector: str, nodes: list[Any]) -> None:
        declarations = self._of_block(nodes)
        if not (declarations and selector):
            return
        try:
            compiled = cssselect2.compile_selector_list(selector)
        except cssselect2.SelectorError:
            return
        for each in compiled:
            self._matcher.add_selector(each, declarations)


def _nested(selector: str, around: str) -> str:
    """A selector inside of another's rule: `&` is what stands around."""
    if not around:
        return selector
    return (
        selector.replace("&", f":is({around})") if "&" in selector else f":is({around}) {selector}"
    )
