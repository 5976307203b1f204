"""schema.org JobPosting in the attributes of a page: microdata, and RDFa as far as pages use it.

Both say the same with other words: an element opens a thing (`itemscope itemtype=`, `typeof=`), those
inside are its properties (`itemprop=`, `property=`). Values keep their HTML, so that lists stay lists.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import html as lxml_html

from resume_tailor.adapters.scraping.sources.schema_org import JOB_POSTING, Item, types_of

_DEEPEST = 8
_MACHINE_VALUES = ("content", "datetime")


@dataclass(frozen=True, slots=True)
class Syntax:
    """The names of the attributes."""

    opens: str
    types: str
    property: str


MICRODATA = Syntax("itemscope", "itemtype", "itemprop")
RDFA = Syntax("typeof", "typeof", "property")


def attribute_items(tree: Any) -> Iterator[Item]:
    """Every JobPosting of a page."""
    for syntax in (MICRODATA, RDFA):
        for element in tree.iter():
            if isinstance(element.tag, str) and JOB_POSTING in (element.get(syntax.types) or ""):
                item = _item(element, syntax, 0)
                if JOB_POSTING in types_of(item):
                    yield item


def _item(element: Any, syntax: Syntax, depth: int) -> Item:
    said: dict[str, list[Any]] = {}
    for part in _properties(element, syntax):
        nested = syntax.opens in part.attrib
        value = _item(part, syntax, depth + 1) if nested and depth < _DEEPEST else _value(part)
        for name in _local_names(part.get(syntax.property)):
            said.setdefault(name, []).append(value)
    single: Item = {name: v[0] if len(v) == 1 else v for name, v in said.items()}
    return {"@type": _local_names(element.get(syntax.types) or ""), **single}


def _properties(element: Any, syntax: Syntax) -> Iterator[Any]:
    """The elements that are properties of this thing and not of a thing inside of it."""
    todo = list(reversed(element))
    while todo:
        part = todo.pop()
        if not isinstance(part.tag, str):
            continue
        if part.get(syntax.property):
            yield part
        if syntax.opens not in part.attrib:
            todo.extend(reversed(part))


def _value(element: Any) -> str:
    for name in _MACHINE_VALUES:
        if element.get(name):
            return str(element.get(name))
    inside = lxml_html.tostring(element, encoding="unicode", with_tail=False)
    return str(inside) if len(element) else element.text or ""


def _local_names(text: str) -> list[str]:
    """`https://schema.org/JobPosting` and `schema:JobPosting` as `JobPosting`."""
    return [name.replace("#", "/").replace(":", "/").rsplit("/", 1)[-1] for name in text.split()]
