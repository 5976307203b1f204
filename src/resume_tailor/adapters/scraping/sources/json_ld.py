"""schema.org JobPosting in JSON-LD: what an employer says for machines to read."""

import json
import re
from collections.abc import Iterator
from typing import Any

from resume_tailor.adapters.scraping.sources.schema_org import JOB_POSTING, Item, types_of

_DEEPEST = 10
_BARE_CONTROL = re.compile(r"[\x00-\x1f]")
_TRAILING_COMMA = re.compile(r",\s*(?=[}\]])")
_COMMENT = re.compile(r"^[ \t]*(?://.*|/\*.*?\*/|<!\[CDATA\[|\]\]>|<!--|-->)[ \t]*$", re.MULTILINE)


def json_ld_items(tree: Any) -> Iterator[Item]:
    """Every JobPosting in the scripts of a page, however deep in graphs and lists."""
    for document in json_ld_documents(tree):
        yield from _postings(document, 0)


def json_ld_documents(tree: Any) -> Iterator[Any]:
    """The contents of the scripts, mended where they are almost JSON."""
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            document = _load(script.text or "")
            if document is not None:
                yield document


def _load(text: str) -> Any:
    text = text.strip().removeprefix("<!--").removesuffix("-->").strip().removesuffix(";")
    for mend in (str, _mended):
        try:
            return json.loads(mend(text), strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _mended(text: str) -> str:
    """Without comments and trailing commas, which sites write and JSON does not have."""
    return _TRAILING_COMMA.sub("", _COMMENT.sub("", text))


def _postings(data: Any, depth: int) -> Iterator[Item]:
    if depth > _DEEPEST:
        return
    if isinstance(data, list):
        for part in data:
            yield from _postings(part, depth + 1)
    elif isinstance(data, dict):
        if JOB_POSTING in types_of(data):
            yield data
        for part in data.values():
            if isinstance(part, dict | list):
                yield from _postings(part, depth + 1)
