"""A posting that a person pasted as plain text."""

import re

from resume_tailor.adapters.scraping.markup.markdown import tidy
from resume_tailor.adapters.scraping.sources.companies import company_by_form, company_in_text
from resume_tailor.adapters.scraping.sources.found import Found
from resume_tailor.adapters.scraping.sources.page.shown import place_in_text
from resume_tailor.adapters.scraping.sources.places import place_in_line
from resume_tailor.adapters.scraping.sources.values import remote_of
from resume_tailor.adapters.scraping.words import phrases

MIN_LENGTH = 80
"""Characters; people paste the essential part, so less than of a page is enough."""
_MAX_TITLE = 120
_TEXT = "the text"
_BARS = re.compile(r"\s+\|\s+")
_LABEL = re.compile(
    r"(?i)^(?:job title|title|position|role|stelle|stellenbezeichnung|poste|puesto|pozice|název pozice)\s*:\s*(.{3,120})$"
)


def read_plain_text(text: str) -> Found | None:
    """The first line is taken for the title, or for company, title and place where bars separate
    them; None if there is too little text."""
    description = tidy(text)
    if len(description) < MIN_LENGTH:
        return None
    lines = [line.strip("#* ") for line in description.splitlines() if line.strip("#* ")]
    if not lines:
        return None
    title, company, place = _from_bars(lines[0]) or (_title(lines), "", "")
    head = "\n".join(lines[:6])
    company = (
        company
        or company_by_form(head)
        or company_in_text(description)
        or company_by_form(description)
    )
    place = (
        place
        or place_in_text(description, phrases())
        or next(filter(None, map(place_in_line, lines[:6])), "")
    )
    return Found(_TEXT, title, company, place, description)


def _title(lines: list[str]) -> str:
    labelled = next((found[1] for line in lines[:8] if (found := _LABEL.match(line))), "")
    return labelled or (lines[0] if len(lines[0]) <= _MAX_TITLE else "")


def _from_bars(line: str) -> tuple[str, str, str] | None:
    """`Acme | Night Nurse | Leeds | ...`, as people write in forums."""
    parts = _BARS.split(line)
    if len(parts) < 3 or len(line) > 3 * _MAX_TITLE:
        return None
    place = next((p for p in parts[1:] if place_in_line(p) or remote_of(p)), "")
    title = next((p for p in parts[1:] if p != place and not re.search(r"http|\d{2,}k", p)), "")
    return title, parts[0], place if len(place) <= 60 else ""
