"""What one source says of a posting."""

import re
from dataclasses import dataclass, replace

from resume_tailor.adapters.scraping.markup.markdown import html_to_markdown, tidy


@dataclass(frozen=True, slots=True)
class Found:
    """Empty where the source says nothing. `description` is Markdown, the rest is one line each."""

    source: str
    """For people: `JSON-LD`, `Greenhouse`, `the page's text`."""
    title: str = ""
    company: str = ""
    location: str = ""
    description: str = ""
    remote: str = ""
    """`remote`, `hybrid` or `on-site`."""
    employment_type: str = ""
    salary: str = ""
    language: str = ""
    """ISO 639-1."""
    closed: bool = False
    """The source says that nobody can apply any more."""

    def tidied(self) -> "Found":
        """With one blank between words, and nothing invisible, in the short fields."""
        return replace(
            self,
            title=_one_line(self.title),
            company=_one_line(self.company),
            location=_one_line(self.location),
            employment_type=_one_line(self.employment_type),
            salary=_one_line(self.salary),
        )


def _one_line(text: str) -> str:
    text = html_to_markdown(text) if "<" in text or "&" in text else tidy(text)
    return " ".join(re.sub(r"[#*]{2}", "", text).split())
