"""A text of whatever kind: a page, an answer for programs, or what a person pasted."""

import json
import re
from typing import Any

from resume_tailor.adapters.scraping.data_reader import read_data
from resume_tailor.adapters.scraping.markup.markdown import html_to_markdown
from resume_tailor.adapters.scraping.merge import merge
from resume_tailor.adapters.scraping.page_reader import read_html
from resume_tailor.adapters.scraping.reading import posting_of
from resume_tailor.adapters.scraping.sources.apis import ApiRequest
from resume_tailor.adapters.scraping.sources.plain_text import read_plain_text
from resume_tailor.adapters.scraping.sources.xml_data import parse_xml
from resume_tailor.adapters.scraping.verdict import over_in
from resume_tailor.adapters.scraping.words import phrases
from resume_tailor.domain.errors import PostingUnreadable
from resume_tailor.domain.model.job_posting import JobPosting

_IS_PAGE = re.compile(
    r"<(?:!doctype html|html|head|body|script|div|article|main|section|table|font|span|br|p|ul|h[1-6])\b",
    re.IGNORECASE,
)
_IS_XML = re.compile(r"\s*<\?xml\b(?!.{0,400}<html)", re.DOTALL | re.IGNORECASE)
_NOTICE = 1_000
"""Characters at the beginning of a text in which a site may say that it is over."""


def read_posting(text: str, url: str = "", asked: ApiRequest | None = None) -> JobPosting:
    """The posting; `asked` is the request that the text answers, if it was one. Raises
    `PostingUnreadable`, or what below it says what is there instead."""
    text = _without_headers(text)
    data = _data(text)
    if data is not None:
        return read_data(data, url, asked)
    if _IS_PAGE.search(text):
        return read_html(text, url)
    text = html_to_markdown(text)
    found = read_plain_text(text)
    if found is None:
        raise PostingUnreadable
    return posting_of(merge([found]), url, over_in(text[:_NOTICE], phrases()))


def _without_headers(text: str) -> str:
    """A saved answer may begin with the head of its HTTP response."""
    if not text.startswith("HTTP/"):
        return text
    return re.split(r"\r?\n\r?\n", text, maxsplit=1)[-1]


def _data(text: str) -> Any | None:
    start = text.lstrip("\ufeff \t\r\n")
    if start.startswith(("{", "[")):
        try:
            return json.loads(start, strict=False)
        except (ValueError, RecursionError):
            return None
    return parse_xml(text) if _IS_XML.match(text) else None
