"""The parts of an entry's header: who, as what, when, where, whichever way round they stand."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from resume_tailor.adapters.reading.layout.entries import Draft
from resume_tailor.adapters.reading.layout.notes import (
    is_place,
    is_region,
    is_span,
    is_surely_place,
)
from resume_tailor.adapters.reading.layout.page import Run
from resume_tailor.adapters.reading.layout.vocabulary import ORGANISATION, TITLE
from resume_tailor.domain.model.resume import SectionKind

_SPLIT = re.compile(r"\s*(?:\t|\s?[|•·∙⋅]\s|\s[–—-]\s|\s@\s|;|\s/\s)\s*")
_DETAIL = re.compile(r"https?://|www\.|[\w.-]+\.[a-z]{2,6}/", re.IGNORECASE)
_AT = re.compile(r"\s(?:at|bei|chez)\s")
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


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece of text of a header; `leads` if its row begins with it."""

    text: str
    leads: bool
    alone: bool
    """It is a cell by itself."""


def read_headers(drafts: Sequence[Draft], kind: SectionKind) -> list[Header]:
    """The headers of one section. Its entries are built alike, so that what most of them have
    first, the organisation or the title, all have first."""
    by_form = kind is not SectionKind.PROJECTS  # `Swift, Core Image` has the form of a place
    parts = [_take_place(list(_parts(draft)), by_form=by_form) for draft in drafts]
    title_first = sum(_leans_to_title(names) for _, names, _ in parts) > 0
    return [
        _header(draft, *part, title_first=title_first)
        for draft, part in zip(drafts, parts, strict=True)
    ]


def _header(
    draft: Draft, location: str, names: list[str], details: tuple[str, ...], *, title_first: bool
) -> Header:
    if len(names) == 1:
        organisation, title, place = _parted(names[0])
        return Header(organisation, title, draft.dates, location or place, details)
    first, second, *rest = [*names, "", ""]
    organisation, title = (second, first) if title_first else (first, second)
    title = ", ".join(filter(None, (title, *rest)))
    return Header(organisation, title, draft.dates, location, details)


def _parted(name: str) -> tuple[str, str, str]:
    """Organisation, title and place of the only name: `Nurse, Intensive Care, Mercy Hospital` holds
    two of them, `Cook, Hotel Adler, Bern` three, `Developer` and `Acme` one."""
    pieces = [piece.strip() for piece in name.split(",")]
    titles = [bool(TITLE.search(p)) and not ORGANISATION.search(p) for p in pieces]
    if titles[0] and not titles[-1]:
        city = len(pieces) > 2 and _PLACE_NAME.fullmatch(pieces[-1])
        place = pieces.pop() if city and not ORGANISATION.search(pieces[-1]) else ""
        return pieces[-1], ", ".join(pieces[:-1]), place
    if titles[-1] and not titles[0]:
        return pieces[0], ", ".join(pieces[1:]), ""
    return ("", name, "") if titles[0] else (name, "", "")


def _leans_to_title(names: list[str]) -> int:
    """Above 0 if the first name reads like a title, below if the second one does."""
    if len(names) < 2:
        return 0
    return _title_likeness(names[0]) - _title_likeness(names[1])


def _title_likeness(name: str) -> int:
    return bool(TITLE.search(name)) - 2 * bool(ORGANISATION.search(name))


def _parts(draft: Draft) -> Iterator[_Part]:
    """The texts of the header, cut where the look changes and at separators; its dates left out,
    but no others: `expected 2026` is no part of `2022 - today`."""
    dates = draft.dates
    leads = True
    row = -1
    for number, cell in draft.numbered_cells():
        for text in _by_look(cell):
            rest = text
            if dates and dates in text:
                rest, dates = text.replace(dates, " | ", 1), ""
            parts = [piece for part in _SPLIT.split(rest) for piece in _at(part)]
            for part in parts:
                if (plain := _trimmed(part)) and any(c.isalnum() for c in plain):
                    leads, row = number != row, number
                    yield _Part(plain, leads, plain == _trimmed(cell.text))


def _at(text: str) -> list[str]:
    """`Engineer at Acme` holds two names, `University of Texas at Austin` one."""
    before, _, after = _AT.sub("\t", text, count=1).partition("\t")
    return [before, after] if after and not ORGANISATION.search(before) else [text]


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


def _take_place(parts: list[_Part], *, by_form: bool) -> tuple[str, list[str], tuple[str, ...]]:
    """The place among the parts, the names, and details: `Engineer, Acme, Denver, CO` holds two
    names and a place. A place by its form alone must not begin its row, and must leave two names;
    the last remaining name is never taken for a place."""
    details = tuple(p.text for p in parts if _DETAIL.match(p.text) or is_span(p.text))
    candidates = [part for part in parts if part.text not in details]
    names: list[str] = []
    location = ""
    for part in candidates:
        formal = by_form and not part.leads and (is_place(part.text) or _is_lone_city(part))
        sure = is_surely_place(part.text) and len(candidates) > 1
        if not location and (sure or (formal and len(candidates) > 2)):
            location = part.text
        else:
            name, place = (part.text, "") if location else _without_place(part.text, formal)
            location = location or place
            names.append(name)
    if not names and location:
        names, location = [location], ""
    return location, names, details


def _is_lone_city(part: _Part) -> bool:
    """One or two names flush right of others: `Leeds`, `New York`, `(Nantes)`."""
    plain = part.text.strip(" ().")
    named = bool(_PLACE_NAME.fullmatch(plain)) and plain[:1].isupper() and len(plain.split()) <= 2
    return part.alone and named and not TITLE.search(plain) and not ORGANISATION.search(plain)


def _without_place(text: str, formal: bool) -> tuple[str, str]:  # noqa: FBT001
    """`Acme, Denver, CO`, `Acme GmbH, Wels` and `Acme, Brno, Czechia` end with a place; so does
    what has the form of a place and does not begin its row, which is `formal`."""
    pieces = [piece.strip() for piece in text.split(",") if piece.strip()]
    if len(pieces) >= 3 and is_region(pieces[-1]) and is_region(pieces[-2]):
        return ", ".join(pieces[:-3]), ", ".join(pieces[-3:])
    if len(pieces) >= 3 and is_region(pieces[-1]):
        return ", ".join(pieces[:-2]), ", ".join(pieces[-2:])
    if len(pieces) == 2:
        first, last = pieces
        company = ORGANISATION.search(first) and not ORGANISATION.search(last)
        city = _PLACE_NAME.fullmatch(last) and not TITLE.search(last)
        if (company and city) or is_region(last) or formal:
            return first, last
    return text, ""
