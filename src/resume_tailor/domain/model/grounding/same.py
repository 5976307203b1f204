"""Texts that say the very same: the simplest proof.

1. The same words in the same order, where a term may be written by another of its certain names (`k8s`,
   `Kubernetes`). Order matters: "led by the team" is not "led the team". So does case inside a
   sentence: "us" is not "US", and 5 mW are not 5 MW.
2. An answer without its opening ("Yes, I ..."), when the evidence is an answer.
3. One list of nothing but terms under one label, of which the items only changed places. Nothing is
   left out, since an item may limit the others ("Java, PHP (both basic)").
"""

import re

from resume_tailor.domain.model.evidence import Evidence, EvidenceSource
from resume_tailor.domain.model.lexicon import Lexicon

_OPENING = re.compile(
    r"^(?:At [^:\n]{2,60}:\s*)?(?:(?:yes|yeah|yep|sure|ja|oui|sí|ano)(?:\s*[,.!:;]\s*|\s+(?=I\b)|$))?(?:I\s+(?=[a-z]))?",
    re.IGNORECASE,
)
_LABEL = re.compile(r"^([^:,;.]{2,60}):\s*([^:;]+)$", re.DOTALL)
_LONGEST_LIST = 2_000
"""Characters; no list of skills is longer, and nobody waits for one that is."""
_SHARED_LIMIT = re.compile(r"\b(?:both|all|each|every|only|beide|alle|nur)\b", re.IGNORECASE)


def is_same(text: str, piece: Evidence, lexicon: Lexicon) -> bool:
    """Whether the text says what the piece of evidence says."""
    return _same_words(text, piece, lexicon) or _same_list(text, piece.text, lexicon)


def without_opening(answer: str) -> str:
    """An answer as a resume would say it: `Yes, I ran ...` and `At Acme: I ran ...` -> `Ran ...`
    (where it was is said by the entry under which the answer stands). A first word with a capital
    of its own inside (iOS) stays as it is."""
    rest = _OPENING.sub("", answer.strip(), count=1).strip()
    first = rest.split(maxsplit=1)[0] if rest else ""
    return rest[:1].upper() + rest[1:] if first.islower() else rest


def _same_words(text: str, piece: Evidence, lexicon: Lexicon) -> bool:
    wanted = _canonical(text, lexicon)
    allowed = [_canonical(piece.text, lexicon)]
    if piece.source is EvidenceSource.ANSWER:
        allowed.append(_canonical(without_opening(piece.text), lexicon))
    return bool(wanted) and wanted in allowed


def _canonical(text: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The text as words and signs that carry meaning, terms by their proper names."""
    out: list[str] = []
    at = 0
    for mention in lexicon.terms(text):
        if mention.certain:
            out += _tokens(text[at : mention.start])
            out.append(f"<{mention.term}>")
            at = mention.end
    tokens = out + _tokens(text[at:])
    while tokens and tokens[-1] in ".;":
        tokens.pop()
    if tokens and tokens[0].istitle():
        # The first word of a sentence has its capital from there; any other has its own.
        tokens[0] = tokens[0].lower()
    return tuple(tokens)


def _tokens(text: str) -> list[str]:
    return re.findall(r"\d+(?:[.,]\d+)*|[^\W_]+|[^\w\s]", text)


def _same_list(text: str, said: str, lexicon: Lexicon) -> bool:
    new, old = term_list(text, lexicon), term_list(said, lexicon)
    if not new or not old or _SHARED_LIMIT.search(said) or lexicon.negated(said):
        return False
    return new[0] == old[0] and _bag(new[1], lexicon) == _bag(old[1], lexicon)


def term_list(text: str, lexicon: Lexicon) -> tuple[str, list[str]] | None:
    """Label (or none) and items of a list that holds nothing but terms, each perhaps with more in
    brackets; None for any other text, and for a list that goes on in the next line. Only such
    lists can be put in another order safely."""
    if len(text) > _LONGEST_LIST or text.rstrip().endswith(","):
        return None
    found = _LABEL.match(text.strip())
    label, body = (found[1].strip(), found[2]) if found else ("", text)
    items = _split_items(body)
    if len(items) < 2 or not all(_is_term(item, lexicon) for item in items):
        return None
    return label, items


def _split_items(text: str) -> list[str]:
    """The items of `a, b (c, d), 1,000 e`, cut at commas outside of brackets and numbers."""
    items, depth, start = [], 0, 0
    text = text.strip().rstrip(".")
    for i, letter in enumerate(text):
        depth += (letter in "([") - (letter in ")]")
        inside_number = text[i - 1 : i].isdigit() and text[i + 1 : i + 2].isdigit()
        if letter == "," and depth <= 0 and not inside_number:
            items.append(text[start:i])
            start = i + 1
    return [item.strip() for item in (*items, text[start:]) if item.strip()]


def _is_term(item: str, lexicon: Lexicon) -> bool:
    """Whether an item is one term, with nothing beside it but brackets at its end."""
    name = re.sub(r"\s*\([^()]*\)$", "", item)
    return any(m.start == 0 and m.end == len(name) for m in lexicon.terms(name))


def _bag(items: list[str], lexicon: Lexicon) -> list[tuple[str, ...]]:
    return sorted(_canonical(item, lexicon) for item in items)
