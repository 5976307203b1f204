"""Phrases that tell the parts of pages apart, in several languages, from `phrases.txt`."""

from functools import cache
from pathlib import Path

from resume_tailor.domain.model.phrases import Phrases

_FILE = Path(__file__).parent / "phrases.txt"


@cache
def phrases() -> Phrases:
    """The phrases of the file."""
    return Phrases.parse(_FILE.read_text("utf-8"))
