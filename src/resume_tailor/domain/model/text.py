"""Text from outside, made harmless: one rule for resumes, postings and messages."""

import re

_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
    "\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e0fff]"
)


def visible(text: str) -> str:
    """The text without what nobody can see: control, bidi, zero-width and tag characters, soft
    hyphens and lone surrogates. Databases refuse some of these, and others hide instructions."""
    return _UNSEEN.sub("", text.replace("\u2028", "\n").replace("\u2029", "\n"))
