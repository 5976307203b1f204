"""The last resort: the readable text of a page, by trafilatura."""

import re
from typing import Any

import trafilatura
from lxml import html as lxml_html

from resume_tailor.adapters.scraping.markup import drop_hidden, tidy
from resume_tailor.domain.model.job_posting import JobPosting

MIN_LENGTH = 400
"""Characters; what is shorter is a notice, a form or an error, hardly a posting."""
_SITE_SUFFIX = re.compile(r"\s+[|–—·-]\s+[^|–—·]{2,40}$")


def read_readable_text(tree: Any, url: str) -> JobPosting | None:
    """The main text with its headings and list items; None if there is too little of it."""
    drop_hidden(tree)
    page = lxml_html.tostring(tree, encoding="unicode")
    text = trafilatura.extract(
        page,
        output_format="markdown",
        include_comments=False,
        include_tables=True,
        favor_recall=True,
    )
    description = tidy(text or "")
    title = _title(tree)
    if len(description) < MIN_LENGTH or not title:
        return None
    return JobPosting(title, _meta(tree, "og:site_name"), "", description, url)


def _title(tree: Any) -> str:
    heading = next((tidy(h.text_content()) for h in tree.iter("h1") if tidy(h.text_content())), "")
    if heading and len(heading) <= 150:
        return heading
    title = _meta(tree, "og:title") or next((t.text or "" for t in tree.iter("title")), "")
    return _SITE_SUFFIX.sub("", tidy(title))


def _meta(tree: Any, name: str) -> str:
    for meta in tree.iter("meta"):
        if name in (meta.get("property"), meta.get("name")):
            return tidy(meta.get("content") or "")
    return ""
