"""What reading a page or an answer gives."""

from resume_tailor.adapters.scraping.merge import Merged
from resume_tailor.adapters.scraping.sources.values import remote_of
from resume_tailor.domain.model.job_posting import FieldOrigin, JobPosting, PostingStatus
from resume_tailor.domain.model.language import language_of

_CLOSED = "closed"


def posting_of(merged: Merged, url: str, closing_words: str = "") -> JobPosting:
    """The posting of merged sources; `closing_words` are what the page says of its end."""
    found = merged.found
    words = closing_words or (_CLOSED if found.closed else "")
    origins = dict(merged.origins)
    language = language_of(f"{found.title}\n{found.description}") or found.language
    if language and language != found.language:
        origins["language"] = "the text"
    return JobPosting(
        title=found.title,
        company=found.company,
        location=found.location,
        description=found.description,
        url=url,
        status=PostingStatus.EXPIRED if words else PostingStatus.OPEN,
        closing_words=words,
        remote=found.remote or remote_of(found.location),
        employment_type=found.employment_type,
        salary=found.salary,
        language=language,
        origins=tuple(FieldOrigin(name, source) for name, source in origins.items()),
    )
