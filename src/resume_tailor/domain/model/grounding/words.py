"""Doubts on words: terms, names and all others that the evidence does not carry."""

import re
from collections.abc import Iterator

from resume_tailor.domain.model.grounding.doubts import Doubt
from resume_tailor.domain.model.grounding.order import doubts_on_order
from resume_tailor.domain.model.grounding.reading import Reading, Word
from resume_tailor.domain.model.grounding.support import Support

_JUDGED_APART = frozenset(
    {
        "role",
        "frequency",
        "status",
        "certainty",
        "level",
        "hedge",
        "bound",
        "neutral",
        "negation",
        "audience",
    }
)
_LABEL = re.compile(r"[\w &/-]{0,40}:(?=\s\S)")
_LABELLED = re.compile(r"(?:^|[.;|/]\s*)[\w &/-]*$")
"""What may stand before a word in the name of a list."""
_REACH = 2
"""Words of the evidence to both sides in which a word may be replaced."""
_TIMES = frozenset(
    [
        "week",
        "month",
        "quarter",
        "year",
        "term",
        "season",
        "decad",
        "spring",
        "summer",
        "autumn",
        "winter",
        "weekend",
        "night",
        "morn",
        "even",
    ]
)
_MANY, _MOST = 0.34, 0.6


def doubts_on_words(
    reading: Reading, support: Support, asked: frozenset[str], elsewhere: frozenset[str]
) -> Iterator[Doubt]:
    """Doubts on single words, on runs and clauses of them, and on their share. `asked` and `elsewhere`
    are the stems of what the posting and the rest of the resume say."""
    terms = _terms(reading, support)
    yield from (Doubt("term new", start, end) for start, end, known in terms if not known)
    state = {word: _state(word, reading, support, terms) for word in reading.words}
    new = [word for word, how in state.items() if how in ("new", "term")]
    fresh = {word for word in new if not _is_label(word, reading)}
    weighty = [w for w in reading.words if state[w] not in ("light", "judged")]
    left_out = support.unsaid_words(reading)
    added = _added(reading, support, weighty, fresh, left_out)
    for word in new:
        cause = _cause(word, reading) if word in fresh else "label new"
        if word in fresh:
            yield from _wanted(word, cause, asked, elsewhere, added)
        if state[word] == "new":
            yield Doubt(cause, word.start, word.end)
    yield from _time_words(reading, support, state)
    yield from (Doubt("word inserted", word.start, word.end) for word in weighty if word in added)
    yield from _runs(weighty, fresh)
    yield from doubts_on_order(reading, support, [word for word in weighty if word not in fresh])
    yield from _clauses(weighty, fresh, added)
    yield from _shares(len(fresh), len(weighty), len(left_out))


def doubts_on_names(reading: Reading, support: Support) -> Iterator[Doubt]:
    """Doubts on terms and words that are written as names: these say the same in all languages."""
    named = [word for word in reading.words if _is_proper(word, reading)]
    for mention in support.lexicon.terms(reading.text):
        inside = [word for word in named if mention.start <= word.start < mention.end]
        named = [word for word in named if word not in inside]
        known = mention.term in support.terms_hinted or all(
            support.word(word, reading) for word in inside
        )
        if inside and not known:
            yield Doubt("term new", mention.start, mention.end)
    for word in named:
        if word.is_name and not support.word(word, reading):
            yield Doubt("foreign name new", word.start, word.end)


def _is_proper(word: Word, reading: Reading) -> bool:
    """Whether it is written as a name, and not for being the first; signs without case tell nothing."""
    opens = not word.start or reading.text[: word.start].rstrip()[-1:] in ".:;|/"
    return word.text.isascii() and (word.is_name or (word.text[0].isupper() and not opens))


def _state(
    word: Word, reading: Reading, support: Support, terms: list[tuple[int, int, bool]]
) -> str:
    for start, end, known in terms:
        if start <= word.start and word.end <= end:
            return "carried" if known else "term"
    if support.word(word, reading):
        return "light" if word.folded in reading.idiom.light_words else "carried"
    if word.folded in reading.idiom.light_words:
        return "light"
    judged = any(
        cue.start <= word.start and word.end <= cue.end
        for cue in reading.cues
        if cue.kind in _JUDGED_APART
    )
    return "judged" if judged else "new"


