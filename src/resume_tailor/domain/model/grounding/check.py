"""The grounding check: may this text be said, given what the person has said?

There are three verdicts, because code can be sure of some things and not of others.

*Proved*: the text says the same words in the same order, or one list in another order (`same.py`); or
every claim of it was found in one or two pieces of evidence, and nothing that limits a claim was
lost. Two pieces are enough for what people merge, and more evidence can so never undo a proof.

*Refuted*: so much speaks against it that hardly any honest text looks like it.

*Undecided*: the rest. Who has no second reader must treat it as refuted.

Doubts are found by rules (`numbers.py`, `words.py`, `cues.py`, `losses.py`); what they weigh together
was fitted on labelled rewrites (`benchmarks/fit_grounding.py`). No weight can turn a doubt of a typed
claim into a proof.
"""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import chain, combinations

from resume_tailor.domain.model.evidence import Evidence
from resume_tailor.domain.model.grounding.cues import doubts_on_cues
from resume_tailor.domain.model.grounding.doubts import Background, Doubt
from resume_tailor.domain.model.grounding.losses import doubts_on_losses
from resume_tailor.domain.model.grounding.numbers import doubts_on_numbers
from resume_tailor.domain.model.grounding.reading import Reading
from resume_tailor.domain.model.grounding.same import is_same
from resume_tailor.domain.model.grounding.support import Support
from resume_tailor.domain.model.grounding.verdict import Outcome, Verdict
from resume_tailor.domain.model.grounding.words import doubts_on_names, doubts_on_words
from resume_tailor.domain.model.identifiers import EvidenceId
from resume_tailor.domain.model.language import line_language
from resume_tailor.domain.model.lexicon import Lexicon
from resume_tailor.domain.model.scales import Scales

_LONGEST = 2_000
"""Characters of a text that is judged; no line of a resume is longer."""
_MOST_SPANS = 3
_WEIGHTY = 0.2
_SURE = 30.0
_IN_DEPTH = frozenset({"en"})
_ANYWHERE = frozenset({"number derived by a cue", "label new", "clauses reordered"})
"""Causes that are harmless in languages of which less is known."""
_NOT_BY_LESS = frozenset({"number new", "term new", "name new"})
"""Causes that less evidence cannot take away."""


def check(
    text: str, evidence: Sequence[Evidence], lexicon: Lexicon, background: Background
) -> Verdict:
    """The verdict on a text that cites this evidence.

    The caller sees to it that all of the evidence may be used for the line (`speaks_of`).
    """
    for piece in evidence:
        if is_same(text, piece, lexicon):
            return Verdict(Outcome.PROVED, f"It says what {piece.id} says.", nearest=piece.id)
    if (
        not evidence
        or not any(map(str.isalnum, text))
        or max(len(text), *(len(e.text) for e in evidence)) > _LONGEST
    ):
        return Verdict(Outcome.UNDECIDED, "It could not be shown that what you said supports it.")
    return _Check(text, evidence, lexicon, background).verdict()


def doubts_on(
    text: str, evidence: Sequence[str], lexicon: Lexicon, background: Background
) -> tuple[Doubt, ...]:
    """Everything that speaks against a text, given that evidence."""
    question = _Question(text, lexicon, background)
    return question.doubts([question.reading_of(piece) for piece in evidence])


def weigh(doubts: Sequence[Doubt], scales: Scales) -> float:
    """The log odds that a text with these doubts is invented."""
    counted = Counter(doubt.cause for doubt in doubts)
    return scales.bias + sum(
        scales.weights.get(cause, 0.0) * min(times, scales.most_of_a_cause)
        for cause, times in counted.items()
    )


class _Question:
    """A text to be judged, with all that does not depend on the evidence."""

    def __init__(self, text: str, lexicon: Lexicon, background: Background) -> None:
        self._lexicon = lexicon
        self._background = background
        self.idiom = lexicon.idiom(line_language(text, background.language))
        self.text = Reading(text, self.idiom)

    def reading_of(self, piece: str) -> Reading:
        """A piece of evidence, read in its own language."""
        language = line_language(piece, self._background.language)
        return self._background.readings.of(piece, self._lexicon.idiom(language))

    def doubts(self, readings: Sequence[Reading]) -> tuple[Doubt, ...]:
        """What speaks against the text, given that evidence. Of a language that is not known numbers,
        names and terms are judged, of a translation all but the other words."""
        support = Support(readings, self._lexicon, self._background.today)
        numbers = chain(doubts_on_numbers(self.text, support), doubts_on_names(self.text, support))
        if not all(reading.idiom.is_known for reading in (self.text, *readings)):
            return tuple(numbers)
        cues = chain(doubts_on_cues(self.text, support), doubts_on_losses(self.text, support))
        if any(reading.idiom.code != self.idiom.code for reading in readings):
            return (*numbers, *cues)
        return (
            *doubts_on_numbers(self.text, support),
            *cues,
            *doubts_on_words(self.text, support, self._asked, self._elsewhere),
        )

    def can_prove(self, readings: Sequence[Reading]) -> bool:
        """Whether words can be compared."""
        return self.idiom.is_known and all(r.idiom.code == self.idiom.code for r in readings)

    @cached_property
    def _asked(self) -> frozenset[str]:
        return self._background.readings.stems(self._background.asked, self.idiom)

    @cached_property
    def _elsewhere(self) -> frozenset[str]:
        return self._background.readings.stems(self._background.elsewhere, self.idiom)


