"""What reading a page or an answer gives."""

import re

from resume_tailor.adapters.scraping.merge import Merged
from resume_tailor.adapters.scraping.sources.values import remote_of
from resume_tailor.domain.model.job_posting import FieldOrigin, JobPosting, PostingStatus
from resume_tailor.domain.model.language import language_of
from resume_tailor.domain.model.text import visible

_CLOSED = "closed"
_LONGEST_FIELD, _LONGEST_DESCRIPTION = 240, 60_000
"""Characters. The longest real descriptions that we saw have 20,000."""
_LIVE = re.compile(r"<(?=[a-z/!?])|(?<=\])\(|(?<=\]):", re.IGNORECASE)


def posting_of(merged: Merged, url: str, closing_words: str = "") -> JobPosting:
    """The posting of merged sources; `closing_words` are what the page says of its end."""
    found = merged.found
    words = _short(closing_words) or (_CLOSED if found.closed else "")
    origins = dict(merged.origins)
    language = language_of(f"{found.title}\n{found.description}") or found.language
    if language and language != found.language:
        origins["language"] = "the text"
    return JobPosting(
        title=_short(found.title),
        company=_short(found.company),
        location=_short(found.location),
        description=_without_links(_cut(found.description, _LONGEST_DESCRIPTION)),
        url=url,
        status=PostingStatus.EXPIRED if words else PostingStatus.OPEN,
        closing_words=words,
        remote=found.remote or remote_of(found.location),
        employment_type=_short(found.employment_type),
        salary=_short(found.salary),
        language=language,
        origins=tuple(FieldOrigin(name, source) for name, source in origins.items()),
    )


def _short(text: str) -> str:
    return _cut(visible(text), _LONGEST_FIELD)


def _cut(text: str, longest: int) -> str:
    """The text, ending at a word where it is too long."""
    return text if len(text) <= longest else text[:longest].rsplit(maxsplit=1)[0] + " …"


def _without_links(markdown: str) -> str:
    """Markdown in which no HTML and no link comes to life; what looks like it is text."""
    return _LIVE.sub(lambda found: "\\" + found[0], markdown)
