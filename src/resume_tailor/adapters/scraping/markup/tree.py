"""From the text of a page to its tree."""

import re
from itertools import islice
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from resume_tailor.domain.errors import PostingUnreadable

NEVER_SEEN = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "iframe",
        "object",
        "embed",
        "canvas",
        "audio",
        "video",
        "datalist",
        "select",
        "textarea",
        "noframes",
        "noembed",
        "frameset",
        "title",
        "annotation",
        "annotation-xml",
        "progress",
        "meter",
        "rp",
        "map",
    ]
)
BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_NAMING = (
    "id",
    "class",
    "itemprop",
    "data-testid",
    "data-test",
    "data-qa",
    "data-cy",
    "data-at",
    "data-ui",
    "data-automation",
    "data-hook",
    "data-field",
)
_LONGEST_TEXT, _MOST_PIECES = 2_500, 1_000
_LONGEST_NAME = 300
_MOST_ELEMENTS = 60_000
"""The largest pages of boards have a quarter of that."""
_KEEPS = re.compile(r"pre-?(?:wrap|line)|text-wrap|whitespace-pre|white-space:\s*pre|preserve")
_LINES = re.compile(r"\n[ \t]*\n[ \t]*\S|\n[ \t]*[•·▪●*–-][ \t]+\S")
_NAME_PARTS = re.compile(r"[A-Z]?[a-z]+\d?|[A-Z]+(?![a-z])")


def parse(text: str) -> Any | None:
    """The tree of a page, comments left out; None if there is none to be made. Raises
    `PostingUnreadable` for one with more elements than any page needs."""
    data = text.replace("\x00", "").encode("utf-8", "ignore")
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = lxml_html.document_fromstring(data, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    if sum(1 for _ in islice(tree.iter(), _MOST_ELEMENTS + 1)) > _MOST_ELEMENTS:
        raise PostingUnreadable("The page is too much to read.")
    return tree


def fragment(text: str) -> Any | None:
    """The tree of a piece of HTML, in a `div`."""
    return parse(f"<div>{text}</div>")


def tag_of(element: Any) -> str:
    """The name of an element; empty for what is none, such as an entity."""
    return element.tag if isinstance(element.tag, str) else ""


def text_of(element: Any) -> str:
    """The text of an element on one line; empty if it is longer than any title, label or card, so
    that asking each of many nested elements costs little."""
    parts: list[str] = []
    length = 0
    for part in element.itertext():
        parts.append(part)
        length += len(part)
        if length > _LONGEST_TEXT or len(parts) > _MOST_PIECES:
            whole = squeeze("".join(parts))
            if len(whole) > _LONGEST_TEXT or len(parts) > _MOST_PIECES:
                return ""
            parts, length = [whole, " "], len(whole)
    return squeeze("".join(parts))


def squeeze(text: str) -> str:
    """One blank for any white space."""
    return " ".join(text.split())


def names_of(element: Any) -> frozenset[str]:
    """The words in an element's id, classes and test id, in lower case: `jobDescription-text` has
    `job`, `description` and `text`."""
    parts = [(element.get(name) or "")[:_LONGEST_NAME] for name in _NAMING]
    return frozenset(word.lower() for word in _NAME_PARTS.findall(" ".join(parts)))


def keeps_lines(element: Any) -> bool:
    """Whether line breaks in the source of an element are ones that a person sees: its names say
    so, or it would make no sense otherwise (empty lines, bullets)."""
    text = element.text or ""
    if text.count("\n") < 2:
        return False
    said = f"{element.get('class') or ''} {element.get('style') or ''}"
    return bool(_KEEPS.search(said) or len(_LINES.findall(text)) >= 2)
