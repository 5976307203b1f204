"""From the rows of a section to entries: a header with its dates, then lines."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from resume_tailor.adapters.pdf.rows import Row
from resume_tailor.domain.model.dates import POINT

_TO = r"\s*(?:-|–|—|−|‒|to|until|bis|à|a|al|do|till|through)\s*"
_DATES = re.compile(
    rf"[(\[]?(?:(?:since|seit|depuis|desde|od|from)\s+)?(?:{POINT.pattern.replace('?P<', '?P<a_')})"
    rf"(?:{_TO}(?:{POINT.pattern.replace('?P<', '?P<b_')}))?[)\]]?",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"engineer|developer|manager|analyst|designer|consultant|director|lead\b|head of|officer"
    r"|assistant|intern\b|trainee|teacher|nurse|architect|scientist|researcher|specialist|recruiter"
    r"|coordinator|administrator|executive|representative|technician|associate|founder|author"
    r"|instructor|tutor|lecturer|professor|programmer|accountant|supervisor|worker|clerk|chef|driver"
    r"|editor|writer|volunteer|president|owner|freelance|entwickler|leiter|referent|berater"
    r"|mitarbeiter|sachbearbeiter|praktikant|werkstudent|ingénieur|développeu|responsable|stagiaire"
    r"|chargée?\b|ingenier|desarrollador|gerente|vedoucí|bachelor|master|b\.?\s?s\.?c?\b|m\.?\s?s\.?c?\b"
    r"|b\.?a\b|ph\.?d|diploma|degree|diplom|licence|abitur|mba|certificate",
    re.IGNORECASE,
)
_ORGANISATION = re.compile(
    r"university|college|school|institute|academy|hospital|inc\b|ltd|llc|gmbh|\bag\b|s\.r\.o|corp"
    r"|company|universit|hochschule|école|lycée|gymnasium|universidad|instituto|bank|group|labs?\b",
    re.IGNORECASE,
)
_PLACE_NAME = re.compile(r"[^\W\d_][\w.'-]+(?: [^\W\d_][\w.'-]+){0,2}")
_SPLIT = re.compile(r"\s*(?:\t|\s[|•·]\s|\s[–—-]\s|\s@\s|\sat\s|;)\s*")
_MAX_HEADER_ROWS = 4
_PROSE_LENGTH = 90


@dataclass
class Draft:
    """An entry in the making; `items` are its lines, each with the rows that it was printed on."""

    header: list[Row] = field(default_factory=list)
    items: list[list[Row]] = field(default_factory=list)

    @property
    def dates(self) -> str:
        """The first dates of the header, as printed."""
        found = _DATES.search(" ".join(row.text for row in self.header))
        return found[0].strip("()[] ,") if found else ""


@dataclass(frozen=True, slots=True)
class Header:
    """The parts of an entry's header."""

    organisation: str
    title: str
    dates: str
    location: str


def split_entries(rows: Sequence[Row]) -> list[Draft]:
    """The entries of a section, in order. Rows before the first header belong to an entry without
    one, so that no row is lost."""
    drafts: list[Draft] = []
    for row, before in zip(rows, [None, *rows], strict=False):
        current = drafts[-1] if drafts else None
        if row.bulleted:
            _item(drafts).append([row])
        elif current and current.items and _continues(current.items[-1], row):
            current.items[-1].append(row)
        elif _is_prose(row) and current:
            current.items.append([row])
        elif current is None or _begins_entry(current, row, before):
            drafts.append(Draft([row]))
        elif current.items:
            current.items.append([row])
        else:
            current.header.append(row)
    return drafts


def read_header(draft: Draft) -> Header:
    """Organisation, title, dates and place, whichever way round they stand."""
    parts: list[str] = []
    for row in draft.header:
        for cell in row.cells:
            without_dates = _DATES.sub(" | ", cell).strip(" ,|()–—-")
            parts += [p.strip(" ,|()") for p in _SPLIT.split(without_dates) if p.strip(" ,|()–—-")]
    location, names = _take_place(parts)
    title = next((p for p in names if _TITLE.search(p) and not _ORGANISATION.search(p)), "")
    title = title or next((p for p in names if _TITLE.search(p)), "")
    rest = [p for p in names if p != title]
    if not title and len(rest) > 1:
        title = rest.pop(1)
    organisation = rest[0] if rest else ""
    return Header(organisation, ", ".join(filter(None, (title, *rest[1:]))), draft.dates, location)


def _item(drafts: list[Draft]) -> list[list[Row]]:
    if not drafts:
        drafts.append(Draft())
    return drafts[-1].items


def _begins_entry(current: Draft, row: Row, before: Row | None) -> bool:
    """A row is the header of another entry if it follows lines, or brings dates a second time."""
    dated = bool(_DATES.search(row.text))
    if current.items:
        after_bullet = current.items[-1][0].bulleted and not row.text[:1].islower()
        return dated or row.bold or after_bullet or _follows_gap(before, row)
    if dated and current.dates:
        return True
    if current.dates and row.bold and not current.header[-1].bold:
        return True
    return len(current.header) >= _MAX_HEADER_ROWS


def _continues(item: list[Row], row: Row) -> bool:
    """Whether the row is a wrapped part of the item above it."""
    first, last = item[0], item[-1]
    if row.page != last.page:
        return not row.bold and row.text[:1].islower()
    near = row.y0 - last.y1 < 0.9 * last.size
    indented = row.x0 >= first.x0 - 2 if first.bulleted else abs(row.x0 - first.x0) < 2
    alike = row.size == first.size and row.bold == first.bold
    if not first.bulleted:
        return near and alike and not _DATES.search(row.text)
    return near and indented and alike and row.x0 > first.mark_x0 + 2


def _is_prose(row: Row) -> bool:
    return len(row.text) > _PROSE_LENGTH and not row.bold and not _DATES.search(row.text)


def _follows_gap(before: Row | None, row: Row) -> bool:
    return before is not None and row.page == before.page and row.y0 - before.y1 > 0.7 * row.size


def _take_place(parts: list[str]) -> tuple[str, list[str]]:
    """The place among the parts, and the names: `Engineer, Acme, Denver, CO` holds all three."""
    names: list[str] = []
    location = ""
    for part in parts:
        pieces = [piece.strip() for piece in part.split(",") if piece.strip()]
        if not location and (size := _place_size(pieces, alone=bool(names))):
            location = ", ".join(pieces[-size:])
            pieces = pieces[:-size]
        if any(_TITLE.search(piece) for piece in pieces):
            names += pieces
        elif pieces:
            names.append(", ".join(pieces))
    return location, names


def _place_size(pieces: list[str], *, alone: bool) -> int:
    """How many of the last pieces name a place. `Denver, CO` does anywhere; `Brno, Czechia` only
    where it stands alone after a name, since `Siemens, Munich` looks the same."""
    if len(pieces) >= 2 and re.fullmatch(r"[A-Z]{2}", pieces[-1]):
        return 2
    named = any(_TITLE.search(piece) or _ORGANISATION.search(piece) for piece in pieces)
    if alone and len(pieces) == 2 and not named and all(_PLACE_NAME.fullmatch(p) for p in pieces):
        return 2
    return 1 if pieces == ["Remote"] else 0
