"""Ways in which one word is written: abbreviations, acronyms, roots, case."""

import re
from collections.abc import Iterable

from resume_tailor.domain.model.grounding.reading import Reading, Word

_SHORTEST_ROOT = 5
_SHORT = 3


def squeezed(text: str) -> str:
    """In small letters, without blanks and signs."""
    return re.sub(r"[\W_]+", "", text.casefold())


def long_forms(word: Word, reading: Reading) -> tuple[tuple[str, ...], ...]:
    """What a short form stands for; one for several words is written in capitals (ml is no ML)."""
    forms = reading.idiom.short_forms.get(word.folded, ())
    return tuple(form for form in forms if len(form) == 1 or word.text.isupper())


def is_mixed(text: str) -> bool:
    """Whether the case of its letters is part of what it says, as in mW and MW."""
    return len(text) <= _SHORT and text[1:] != text[1:].lower() and text != text.upper()


def is_same_case(text: str, other: str) -> bool:
    """Whether two spellings may stand for one word as far as case goes."""
    return text == other or not (is_mixed(text) or is_mixed(other))


def letters_of(text: str) -> str:
    """The letters of an acronym (`PBMs`, `F&B`, `gDNA`) in small; empty for other words."""
    found = re.fullmatch(r"[a-z]*([A-Z](?:&?[A-Z])+)s?", text)
    return found[1].replace("&", "").casefold() if found else ""


def spelled_out(initials: Iterable[str], reading: Reading) -> list[tuple[str, ...]]:
    """Runs of words that begin with the letters of one of the acronyms, words that carry nothing
    counted or not."""
    found = []
    carrying = tuple(word.folded for word in reading.words)
    for letters in initials:
        for words in (carrying, reading.all_words):
            size = len(letters)
            for start in range(len(words) - size + 1):
                run = words[start : start + size]
                if all(w[0] == letter for w, letter in zip(run, letters, strict=True)):
                    found.append(run)
    return found


def share_root(stem: str, other: str) -> bool:
    """Whether one long stem goes on from the other, or both from the same (`account`, `accounting`)."""
    size = min(len(stem), len(other))
    if size < _SHORTEST_ROOT:
        return False
    return stem[:_SHORTEST_ROOT] == other[:_SHORTEST_ROOT] and (
        stem.startswith(other) or other.startswith(stem) or stem[: size - 2] == other[: size - 2]
    )


def is_short_for(short: str, word: str) -> bool:
    """`mgr` for `manager`: the first letter, and the others in their order, hardly a vowel."""
    if not 2 <= len(short) <= 5 or len(word) < len(short) + 2 or short[0] != word[0]:
        return False
    if word.startswith(short) and len(short) >= 3:
        return True
    if sum(letter in "aeiou" for letter in short[1:]) > 0:
        return False
    rest = iter(word)
    return all(letter in rest for letter in short)
