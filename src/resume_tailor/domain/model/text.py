"""Text from outside, made harmless: one rule for resumes, postings and messages."""

import re

_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffc"
    "\ud800-\udfff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U00013430-\U0001345f\U000e0000-\U000e0fff]"
)

_LIVE = re.compile(
    r"(?:\w+://|\bwww\.|\b(?:mailto|file|javascript|data):)[^\s)\]>\"']*|\b[\w.+-]+@[\w-]+\.\w+|\]\s?\(|<[/!?a-z]"
    r"|\b(?:\d{1,3}\.){3}\d{1,3}\b|\b(?:[\w-]+\.)+[a-z]{2,}/\S|\\[a-z]+\{|\{\{|\$\{|#\w+\(",
    re.IGNORECASE,
)


def live_parts(text: str) -> tuple[str, ...]:
    """What could come to life where a text is shown or printed: addresses, links, markup, commands."""
    return tuple(found[0] for found in _LIVE.finditer(text))


def visible(text: str) -> str:
    """The text without what nobody can see: control, bidi, zero-width and tag characters, fillers,
    soft hyphens, variation selectors and lone surrogates. Databases refuse some of these, and others hide instructions."""
    return _UNSEEN.sub("", text.replace("\u2028", "\n").replace("\u2029", "\n"))
