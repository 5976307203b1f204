"""What a server answered, as text."""

from dataclasses import dataclass, field

from resume_tailor.adapters.scraping.fetching.freshness import Freshness


@dataclass(frozen=True, slots=True)
class Page:
    """A page as fetched; `url` is where it was found in the end."""

    url: str
    text: str
    freshness: Freshness = field(default_factory=Freshness)
    asked: str = ""
    """The address that was asked for; empty for a page that need not be kept."""
