"""The parts of an entry's header: who, as what, when, where, whichever way round they stand."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from resume_tailor.adapters.reading.layout.entries import Draft
from resume_tailor.adapters.reading.layout.notes import is_place, is_span
from resume_tailor.adapters.reading.layout.page import Run
from resume_tailor.adapters.reading.layout.vocabulary import ORGANISATION, TITLE

_SPLIT = re.compile(r"\s*(?:\t|\s?[|•·∙⋅]\s|\s[–—-]\s|\s@\s|\sat\s|\sbei\s|\schez\s|;|\s/\s)\s*")
_DETAIL = re.compile(r"https?://|www\.|[\w.-]+\.[a-z]{2,6}/", re.IGNORECASE)
_EDGES = " ,|()–—-·•:;/\t"
_PLACE_NAME = re.compile(r"[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){0,2}")


@dataclass(frozen=True, slots=True)
class Header:
    """The parts of an entry's header."""

    organisation: str
    title: str
    dates: str
    location: str
    details: tuple[str, ...] = ()
    """What else stands there: an address, how long it was."""


def read_headers(drafts: Sequence[Draft]) -> list[Header]:
    """The headers of one section. Its entries are built alike, so that what most of them have
    first, the organisation or the title, all have first."""
    parts = [_take_place(list(_parts(draft))) for draft in drafts]
    title_first = sum(_leans_to_title(names) for _, names, _ in parts) > 0
    return [
        _header(draft, *part, title_first=title_first)
        for draft, part in zip(drafts, parts, strict=True)
    ]


def _header(
    draft: Draft, location: str, names: list[str], details: tuple[str, ...], *, title_first: bool
) -> Header:
    if len(names) == 1:
        is_title = bool(TITLE.search(names[0])) and not ORGANISATION.search(names[0])
        organisation, title = ("", names[0]) if is_title else (names[0], "")
        return Header(organisation, title, draft.dates, location, details)
    first, second, *rest = [*names, "", ""]
    organisation, title = (second, first) if title_first else (first, second)
    title = ", ".join(filter(None, (title, *rest)))
    return Header(organisation, title, draft.dates, location, details)


def _leans_to_title(names: list[str]) -> int:
    """Above 0 if the first name reads like a title, below if the second one does."""
    if len(names) < 2:
        return 0
    return _title_likeness(names[0]) - _title_likeness(names[1])


def _title_likeness(name: str) -> int:
    return bool(TITLE.search(name)) - 2 * bool(ORGANISATION.search(name))


def _parts(draft: Draft) -> Iterator[str]:
    """The texts of the header, cut where the look changes and at separators; its dates left out,
    but no others: `expected 2026` is no part of `2022 - today`."""
    dates = draft.dates
    for cell in draft.cells:
        for text in _by_look(cell):
            rest = text
            if dates and dates in text:
                rest, dates = text.replace(dates, " | ", 1), ""
            for part in _SPLIT.split(rest):
                if (plain := _trimmed(part)) and any(c.isalnum() for c in plain):
                    yield plain


def _by_look(cell: Run) -> list[str]:
    """The texts of a cell that differ in weight, slant or colour: `**Acme**, Engineer`."""
    texts: list[str] = []
    last = None
    for piece in cell.pieces:
        look = (piece.style.bold, piece.style.italic, piece.style.color)
        heavier = last is not None and look != last and len(piece.text.strip(_EDGES)) > 1
        if texts and not heavier:
            texts[-1] += piece.text
        else:
            texts.append(piece.text)
            last = look
    return texts


def _trimmed(text: str) -> str:
    """Without separators at its ends; a bracket goes only if its partner is not there."""
    text = text.strip(" ,|–—-·•:;/\t")
    if text.count("(") != text.count(")"):
        text = text.strip("()").strip(_EDGES)
    return text[1:-1] if text.startswith("(") and text.endswith(")") else text


def _take_place(parts: list[str]) -> tuple[str, list[str], tuple[str, ...]]:
    """The place among the parts, the names, and details: `Engineer, Acme, Denver, CO` holds two
    names and a place."""
    names: list[str] = []
    details: list[str] = []
    location = ""
    for part in parts:
        pieces = [piece.strip() for piece in part.split(",") if piece.strip()]
        if _DETAIL.match(part) or is_span(part):
            details.append(part)
            continue
        if not location and (size := _place_size(pieces, part, alone=bool(names))):
            location = ", ".join(pieces[-size:])
            pieces = pieces[:-size]
        if pieces:
            names.append(", ".join(pieces))
    return location, names, tuple(details)


def _place_size(pieces: list[str], part: str, *, alone: bool) -> int:
    """How many of the last pieces name a place. `Denver, CO` does anywhere; `Brno, Czechia` only
    where it stands alone after a name, since `Siemens, Munich` looks the same."""
    if len(pieces) >= 2 and re.fullmatch(r"[A-Z]{2}(?: \d{5})?", pieces[-1]):
        return 2
    named = any(TITLE.search(piece) or ORGANISATION.search(piece) for piece in pieces)
    whole = len(pieces) <= 2 and all(_PLACE_NAME.fullmatch(p) for p in pieces)
    return len(pieces) if alone and whole and not named and is_place(part) else 0
