"""Who the person is, from what stands outside of the sections."""

import re
from collections.abc import Sequence

from resume_tailor.adapters.pdf.rows import Row
from resume_tailor.domain.model.resume import Contact

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<![\w/.])\+?\(?\d[\d\s().\-/]{6,18}\d(?![\w/])")
_LINK = re.compile(
    r"(?:https?://)?(?:www\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|org|net|io|dev|me|de|fr|es|cz|uk"
    r"|ch|at|eu|app|ai|co)(?:/[\w.~%/+-]*)?",
    re.IGNORECASE,
)
_PLACE = re.compile(r"[^\W\d_][\w .'-]{1,30}, ?(?:[A-Z]{2}\b|[^\W\d_][\w .'-]{2,30})(?: \d{4,6})?")
_DIVIDER = re.compile(r"\s*(?:[|•·∙◦⋄♦⬥]|\s[–—]\s|\s{2,})\s*")


def read_contact(rows: Sequence[Row], links: Sequence[str], everything: str) -> Contact:
    """The contact in the rows above the first heading; an e-mail address is looked for in the
    whole text, since some print it in a side column or a footer."""
    name_row = _name_row(rows)
    parts = [
        part.strip(" ,;|")
        for row in rows
        if row is not name_row
        for cell in row.cells
        for part in _DIVIDER.split(cell)
    ]
    above = " | ".join(parts)
    email = _first(_EMAIL, above) or _mail_link(links) or _first(_EMAIL, everything)
    phone = _first(_PHONE, above)
    printed = [link for part in parts if "@" not in part for link in _LINK.findall(part)]
    location = next((part for part in parts if _is_place(part)), "")
    known = [*printed, email, phone, location]
    other = [part for part in parts if part and not any(k and k in part for k in known)]
    return Contact(
        name=_name(name_row),
        email=email,
        phone=phone,
        location=location,
        links=tuple(dict.fromkeys(printed)),
        other=tuple(other),
    )


def _name_row(rows: Sequence[Row]) -> Row | None:
    """The largest print; of rows of one size, the first that reads like a name."""
    candidates = [row for row in rows[:12] if _reads_like_a_name(row.cells[0])]
    return max(candidates, key=lambda row: row.size, default=None)


def _reads_like_a_name(text: str) -> bool:
    words = text.split()
    return len(words) <= 6 and len(text) <= 50 and not re.search(r"[\d@/:|•]", text)


def _name(row: Row | None) -> str:
    if row is None:
        return ""
    text = row.cells[0].strip(" ,|")
    if re.fullmatch(r"(?:\w ){3,}\w", text):
        text = text.replace(" ", "")
    return text.title() if text.isupper() and len(text) > 3 else text


def _is_place(part: str) -> bool:
    return bool(_PLACE.fullmatch(part)) and not _EMAIL.search(part) and len(part.split()) <= 6


def _first(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found[0].strip() if found else ""


def _mail_link(links: Sequence[str]) -> str:
    addresses = (link[7:].partition("?")[0] for link in links if link.startswith("mailto:"))
    return next((a for a in addresses if _EMAIL.fullmatch(a)), "")
