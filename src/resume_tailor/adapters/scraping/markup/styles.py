"""The styles of elements, from a page's own style sheets and `style` attributes.

Sheets that a page loads from elsewhere are not fetched; what they hide is known by the names of
classes alone (`visibility.py`).
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import cssselect
import tinycss2
from lxml import etree

Style = dict[str, str]
"""Properties in lower case with their values."""

_MOST_CSS = 600_000
"""Characters; larger sheets are frameworks, copied into the page."""
_MOST_SEARCHES = 80
_DESKTOP = 1_200
"""Pixels: how wide the window is taken to be."""
_DECIDING = frozenset(
    [
        "display",
        "visibility",
        "opacity",
        "font-size",
        "position",
        "left",
        "right",
        "top",
        "bottom",
        "text-indent",
        "margin-left",
        "margin-top",
        "height",
        "max-height",
        "width",
        "max-width",
        "overflow",
        "overflow-x",
        "overflow-y",
        "clip",
        "clip-path",
        "transform",
        "color",
        "background",
        "background-color",
        "-webkit-text-fill-color",
    ]
)
_WORD = r"(?:[\w-]|\\.)+"
_COMPOUND = re.compile(rf"({_WORD})?((?:[.#]{_WORD})*)")
_PART = re.compile(rf"([.#])({_WORD})")
_WIDTH = re.compile(r"(min|max)-width\s*:\s*(\d+)")


class Styles:
    """What applies to each element of a tree; later and more special rules win."""

    def __init__(self, tree: Any) -> None:
        self._by_name: dict[str, list[_Rule]] = defaultdict(list)
        self._found: dict[Any, list[_Rule]] = defaultdict(list)
        self._order = self._searches = 0
        css = "\n".join(sheet.text or "" for sheet in tree.iter("style"))
        if css.strip():
            self._names = {name for element in tree.iter() for name in _names(element)}
            self._tree = tree
            self._add_rules(tinycss2.parse_stylesheet(css[:_MOST_CSS], True, True))

    def of(self, element: Any) -> Style:
        """The properties of an element that decide whether it is seen."""
        rules = list(self._found.get(element, ()))
        if self._by_name:
            for name in _names(element):
                rules += [rule for rule in self._by_name.get(name, ()) if rule.fits(element)]
        style: Style = {}
        for rule in sorted(rules, key=lambda rule: rule.rank):
            style.update(rule.style)
        inline = element.get("style")
        if inline:
            style.update(_deciding(tinycss2.parse_blocks_contents(inline, True, True))[0])
        return style

    def _add_rules(self, nodes: list[Any]) -> None:
        for node in nodes:
            if node.type == "at-rule" and node.content and _applies(node):
                self._add_rules(tinycss2.parse_blocks_contents(node.content, True, True))
            elif node.type == "qualified-rule":
                style, important = _deciding(
                    tinycss2.parse_blocks_contents(node.content, True, True)
                )
                if style:
                    self._order += 1
                    for selector in tinycss2.serialize(node.prelude).split(","):
                        self._add(selector.strip(), style, important=important)

    def _add(self, selector: str, style: Style, *, important: bool) -> None:
        if re.search(r"(?<!\\):|[*\[]", selector):
            return  # states, such as `:hover`, and what no page hides text with
        names = [unescaped(kind + name) for kind, name in _PART.findall(selector)]
        if not all(name in self._names for name in names):
            return
        compound = _COMPOUND.fullmatch(selector)
        rank = (important, len(names), self._order)
        if compound:
            tag = (compound[1] or "").lower()
            key = names[0] if names else tag
            self._by_name[key].append(_Rule(rank, style, tag, frozenset(names)))
        elif self._searches < _MOST_SEARCHES:
            self._searches += 1
            for element in _search(self._tree, selector):
                self._found[element].append(_Rule(rank, style, "", frozenset()))


class _Rule:
    """The style of a compound selector such as `p.note`."""

    __slots__ = ("names", "rank", "style", "tag")

    def __init__(
        self, rank: tuple[bool, int, int], style: Style, tag: str, names: frozenset[str]
    ) -> None:
        self.rank, self.style, self.tag, self.names = rank, style, tag, names

    def fits(self, element: Any) -> bool:
        return (not self.tag or element.tag == self.tag) and self.names <= set(_names(element))


def unescaped(name: str) -> str:
    r"""`md\:block` as it stands in the page: `md:block`."""
    return re.sub(r"\\(.)", r"\1", name)


def _names(element: Any) -> Iterator[str]:
    if not isinstance(element.tag, str):
        return
    yield element.tag
    for name in (element.get("class") or "").split():
        yield f".{name}"
    if element.get("id"):
        yield f"#{element.get('id')}"


def _deciding(nodes: list[Any]) -> tuple[Style, bool]:
    style: Style = {}
    important = False
    for node in nodes:
        if node.type == "declaration" and node.lower_name in _DECIDING:
            style[node.lower_name] = tinycss2.serialize(node.value).strip().lower()
            important = important or node.important
    return style, important


def _applies(rule: Any) -> bool:
    """Whether the rules inside hold on a wide screen."""
    if rule.lower_at_keyword in ("layer", "supports", "container"):
        return True
    if rule.lower_at_keyword != "media":
        return False
    query = tinycss2.serialize(rule.prelude).lower()
    if "print" in query or "prefers" in query:
        return False
    return all(
        (int(width) <= _DESKTOP) == (bound == "min") for bound, width in _WIDTH.findall(query)
    )


def _search(tree: Any, selector: str) -> list[Any]:
    try:
        path = cssselect.HTMLTranslator().css_to_xpath(selector)
        found = tree.xpath(path)
    except (cssselect.SelectorError, etree.XPathError, ValueError):
        return []
    return found if isinstance(found, list) else []
