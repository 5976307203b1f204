"""Which of the terms that a requirement names are alternatives of each other."""

import re

from resume_tailor.domain.model.lexicon import Lexicon

_OR = re.compile(r"\s*(?:,\s*)?(?:(?:or|oder|ou|nebo|o)\b|/)\s*(?:\w+\s)?", re.IGNORECASE)
_IN_PARENTHESES = re.compile(r"\([^()]{0,300}\)")
_AND = re.compile(r"\s(?:and|und|et|y|e|a|i|&)\s", re.IGNORECASE)
_FOR_EXAMPLE = re.compile(
    r"\b(?:such as|e\.g|for example|one of|any of|z\.\s?b|par exemple|por ejemplo|např)",
    re.IGNORECASE,
)


def alternatives(text: str, lexicon: Lexicon) -> list[frozenset[str]]:
    """The terms asked for, in groups of which one term is enough: `Python or Go, and Docker` has
    two groups; after `such as` all belong to one."""
    groups: list[set[str]] = []
    end = 0
    example = _FOR_EXAMPLE.search(text)
    for mention in lexicon.terms(text):
        listed = example is not None and mention.start > example.start() and end > example.start()
        if groups and (
            listed
            or _OR.fullmatch(text[end : mention.start])
            or _is_listed_as_example(text, end, mention.start)
            or _comma_before_or(text, end, mention.start, lexicon)
        ):
            groups[-1].add(mention.term)
        else:
            groups.append({mention.term})
        end = mention.end
    return [frozenset(group) for group in groups]


def _is_listed_as_example(text: str, end: int, start: int) -> bool:
    """Whether a comma goes on a list in parentheses: `a cloud vendor (AWS, Azure)` is any of them."""
    if text[end:start].strip() not in (",", "/"):
        return False
    return any(
        found.start() < end and start < found.end() and not _AND.search(found[0])
        for found in _IN_PARENTHESES.finditer(text)
    )


def _comma_before_or(text: str, end: int, start: int, lexicon: Lexicon) -> bool:
    """Whether a comma goes on a list that ends in `or`: `Kafka, Kinesis or RabbitMQ`."""
    if text[end:start].strip() != ",":
        return False
    at = start
    for mention in lexicon.terms(text[start:]):
        between = text[at : start + mention.start]
        if at > start and between.strip() != ",":
            return bool(_OR.fullmatch(between))
        at = start + mention.end
    return bool(_OR.match(text[at:]))
