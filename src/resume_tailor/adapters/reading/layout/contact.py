"""Who the person is, from what stands outside of the sections."""

import re
from collections.abc import Iterator, Sequence

from resume_tailor.adapters.reading.layout.page import Document, Link, Run
from resume_tailor.adapters.reading.layout.rows import Row
from resume_tailor.adapters.reading.layout.section_names import is_document_title
from resume_tailor.adapters.reading.layout.vocabulary import TITLE
from resume_tailor.domain.model.resume import Contact

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<![\w/.])\(?\+?\(?\d[\d\s().\-/]{6,18}\d(?![\w/])")
_LINK = re.compile(
    r"(?:https?://)?(?:www\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|org|net|io|dev|me|de|fr|es|cz|uk"
    r"|ch|at|eu|app|ai|co|it|pl|nl|se|dk|pt|sk|cn|us|ca|au|in|info|page|tech|xyz|gtld)"
    r"(?:/[\w.~%/+@-]*)?(?![\w@])",
    re.IGNORECASE,
)
_PLACE = re.compile(r"[^\W\d_][\w .'-]{1,30}, ?(?:[A-Z]{2}\b|[^\W\d_][\w .'-]{2,30})(?: \d{4,6})?")
_DIVIDER = re.compile(r"\s*(?:[|•·∙◦⋄♦⬥●]|\s[–—]\s|\s{2,})\s*|\s+,\s+")
_LABEL = re.compile(
    r"^(?:e-?mail|mail|phone|tel(?:efon)?|telephone|mobile?|mobil|handy|address|adresse|linkedin"
    r"|github|web(?:site)?|location|cell|portfolio)\s*(?::|\.(?=\s))\s*",
    re.IGNORECASE,
)
_MAX_NAME_WORDS, _MAX_NAME_LETTERS = 6, 50


def read_contact(top: Sequence[Row], document: Document, everything: str) -> Contact:
    """The contact in the rows above the first heading. An e-mail address and a telephone number
    are looked for in the whole text, since some print them in a side column or a footer."""
    names = _name_runs(top)
    cells = [cell for row in top for cell in row.cells if cell not in names]
    parts = [part for cell in cells for part in _parts(cell.text)]
    above = " | ".join(parts)
    email = _first(_EMAIL, above) or _first(_EMAIL, everything) or _mail_link(document.links)
    phone = _phone(above) or _phone_link(document.links)
    printed = [link for part in parts for link in _links_in(part)]
    behind = [link.address for link in document.links if _belongs(link, cells)]
    location = next((part for part in parts if _is_place(part)), "")
    known = [*printed, email, phone, location]
    other = [part for part in parts if part and not any(k and k in part for k in known)]
    return Contact(
        name=_name(names),
        email=email,
        phone=phone,
        location=location,
        links=tuple(_without_doubles([*printed, *behind])),
        other=tuple(other),
    )


def could_be_name(text: str) -> bool:
    """Few words, no digits, nothing of an address."""
    words = text.split()
    return (
        len(words) <= _MAX_NAME_WORDS
        and len(text) <= _MAX_NAME_LETTERS
        and not re.search(r"[\d@/:|•]", text)
        and any(c.isalpha() for c in text)
        and not is_document_title(text)
    )


def _name_runs(top: Sequence[Row]) -> list[Run]:
    """The largest print that reads like a name; a second row of the same look goes with it."""
    cells = [cell for row in top if row.page == 0 for cell in row.cells]
    fitting = [cell for cell in cells if could_be_name(re.split(r"\s\|\s", cell.text)[0])]
    if not fitting:
        return []
    best = max(fitting, key=lambda run: run.size)
    beside = [
        run
        for run in fitting
        if run.style == best.style and abs(run.box.middle - best.box.middle) < 1.6 * best.size
    ]
    words = sum(len(run.text.split()) for run in beside)
    return beside if best.size > 14 and words <= _MAX_NAME_WORDS else [best]


def _name(runs: Sequence[Run]) -> str:
    text = " ".join(re.split(r"\s\|\s", run.text)[0] for run in runs).strip(" ,|")
    return text.title() if text.isupper() and len(text) > 3 else text


def _parts(text: str) -> Iterator[str]:
    for part in _DIVIDER.split(text):
        if plain := _LABEL.sub("", part.strip(" ,;|")):
            yield plain


def _links_in(part: str) -> list[str]:
    return [] if "@" in part else _LINK.findall(part)


def _belongs(link: Link, cells: Sequence[Run]) -> bool:
    """A web address behind a text of the contact, so that `LinkedIn` leads somewhere."""
    if not link.address.startswith(("http://", "https://")):
        return False
    return any(
        cell.page == link.page
        and cell.box.beside(link.box)
        and cell.box.x0 < link.box.x1
        and cell.box.x1 > link.box.x0
        for cell in cells
    )


def _without_doubles(links: Sequence[str]) -> Iterator[str]:
    seen: set[str] = set()
    for link in links:
        plain = re.sub(r"^https?://(?:www\.)?|/$", "", link.casefold())
        if plain not in seen:
            seen.add(plain)
            yield link


def _is_place(part: str) -> bool:
    return bool(_PLACE.fullmatch(part)) and not TITLE.search(part) and len(part.split()) <= 6


def is_contact(text: str) -> bool:
    """Whether it holds an address, a number or a link."""
    return bool(_EMAIL.search(text) or _phone(text) or _links_in(text))


def _phone(text: str) -> str:
    found = (match[0].strip() for match in _PHONE.finditer(text))
    return next((number for number in found if 7 <= sum(c.isdigit() for c in number) <= 15), "")


def _first(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found[0].strip().rstrip(".") if found else ""


def _mail_link(links: Sequence[Link]) -> str:
    found = (link.address[7:].partition("?")[0] for link in links if _scheme(link) == "mailto")
    return next((address for address in found if _EMAIL.fullmatch(address)), "")


def _phone_link(links: Sequence[Link]) -> str:
    return next((link.address[4:].strip() for link in links if _scheme(link) == "tel"), "")


def _scheme(link: Link) -> str:
    return link.address.partition(":")[0].casefold()
