"""What pages of scripts need: somebody who runs them."""

from abc import abstractmethod
from typing import Protocol

from resume_tailor.adapters.scraping.fetching.page import Page


class Renderer(Protocol):
    """Makes of a page what a person sees, by running its scripts."""

    @abstractmethod
    async def render(self, url: str) -> Page:
        """The page after its scripts have run. Raises `UrlNotAllowed` or `PostingUnreachable`."""
