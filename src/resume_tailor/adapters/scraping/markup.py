"""HTML as people see it: a tree without what is hidden, and Markdown made of it."""

import html
import re
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from resume_tailor.domain.model.text import visible

_HIDDEN_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0(?:\.0*)?\s*(?:;|$)"
    r"|font-size\s*:\s*0(?:px|em|rem|pt)?\s*(?:;|$)",
    re.IGNORECASE,
)
_NEVER_SEEN = ("script", "style", "noscript", "template", "svg", "head", "iframe", "object")
_BLOCKS = frozenset(
    [
        "p",
        "div",
        "section",
        "article",
        "ul",
        "ol",
        "table",
        "tr",
        "header",
        "footer",
        "main",
        "aside",
        "blockquote",
        "pre",
        "dl",
        "dt",
        "dd",
        "br",
        "hr",
        "form",
    ]
)


def parse(text: str) -> Any | None:
    """The tree of a page; None if there is none to be made."""
    try:
        return lxml_html.document_fromstring(text.encode("utf-8", "ignore"), parser=_parser())
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def _parser() -> Any:
    return lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)


def drop_hidden(tree: Any) -> None:
    """Take out of the tree what a person cannot see."""
    for element in list(tree.iter()):
        if not isinstance(element.tag, str) or element.getparent() is None:
            continue
        style = element.get("style") or ""
        hidden = "hidden" in element.attrib or bool(_HIDDEN_STYLE.search(style))
        if hidden or (element.tag in _NEVER_SEEN and element.tag != "head"):
            element.drop_tree()


def html_to_markdown(text: str) -> str:
    """A piece of HTML as Markdown: headings, list items, paragraphs. Plain text stays as it is;
    HTML that was escaped once more is unescaped."""
    if "<" not in text and "&lt;" in text:
        text = html.unescape(text)
    if not re.search(r"<\w", text):
        return tidy(html.unescape(text))
    tree = parse(f"<div>{text}</div>")
    if tree is None:
        return ""
    drop_hidden(tree)
    parts: list[str] = []
    _write(tree, parts)
    return tidy("".join(parts))


def tidy(text: str) -> str:
    """One blank between words, one empty line between blocks, nothing invisible."""
    lines = [re.sub(r"[ \t\xa0]+", " ", line).strip() for line in visible(text).splitlines()]
    out = re.sub(r"\n{3,}", "\n\n", "\n".join(line for line in lines if line != "-"))
    return re.sub(r"^- \n+", "- ", out, flags=re.MULTILINE).strip()


def _write(element: Any, parts: list[str]) -> None:
    tag = element.tag if isinstance(element.tag, str) else ""
    heading = re.fullmatch(r"h([1-6])", tag)
    if heading:
        parts.append("\n\n## ")
    elif tag == "li":
        parts.append("\n- ")
    elif tag in _BLOCKS:
        parts.append("\n" if tag == "br" or _inside_item(element) else "\n\n")
    parts.append(re.sub(r"\s+", " ", element.text or ""))
    for child in element:
        _write(child, parts)
        parts.append(re.sub(r"\s+", " ", child.tail or ""))
    if heading or tag in _BLOCKS:
        parts.append("\n")


def _inside_item(element: Any) -> bool:
    parent = element.getparent()
    return parent is not None and parent.tag == "li"
