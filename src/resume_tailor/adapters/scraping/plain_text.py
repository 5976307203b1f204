"""A posting that a person pasted as plain text."""

import re

from resume_tailor.adapters.scraping.markup import tidy
from resume_tailor.domain.model.job_posting import JobPosting

MIN_LENGTH = 80
"""Characters; people paste the essential part, so less than of a page is enough."""
_MAX_TITLE = 120
_ABOUT = re.compile(
    r"^#*\s*(?:About|Über|À propos de|Sobre) (?:us at )?(?P<name>[A-Z][\w&. -]{1,40})$",
    re.MULTILINE,
)
_NO_NAME = re.compile(r"(?i)\b(?:us|you|the|role|job|team|uns|nous|company|position)\b")


def read_plain_text(text: str) -> JobPosting | None:
    """The first line is taken for the title; None if there is too little text."""
    description = tidy(text)
    if len(description) < MIN_LENGTH:
        return None
    first = next(line for line in description.splitlines() if line.strip())
    title = first.strip("#* ")
    found = next((m for m in _ABOUT.finditer(description) if not _NO_NAME.search(m["name"])), None)
    company = found["name"].strip() if found else ""
    return JobPosting(title if len(title) <= _MAX_TITLE else "", company, "", description)
