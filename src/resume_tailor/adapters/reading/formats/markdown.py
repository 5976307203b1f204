"""Markdown: headings, lists and emphasis as they are marked."""

from collections.abc import Iterator
from dataclasses import replace

from markdown_it import MarkdownIt
from markdown_it.token import Token

from resume_tailor.adapters.reading.formats.plain_text import decoded
from resume_tailor.adapters.reading.formats.typeset import BODY, TextLine, typeset
from resume_tailor.adapters.reading.layout.page import Document, Piece, Style

_SIZES = {"h1": 22.0, "h2": 14.0, "h3": 12.0, "h4": 11.0}
_CELLS = ("th_open", "td_open")
_LISTS = ("bullet_list", "ordered_list")


def read_markdown(data: bytes, max_characters: int) -> Document:
    """The text set as print. Raises `NotAPdf` for what is no text, `ResumeTooLarge` and
    `ResumeHasNoText`."""
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    return typeset(_lines(parser.parse(decoded(data))), max_characters)


def _lines(tokens: list[Token]) -> Iterator[TextLine]:
    depth = 0
    style = BODY
    for number, token in enumerate(tokens):
        kind, _, end = token.type.rpartition("_")
        if kind in _LISTS:
            depth += 1 if end == "open" else -1
        elif kind == "heading":
            heading = Style(_SIZES.get(token.tag, BODY.size), bold=True)
            style = heading if end == "open" else BODY
        elif token.type == "tr_open":
            yield TextLine(tuple(_cells(tokens, number)), depth)
        elif token.type == "inline" and tokens[number - 1].type not in _CELLS:
            yield from _paragraph(token, style, depth)
        elif token.type in ("code_block", "fence"):
            yield from (TextLine(((Piece(text, BODY),),)) for text in token.content.splitlines())


def _cells(tokens: list[Token], start: int) -> Iterator[tuple[Piece, ...]]:
    """The cells of the row of a table that begins there."""
    for number in range(start, len(tokens)):
        if tokens[number].type == "tr_close":
            return
        if tokens[number].type == "inline":
            lines = _inline(tokens[number].children or [], BODY)
            yield tuple(piece for pieces, _ in lines for piece in pieces)


def _paragraph(token: Token, style: Style, depth: int) -> Iterator[TextLine]:
    above = 0.6 if style is not BODY else 0.0
    for number, (pieces, link) in enumerate(_inline(token.children or [], style)):
        yield TextLine((pieces,), depth if number == 0 else 0, above, link)


def _inline(children: list[Token], style: Style) -> Iterator[tuple[tuple[Piece, ...], str]]:
    """The lines inside a paragraph, each with the first link in it. A line break in the source is a
    line of its own: people write headers so."""
    pieces: list[Piece] = []
    link = ""
    look = style
    for child in children:
        if child.type in ("softbreak", "hardbreak"):
            yield tuple(pieces), link
            pieces, link = [], ""
        elif child.type in ("strong_open", "strong_close"):
            look = replace(look, bold=child.type == "strong_open" or style.bold)
        elif child.type in ("em_open", "em_close"):
            look = replace(look, italic=child.type == "em_open")
        elif child.type == "link_open":
            link = link or str(child.attrGet("href") or "")
        elif child.content:
            pieces.append(Piece(child.content, look))
    if pieces:
        yield tuple(pieces), link
