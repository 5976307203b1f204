"""From HTML to Markdown: headings, list items, paragraphs, rows of tables. No links, no pictures."""

import html
import re
from typing import Any

from resume_tailor.adapters.scraping.markup.tree import (
    BLOCKS,
    HEADINGS,
    fragment,
    keeps_lines,
    tag_of,
)
from resume_tailor.adapters.scraping.markup.visibility import drop_hidden
from resume_tailor.domain.model.text import visible

_BOLD = frozenset({"b", "strong", "u", "em", "i"})
_LONGEST_HEADING = 90
_IN_LINE = frozenset({"li", "dt", "dd", "td", "th", "summary"})
_BULLETS = re.compile(r"^(?:[•·▪●‣◦○■□➢➤►▶✓✔✅⦁∙]\s*|[*–—-]\s+|o (?=[A-Z]))+")
_ENTITY = re.compile(r"&(?:lt|gt|amp|quot|#\d+|#x[\da-f]+|nbsp);", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_TAG = re.compile(r"</?[a-z][a-z0-9-]*(?:\s[^<>]*)?/?>", re.IGNORECASE)


def html_to_markdown(text: str) -> str:
    """A piece of HTML as Markdown. Plain text keeps its lines; HTML that was escaped once or twice
    more is unescaped first."""
    for _ in range(2):
        if _TAG.search(text) or not _ENTITY.search(text):
            break
        text = html.unescape(text)
    text = _COMMENT.sub("", text)
    if not _TAG.search(text):
        return tidy(_COMMENT.sub("", html.unescape(text)))
    if "\n" in text and not re.search(r"<(?:p|br|li|div|h[1-6]|tr)\b", text, re.IGNORECASE):
        text = text.replace("\n", "<br>")  # plain text with a tag or two
    tree = fragment(text)
    if tree is None:
        return ""
    drop_hidden(tree)
    return to_markdown(tree)


def to_markdown(element: Any) -> str:
    """What an element shows, as Markdown."""
    parts: list[str] = []
    _write(element, parts, 0)
    return tidy("".join(parts), nested=True)


def tidy(text: str, *, nested: bool = False) -> str:
    """One blank between words, one empty line between blocks and none inside of a list, one kind
    of bullet, nothing invisible. Tabs before a bullet say how deep it is nested, where asked."""
    lines = (_tidy_line(line, nested=nested) for line in visible(text).splitlines())
    out = "\n".join(lines)
    out = re.sub(r"^( *-)\n+(?=[^\s-])", r"\1 ", out, flags=re.MULTILINE)  # before its paragraph
    out = re.sub(r"^ *-$", "", out, flags=re.MULTILINE)
    out = re.sub(r"\n{3,}", "\n\n", out)
    return re.sub(r"^( *- .*)\n\n(?= *- )", r"\1\n", out, flags=re.MULTILINE).strip()


def _tidy_line(line: str, *, nested: bool) -> str:
    tabs = len(line) - len(line.lstrip("\t"))
    line = _BULLETS.sub("- ", " ".join(line.split()) + " ").rstrip()
    return "  " * min(tabs, 3) + line if nested and line.startswith("-") else line


def _write(element: Any, parts: list[str], depth: int) -> None:
    tag = tag_of(element)
    if tag in HEADINGS:
        parts.append(f"\n\n## {_line(element)}\n\n")
        return
    if tag == "pre":
        parts.append(f"\n\n{element.text_content()}\n\n")
        return
    if _is_bold_line(element, tag):
        parts.append(f"\n\n**{_line(element)}**\n\n")
        return
    opening, closing = _around(element, tag, depth)
    parts.append(opening)
    text = element.text or ""
    parts.append(text if keeps_lines(element) else re.sub(r"\s+", " ", text))
    for child in element:
        _write(child, parts, depth + (tag in ("ul", "ol")))
        parts.append(re.sub(r"\s+", " ", child.tail or ""))
    parts.append(closing)


def _around(element: Any, tag: str, depth: int) -> tuple[str, str]:
    """What is written before and after the contents of an element."""
    if tag == "li":
        return "\n" + "\t" * max(0, depth - 1) + "- ", ""
    if tag in ("td", "th"):
        return ("" if element.getprevious() is None else " | "), ""
    if tag in BLOCKS and tag != "dd":
        return _around_block(element, tag, depth)
    return {"dd": (" ", "\n"), "br": ("\n", "")}.get(tag, ("", ""))


def _around_block(element: Any, tag: str, depth: int) -> tuple[str, str]:
    parent = tag_of(element.getparent()) if element.getparent() is not None else ""
    if (
        parent in _IN_LINE
        and element.getprevious() is None
        and not (element.getparent().text or "").strip()
    ):
        return "", "\n"
    if tag == "tr" or parent in _IN_LINE or depth:
        return "\n", "\n"
    return "\n\n", "\n\n"


def _is_bold_line(element: Any, tag: str) -> bool:
    """A block that holds one short bold text and nothing else, which serves as a heading."""
    if tag not in ("p", "div", "b", "strong", "u"):
        return False
    if tag in _BOLD:
        parent = element.getparent()
        if tag_of(parent) in _IN_LINE | _BOLD or not _stands_alone(element):
            return False
    else:
        while tag not in _BOLD:
            if (element.text or "").strip() or len(element) != 1 or (element[0].tail or "").strip():
                return False
            element = element[0]
            tag = tag_of(element)
            if tag not in _BOLD | {"span", "font"}:
                return False
        if tag in ("em", "i"):
            return False
    text = _line(element)
    return 2 < len(text) <= _LONGEST_HEADING and not any(
        tag_of(inside) in BLOCKS for inside in element.iterdescendants()
    )


def _stands_alone(element: Any) -> bool:
    """Whether nothing but line breaks stands before and after it."""
    before, after = element.getprevious(), element.getnext()
    said_before = element.getparent().text if before is None else before.tail
    if (said_before or "").strip() or (element.tail or "").strip():
        return False
    return all(side is None or tag_of(side) in BLOCKS for side in (before, after)) and (
        before is not None or after is not None
    )


def _line(element: Any) -> str:
    return re.sub(r"\s+", " ", element.text_content()).strip(" *#")
