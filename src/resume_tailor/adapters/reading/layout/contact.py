"""Who the person is, from what stands outside of the sections."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from resume_tailor.adapters.reading.layout.notes import has_dates, is_dates, is_surely_place
from resume_tailor.adapters.reading.layout.page import Document, Link, Run
from resume_tailor.adapters.reading.layout.rows import Row
from resume_tailor.adapters.reading.layout.section_names import is_document_title
from resume_tailor.adapters.reading.layout.vocabulary import TITLE
from resume_tailor.domain.model.resume import Contact

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<![\w/.])\(?\+?\(?\d[\d\s().\-/]{6,18}\d(?![\w/])")
_LINK = re.compile(
    r"(?<![a-z0-9-])(?:https?://)?(?:www\.)?[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,4}\.(?:com|org|net|io|dev|me|de|fr|es|cz|uk"
    r"|ch|at|eu|app|ai|co|it|pl|nl|se|dk|pt|sk|cn|us|ca|au|in|info|page|tech|xyz|gtld)"
    r"(?:/[\w.~%/+@-]*)?(?![\w@])",
    re.IGNORECASE,
)
_PLACE = re.compile(r"[^\W\d_][\w .'-]{1,30}, ?(?:[A-Z]{2}\b|[^\W\d_][\w .'-]{2,30})(?: \d{4,6})?")
_DIVIDER = re.compile(r"\s*(?:[|•·∙◦⋄♦⬥●]|\s[–—]\s|\s{2,})\s*|\s+,\s+")
_HEADLINE = re.compile(r"\s\|\s")
_NAME_LABEL = re.compile(
    r"(?:full name|name|nom|nombre|nome|naam|jméno|jméno a příjmení|imię i nazwisko|namn|navn"
    r"|vor- und nachname|姓名)\s*[:：]?\s+(?P<name>.+)",
    re.IGNORECASE,
)
_GAP = re.compile(r"\s{3,}")
_LABEL = re.compile(
    r"^(?:e-?mail|mail|phone|tel(?:efon)?|telephone|mobile?|mobil|handy|address|adresse|linkedin"
    r"|github|web(?:site)?|location|cell|portfolio|indirizzo|telefono|teléfono|téléphone|telefone|anschrift"
    r"|adres|adresa|dirección|endereço|correo|courriel|电话|邮箱|现居)\s*(?::|\.(?=\s))\s*",
    re.IGNORECASE,
)
_MAX_NAME_WORDS, _MAX_NAME_LETTERS = 6, 50
_LONGEST = 600
"""Letters of a text that are searched; addresses stand in short ones."""
_EDGES = " ,;|–—-·•"


@dataclass
class _Found:
    """What the texts of the contact hold, by kind, each in the order of print."""

    emails: list[str] = field(default_factory=list)
    phones: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    rest: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)

    def read(self, text: str) -> None:
        """Take one text apart; what is left of it is a place, a headline, an address."""
        plain, after = text[:_LONGEST].strip(_EDGES), text[_LONGEST:]
        if label := _LABEL.match(plain):
            self.labels.append(label[0].strip(" :."))
            plain = plain[label.end() :]
        plain = _take(_EMAIL, plain, self.emails)
        plain = _take(_LINK, plain, self.links)
        plain = _take(_PHONE, plain, self.phones, _is_phone)
        for part in (*_GAP.split(plain), after):
            if any(c.isalnum() for c in part):
                self.rest.append(part.strip(_EDGES))


def read_contact(
    top: Sequence[Row], elsewhere: Sequence[Row], document: Document
) -> tuple[Contact, list[str]]:
    """The contact in the rows above the first heading, and the labels that stood in it (`Tel.`).
    What is missing there is looked for `elsewhere`, in sections with a heading of their own for it;
    an e-mail address in the whole text, since some print it in a footer."""
    names = _name_runs(top)
    cells = [c for row in top for c in (*row.cells, *row.notes) if c not in names]
    found = _Found()
    for text in _after_name(names):
        found.rest.append(text)
    for cell in cells:
        for part in _DIVIDER.split(cell.text):
            found.read(part)
    aside = _aside(elsewhere)
    location = next((text for text in found.rest if _is_place(text)), "")
    behind = [link.address for link in document.links if _belongs(link, cells)]
    other = list(found.rest)
    if location:
        other.remove(location)
    everything = " ".join(run.text[:_LONGEST] for run in document.runs)
    contact = Contact(
        name=_name(names) or _labelled_name(elsewhere),
        email=_first([*found.emails, *_EMAIL.findall(everything), *_targets("mailto", document)]),
        phone=_first([*found.phones, *aside.phones, *_targets("tel", document)]),
        location=location or next((text for text in aside.rest if _is_place(text)), ""),
        links=tuple(_without_doubles([*found.links, *behind])),
        other=(*other, *found.emails[1:], *found.phones[1:]),
    )
    return contact, found.labels


def _aside(rows: Sequence[Row]) -> _Found:
    found = _Found()
    for row in rows:
        for cell in row.cells:
            for part in _DIVIDER.split(cell.text):
                found.read(part)
    return found


def _labelled_name(rows: Sequence[Row]) -> str:
    """`Name  Dr. Anna Berg`, as tables of personal data have it."""
    texts = (" ".join(cell.text for cell in row.cells) for row in rows)
    found = next((match for text in texts if (match := _NAME_LABEL.fullmatch(text))), None)
    return found["name"].strip() if found and could_be_name(found["name"]) else ""


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
    fitting = [cell for cell in cells if could_be_name(_HEADLINE.split(cell.text)[0])]
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
    text = " ".join(_HEADLINE.split(run.text)[0] for run in runs).strip(_EDGES)
    return text.title() if text.isupper() and len(text) > 3 else text


def _after_name(runs: Sequence[Run]) -> list[str]:
    """`Jane Doe | Engineer`: what stands after the name."""
    return [text.strip(_EDGES) for run in runs for text in _HEADLINE.split(run.text)[1:]]


def _take(
    pattern: re.Pattern[str],
    text: str,
    into: list[str],
    accepts: Callable[[str], bool] = bool,
) -> str:
    """The text without what the pattern finds, which goes into the list."""
    for match in pattern.finditer(text):
        if accepts(value := match[0].strip().rstrip(".")):
            into.append(value)
            text = text.replace(match[0], "   ", 1)
    return text


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
    if is_surely_place(part):
        return True
    if has_dates(part):
        return False
    return bool(_PLACE.fullmatch(part)) and not TITLE.search(part) and len(part.split()) <= 6


def is_contact(text: str) -> bool:
    """Whether it holds an address, a number or a link."""
    text = text[:_LONGEST]
    phones = (match[0] for match in _PHONE.finditer(text))
    return bool(_EMAIL.search(text) or _LINK.search(text)) or any(map(_is_phone, phones))


def _is_phone(text: str) -> bool:
    return 7 <= sum(c.isdigit() for c in text) <= 15 and not is_dates(text)


def _first(texts: Sequence[str]) -> str:
    return next(iter(texts), "")


def _targets(scheme: str, document: Document) -> Iterator[str]:
    """What links of a scheme lead to: `mailto:`, `tel:`."""
    for link in document.links:
        name, _, target = link.address.partition(":")
        if name.casefold() == scheme and target.strip():
            yield target.partition("?")[0].strip()