def _wanted(
    word: Word, cause: str, asked: frozenset[str], elsewhere: frozenset[str], added: set[Word]
) -> Iterator[Doubt]:
    """Doubts on a new word that the posting would like to see, or that belongs elsewhere: most of all
    where it takes the place of none."""
    if word.stem in asked:
        yield Doubt("word asked and added" if word in added else "word asked", word.start, word.end)
        if cause == "name new":
            yield Doubt("name asked", word.start, word.end)
    if word.stem in elsewhere:
        yield Doubt("word elsewhere", word.start, word.end)


def _cause(word: Word, reading: Reading) -> str:
    opens = not word.start or reading.text[: word.start].rstrip()[-1:] in ".:;|/"
    if reading.idiom.code != "de":
        capital = word.text[0].isupper() and not opens
        if capital or (word.is_name and not word.text[1:].islower()):
            return "name new"
    elif word.is_name:
        return "name new"
    return "first word new" if not word.start else "word new"


def _is_label(word: Word, reading: Reading) -> bool:
    """Whether it stands in the name of a list, which asserts nothing by itself."""
    before = reading.text[: word.start]
    return bool(_LABEL.match(reading.text, word.end)) and bool(_LABELLED.search(before))


def _terms(reading: Reading, support: Support) -> list[tuple[int, int, bool]]:
    spans = []
    for mention in support.lexicon.terms(reading.text):
        known = mention.term in support.terms
        if not known:
            inside = [w for w in reading.words if mention.start <= w.start and w.end <= mention.end]
            known = bool(inside) and all(
                support.word(w, reading) in ("same", "short", "part") for w in inside
            )
        spans.append((mention.start, mention.end, known))
    return spans


def _time_words(reading: Reading, support: Support, state: dict[Word, str]) -> Iterator[Doubt]:
    """Times that the evidence does not name: that quarter is not that week."""
    for word, how in state.items():
        if how != "light" or word.stem not in _TIMES or support.word(word, reading):
            continue
        if not any(cue.start <= word.start < cue.end for cue in reading.cues_of("frequency")):
            yield Doubt("time new", word.start, word.end)


def _added(
    reading: Reading,
    support: Support,
    weighty: list[Word],
    fresh: set[Word],
    left_out: list[tuple[int, int]],
) -> set[Word]:
    """New words in a place where the evidence has none that was left out, so that they replace
    nothing."""
    added = set()
    for at, word in enumerate(weighty):
        if word not in fresh:
            continue
        before = next((w for w in reversed(weighty[:at]) if w not in fresh), None)
        after = next((w for w in weighty[at + 1 :] if w not in fresh), None)
        places = [p for w in (before, after) if w for p in support.places(w, reading)]
        replaces = any(
            number == there and abs(place - index) <= _REACH
            for number, place in places
            for there, index in left_out
        )
        if not left_out or (places and not replaces):
            added.add(word)
    return added


def _runs(weighty: list[Word], fresh: set[Word]) -> Iterator[Doubt]:
    """New words that follow each other."""
    run: list[Word] = []
    for word in [*weighty, None]:
        if word in fresh and word:
            run.append(word)
            continue
        if len(run) >= 2:
            yield Doubt("run of two", run[0].start, run[-1].end)
            if len(run) >= 3:
                yield Doubt("run of three", run[0].start, run[-1].end)
            if word is None and len(run) < len(weighty):
                yield Doubt("run at the end", run[0].start, run[-1].end)
        run = []


def _clauses(weighty: list[Word], fresh: set[Word], added: set[Word]) -> Iterator[Doubt]:
    """Clauses of nothing but new words; `added` ones replace nothing of the evidence."""
    clauses: dict[int, list[Word]] = {}
    for word in weighty:
        clauses.setdefault(word.clause, []).append(word)
    last = max(clauses, default=0)
    for number, words in clauses.items():
        if all(word in fresh for word in words):
            place = "last" if number == last else "inner"
            size = "word" if len(words) == 1 else "clause"
            how = "added" if added.issuperset(words) else "new"
            yield Doubt(f"{place} {size} {how}", words[0].start, words[-1].end)


def _shares(fresh: int, weighty: int, left_out: int) -> Iterator[Doubt]:
    for _ in range(min(4, fresh - left_out)):
        yield Doubt("more new than left out")
    if weighty and fresh / weighty > _MANY:
        yield Doubt("many words new")
    if weighty and fresh / weighty > _MOST:
        yield Doubt("most words new")
    if fresh and fresh == weighty:
        yield Doubt("nothing said again")
