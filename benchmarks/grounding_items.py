"""Labelled rewrites: how they are read, and what else is known of each."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from resume_tailor.domain.model.grounding.doubts import Background
from resume_tailor.domain.model.language import language_of

Item = dict[str, Any]
"""`evidence` (lines cited), `resume` (all lines), `requirements`, `rewrite`, `label` (`grounded` or
`fabricated`), `kind`, `language`, `fabricated_spans`, `why`."""

WRITTEN = date(2024, 12, 31)
"""When the sets were written, as far as `present` is concerned."""


def load_items(path: Path) -> Iterator[Item]:
    """The items of a file, one JSON object a line."""
    for line in path.read_text("utf-8").splitlines():
        if line.strip():
            yield json.loads(line)


def background_of(item: Item) -> Background:
    """What the check would know: the posting, the rest of the resume, the language. The label's own
    language is not looked at."""
    return Background(
        WRITTEN,
        language_of("\n".join(item["resume"])) or language_of(item["rewrite"]) or "en",
        tuple(item["requirements"]),
        tuple(line for line in item["resume"] if line not in item["evidence"]),
    )
