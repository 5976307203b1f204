"""The grounding check: may this text be said, given what the person has said?

There are three verdicts, because code can be sure of some things and not of others.

*Proved* means that nothing is asserted which one piece of evidence does not assert itself. The
check knows three ways to be sure of that, and takes nothing else for proof:

1. The text says the same words in the same order, where a term may be written by another of its
   names (`k8s`, `Kubernetes`). Order matters: "led by the team" is not "led the team".
2. The text is the evidence without the opening of an answer ("Yes, I ...").
3. Both are one list under one label, and the items only changed places. Nothing is left out,
   since an item may limit the others ("Java, PHP (both basic)").

*Refuted* means that a number or a term of the text is nowhere in the evidence; it says which.

*Undecided* is all the rest. Who has no second reader must treat it as refuted.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from resume_tailor.domain.model.claims import Claim, ClaimKind, claims_of
from resume_tailor.domain.model.evidence import Evidence
from resume_tailor.domain.model.lexicon import Lexicon, words

_OPENING = re.compile(
    r"^(?:(?:yes|yeah|yep|sure|ja|oui|sí|ano)\b[\s,.!:;-]*)?(?:i\s+)?",
    re.IGNORECASE,
)
_LABEL = re.compile(r"^([^:,;]{2,60}):\s*(.+)$", re.DOTALL)
_SHARED_LIMIT = re.compile(r"\b(?:both|all|each|every|only|beide|alle|nur)\b", re.IGNORECASE)


class Outcome(StrEnum):
    """What the check found."""

    PROVED = "proved"
    REFUTED = "refuted"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome with its reason in a sentence, and the claims that nothing supports."""

    outcome: Outcome
    reason: str
    unsupported: tuple[Claim, ...] = ()

    @property
    def may_be_applied(self) -> bool:
        """Only what was proved may enter a resume."""
        return self.outcome is Outcome.PROVED


ASSERTS_NOTHING = Verdict(Outcome.PROVED, "It asserts nothing new.")


def check(text: str, evidence: Sequence[Evidence], lexicon: Lexicon) -> Verdict:
    """The verdict on a text that cites this evidence.

    The caller sees to it that all of the evidence may be used for the line (`speaks_of`).
    """
    for piece in evidence:
        if _same_words(text, piece.text, lexicon) or _same_list(text, piece.text, lexicon):
            return Verdict(Outcome.PROVED, f"It says what {piece.id} says.")
    unsupported = tuple(_unsupported(text, evidence, lexicon))
    if unsupported:
        spans = ", ".join(f"“{text[claim.start : claim.end]}”" for claim in unsupported)
        return Verdict(Outcome.REFUTED, f"Nothing that you said supports {spans}.", unsupported)
    return Verdict(Outcome.UNDECIDED, "It could not be shown that what you said supports it.")


def without_opening(answer: str) -> str:
    """An answer as a resume would say it: `Yes, I ran ...` -> `Ran ...`."""
    rest = _OPENING.sub("", answer.strip(), count=1).strip()
    return rest[:1].upper() + rest[1:] if rest else ""


def _unsupported(text: str, evidence: Sequence[Evidence], lexicon: Lexicon) -> list[Claim]:
    said = " \n ".join(piece.text for piece in evidence)
    numbers = {c.value for c in claims_of(said, lexicon) if c.kind is ClaimKind.QUANTITY}
    terms = lexicon.supported(said)
    return [
        claim
        for claim in claims_of(text, lexicon)
        if claim.value not in (numbers if claim.kind is ClaimKind.QUANTITY else terms)
    ]


def _same_words(text: str, said: str, lexicon: Lexicon) -> bool:
    wanted = _canonical(text, lexicon)
    return wanted in (_canonical(said, lexicon), _canonical(without_opening(said), lexicon))


def _canonical(text: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The text as words and signs that carry meaning, terms by their proper names."""
    out: list[str] = []
    at = 0
    for mention in lexicon.terms(text):
        out += _tokens(text[at : mention.start])
        out.append(f"<{mention.term}>")
        at = mention.end
    tokens = out + _tokens(text[at:])
    while tokens and tokens[-1] in ".;":
        tokens.pop()
    return tuple(tokens)


def _tokens(text: str) -> list[str]:
    return re.findall(r"[^\W_]+|[^\w\s]", text.casefold())


def _same_list(text: str, said: str, lexicon: Lexicon) -> bool:
    new, old = _as_list(text), _as_list(said)
    if not new or not old or _SHARED_LIMIT.search(said) or lexicon.negated(said):
        return False
    if words(new[0]) != words(old[0]):
        return False
    if not new[0] and not all(_is_plain_item(item, lexicon) for item in old[1]):
        return False
    return _bag(new[1], lexicon) == _bag(old[1], lexicon)


def _as_list(text: str) -> tuple[str, list[str]] | None:
    """Label (or none) and items of an enumeration; None if the text is no enumeration."""
    found = _LABEL.match(text.strip())
    label, body = (found[1], found[2]) if found else ("", text)
    items = split_items(body)
    return (label, items) if len(items) > 1 else None


def split_items(text: str) -> list[str]:
    """The items of `a, b (c, d), e`, cut at commas outside of brackets."""
    items = re.split(r"[,;|•·](?![^(\[]*[)\]])", text.strip().rstrip("."))
    return [item.strip() for item in items if item.strip()]


def _is_plain_item(item: str, lexicon: Lexicon) -> bool:
    """Whether an item of a list without a label is nothing but a term."""
    return any(m.start == 0 and m.end == len(item) for m in lexicon.terms(item))


def _bag(items: list[str], lexicon: Lexicon) -> list[tuple[str, ...]]:
    return sorted(_canonical(item, lexicon) for item in items)