class _Check:
    """One text and its evidence."""

    def __init__(
        self, text: str, evidence: Sequence[Evidence], lexicon: Lexicon, background: Background
    ) -> None:
        self._text = text
        self._question = _Question(text, lexicon, background)
        self._evidence = [(piece, self._question.reading_of(piece.text)) for piece in evidence]
        self._scales = lexicon.scales

    def verdict(self) -> Verdict:
        doubts = self._question.doubts([reading for _, reading in self._evidence])
        against = weigh(doubts, self._scales)
        doubt = 1.0 / (1.0 + math.exp(-max(-_SURE, min(_SURE, against))))
        proof = self._proof(doubts)
        if proof:
            reason = f"Each claim of it is in what {' and '.join(proof)} says."
            return Verdict(Outcome.PROVED, reason, nearest=proof[0], doubt=doubt)
        refuted = against >= self._scales.refuted_from
        told = self._told(doubts)
        return Verdict(
            Outcome.REFUTED if refuted else Outcome.UNDECIDED,
            _reason(self._text, told, refuted=refuted),
            tuple(doubt.claim(self._text) for doubt in told),
            self._nearest(),
            doubt,
        )

    def _proof(self, doubts: Sequence[Doubt]) -> tuple[EvidenceId, ...]:
        """The one or two pieces of evidence in which every claim is; none if there are no such."""
        if any(doubt.cause in _NOT_BY_LESS for doubt in doubts):
            return ()
        single = [(piece,) for piece in self._evidence]
        for pieces in (*single, *combinations(self._evidence, 2)):
            readings = [reading for _, reading in pieces]
            is_all = len(pieces) == len(self._evidence)
            if self._is_proved(readings, doubts if is_all else None):
                return tuple(piece.id for piece, _ in pieces)
        return ()

    def _is_proved(self, readings: Sequence[Reading], known: Sequence[Doubt] | None) -> bool:
        """Whether these alone prove the text; `known` are the doubts on it, if they were found."""
        if not self._question.can_prove(readings):
            return False
        doubts = self._question.doubts(readings) if known is None else known
        harmless = self._scales.harmless if self._question.idiom.code in _IN_DEPTH else _ANYWHERE
        return (
            all(doubt.cause in harmless for doubt in doubts)
            and weigh(doubts, self._scales) < self._scales.proved_below
        )

    def _nearest(self) -> EvidenceId:
        mine = {word.stem for word in self._question.text.words}

        def shared(pair: tuple[Evidence, Reading]) -> int:
            return len(mine & {word.stem for word in pair[1].words})

        return max(self._evidence, key=shared)[0].id

    def _told(self, doubts: Sequence[Doubt]) -> list[Doubt]:
        """The weightiest doubts that a person can be shown, none twice."""
        weights = self._scales.weights
        told: list[Doubt] = []
        first = sorted(
            doubts, key=lambda d: (d.cause not in _NOT_BY_LESS, -weights.get(d.cause, 0.0))
        )
        for doubt in first:
            visible = doubt.lost or doubt.start < doubt.end
            stands = doubt.cause not in self._scales.harmless
            weighty = stands or weights.get(doubt.cause, 0.0) >= _WEIGHTY
            if visible and weighty and not _repeats(doubt, told):
                told.append(doubt)
        return told[:_MOST_SPANS]


def _repeats(doubt: Doubt, told: Sequence[Doubt]) -> bool:
    return any(
        (doubt.lost and doubt.lost == other.lost)
        or (not doubt.lost and doubt.start < other.end and other.start < doubt.end)
        for other in told
    )


def _reason(text: str, told: Sequence[Doubt], *, refuted: bool) -> str:
    added = ", ".join(f"“{text[d.start : d.end]}”" for d in told if not d.lost)
    lost = ", ".join(f"“{d.lost}”" for d in told if d.lost)
    return " ".join(_sentences(added, lost, refuted=refuted))


def _sentences(added: str, lost: str, *, refuted: bool) -> Iterator[str]:
    if refuted and added:
        yield f"Nothing that you said supports {added}."
    elif not refuted:
        what = added or "it"
        yield f"It could not be shown that what you said supports {what}."
    if lost:
        yield f"It leaves out {lost}, which limits what you said."
    if refuted and not (added or lost):
        yield "What you said does not support it."
