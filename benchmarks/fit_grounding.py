"""Fit what doubts weigh on labelled rewrites, and say how well that does on resumes not fitted on.

    python benchmarks/fit_grounding.py --corpus FILE [FILE ...] [--write]

Logistic regression on the counts of causes, weights never negative (nothing that is doubted speaks for a
text). A quadratic penalty holds each weight near what is expected of it: nothing for a harmless cause, and
for a doubt of a typed claim what its own counts say (the log odds of an invention where it is found), so
that a rare and precise doubt weighs what it should; causes found on words overlap each other, so nothing
is expected of them either. Ten folds; all items of a resume are in one. The thresholds are the
loosest that keep both errors under their bounds on the folds not fitted on. Prints one JSON object;
`--write` puts weights and thresholds into the lexicon's `doubts.txt`, and keeps which causes are
harmless.
"""

import argparse
import json
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path

from grounding_items import Item, background_of, load_items

from resume_tailor.adapters.lexicon import load
from resume_tailor.adapters.lexicon.load import load_lexicon
from resume_tailor.adapters.lexicon.scales import write_scales
from resume_tailor.domain.model.grounding.check import doubts_on
from resume_tailor.domain.model.language import line_language
from resume_tailor.domain.model.lexicon import Lexicon
from resume_tailor.domain.model.scales import Scales

_FOLDS = 10
_PENALTY = 10.0
_MOST_EXPECTED = 2.5
"""Log odds; a few labels show no more."""
_WORD_CAUSES = "word words name term foreign run inner last first many most more pair order clauses label nothing"
_OF_WORDS = frozenset(_WORD_CAUSES.split())
"""How causes begin that are found on words."""
_ROUNDS = 40
_DAMPING = 0.5
_LIES_PROVED, _HONEST_REFUTED = 0.024, 0.046
"""Bounds on the folds, below what is promised, since other texts are worse."""
_MOST = 3


@dataclass(frozen=True, slots=True)
class Row:
    """A labelled rewrite by its causes: of all evidence, and of each one or two pieces of it."""

    is_lie: bool
    fold: int
    causes: Counter[str]
    pieces: tuple[Counter[str], ...]
    """Empty where words cannot be compared."""


def main() -> None:
    """Fit, say how well it does, and write it if asked to."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--corpus", nargs="+", type=Path, required=True, metavar="FILE")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    lexicon = load_lexicon()
    rows = rows_of([item for path in options.corpus for item in load_items(path)], lexicon)
    causes = sorted({cause for row in rows for cause in row.causes} | set(lexicon.scales.weights))
    known, harmless = [row for row in rows if row.pieces], lexicon.scales.harmless
    folded = [
        fit([row for row in known if row.fold != fold], causes, harmless) for fold in range(_FOLDS)
    ]
    scored = [(row, *scores(row, folded[row.fold], harmless)) for row in rows]
    proved_below, refuted_from = thresholds(scored)
    print(json.dumps(figures(scored, proved_below, refuted_from) | counts(rows, causes), indent=1))
    if options.write:
        whole = fit(known, causes, harmless)
        scales = replace(
            whole,
            harmless=harmless,
            proved_below=proved_below,
            refuted_from=refuted_from,
        )
        path = Path(load.__file__).parent / "data" / "doubts.txt"
        path.write_text(write_scales(scales), "utf-8")


def rows_of(items: Sequence[Item], lexicon: Lexicon) -> list[Row]:
    """The items by their causes."""
    folds: dict[tuple[str, ...], int] = {}
    rows = []
    for item in items:
        fold = folds.setdefault(tuple(item["resume"]), len(folds)) % _FOLDS
        evidence = item["evidence"]
        subsets = [*([piece] for piece in evidence), *combinations(evidence, 2)]
        rows.append(
            Row(
                item["label"] == "fabricated",
                fold,
                causes_of(item, evidence, lexicon),
                tuple(causes_of(item, subset, lexicon) for subset in subsets)
                if is_comparable(item, lexicon)
                else (),
            )
        )
    return rows


def causes_of(item: Item, evidence: Sequence[str], lexicon: Lexicon) -> Counter[str]:
    """How often each cause of doubt is found."""
    found = Counter(
        doubt.cause for doubt in doubts_on(item["rewrite"], evidence, lexicon, background_of(item))
    )
    return Counter({cause: min(times, _MOST) for cause, times in found.items()})


def is_comparable(item: Item, lexicon: Lexicon) -> bool:
    """Whether text and evidence are in one language that is known."""
    language = line_language(item["rewrite"], background_of(item).language)
    return (
        language == "en"
        and lexicon.idiom(language).is_known
        and all(line_language(piece, language) == language for piece in item["evidence"])
    )


def expectations(
    rows: Sequence[Row], causes: Sequence[str], harmless: frozenset[str]
) -> dict[str, float]:
    """What each cause should weigh by its own counts, one added to each."""
    lies = Counter(cause for row in rows if row.is_lie for cause in row.causes)
    honest = Counter(cause for row in rows if not row.is_lie for cause in row.causes)
    return {
        cause: 0.0
        if cause in harmless or cause.split()[0] in _OF_WORDS
        else max(0.0, min(_MOST_EXPECTED, math.log((lies[cause] + 1) / (honest[cause] + 1))))
        for cause in causes
    }


def fit(rows: Sequence[Row], causes: Sequence[str], harmless: frozenset[str]) -> Scales:
    """The weights, by Newton's method; a weight that would become negative is nothing."""
    expected = expectations(rows, causes, harmless)
    weights, bias = dict(expected), 0.0
    for _ in range(_ROUNDS):
        slope = {cause: _PENALTY * (weights[cause] - expected[cause]) for cause in causes}
        curve = {(cause, cause): _PENALTY for cause in causes}
        slope_bias, curve_bias = 0.0, 1e-9
        for row in rows:
            chance = _chance(bias + _sum(weights, row.causes))
            spread = chance * (1 - chance)
            slope_bias += chance - row.is_lie
            curve_bias += spread
            for cause, times in row.causes.items():
                slope[cause] += (chance - row.is_lie) * times
                for other, also in row.causes.items():
                    pair = (cause, other)
                    curve[pair] = curve.get(pair, 0.0) + spread * times * also
        step = _solved(curve, slope, causes)
        weights = {cause: max(0.0, weights[cause] - _DAMPING * step[cause]) for cause in causes}
        bias -= _DAMPING * slope_bias / curve_bias
    return Scales(weights, bias)


def _solved(
    curve: dict[tuple[str, str], float], slope: dict[str, float], causes: Sequence[str]
) -> dict[str, float]:
    """The solution of a positive definite system, by conjugate gradients."""
    rows: dict[str, list[tuple[str, float]]] = {cause: [] for cause in causes}
    for (cause, other), value in curve.items():
        rows[cause].append((other, value))
    found = dict.fromkeys(causes, 0.0)
    rest, way = dict(slope), dict(slope)
    size = sum(value * value for value in rest.values())
    for _ in causes:
        if size < 1e-12:
            break
        along = {cause: sum(value * way[other] for other, value in rows[cause]) for cause in causes}
        far = size / sum(way[cause] * along[cause] for cause in causes)
        found = {cause: found[cause] + far * way[cause] for cause in causes}
        rest = {cause: rest[cause] - far * along[cause] for cause in causes}
        before, size = size, sum(value * value for value in rest.values())
        way = {cause: rest[cause] + size / before * way[cause] for cause in causes}
    return found


def _sum(weights: dict[str, float], causes: Counter[str]) -> float:
    return sum(weights.get(cause, 0.0) * times for cause, times in causes.items())


def _chance(odds: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))


def scores(row: Row, scales: Scales, harmless: frozenset[str]) -> tuple[float, float]:
    """What speaks against the text by all evidence, and by the piece that could prove it (endless
    where none could)."""
    weights = dict(scales.weights)
    provable = [
        scales.bias + _sum(weights, causes)
        for causes in row.pieces
        if all(cause in harmless for cause in causes)
    ]
    return scales.bias + _sum(weights, row.causes), min(provable, default=math.inf)


def thresholds(scored: Sequence[tuple[Row, float, float]]) -> tuple[float, float]:
    """Below what is proved, and from what on is refuted."""
    lies = sorted(proof for row, _, proof in scored if row.is_lie)
    honest = sorted((against for row, against, _ in scored if not row.is_lie), reverse=True)
    return (
        min(lies[int(_LIES_PROVED * len(lies))], 2.0),
        honest[int(_HONEST_REFUTED * len(honest))] + 1e-6,
    )


def figures(
    scored: Sequence[tuple[Row, float, float]], proved_below: float, refuted_from: float
) -> dict[str, float]:
    """How the folds not fitted on were judged."""
    lies = [(against, proof) for row, against, proof in scored if row.is_lie]
    honest = [(against, proof) for row, against, proof in scored if not row.is_lie]

    def proved(pair: tuple[float, float]) -> bool:
        return pair[1] < proved_below

    def refuted(pair: tuple[float, float]) -> bool:
        return not proved(pair) and pair[0] >= refuted_from

    decided = sum(proved(pair) or refuted(pair) for pair in lies + honest)
    caught, passed = sum(a >= 0 for a, _ in lies), sum(a < 0 for a, _ in honest)
    return {
        "lies_proved": round(sum(map(proved, lies)) / len(lies), 4),
        "honest_refuted": round(sum(map(refuted, honest)) / len(honest), 4),
        "decided": round(decided / len(scored), 4),
        "balanced_accuracy": round((caught / len(lies) + passed / len(honest)) / 2, 4),
        "lies_refuted": round(sum(map(refuted, lies)) / len(lies), 4),
        "honest_proved": round(sum(map(proved, honest)) / len(honest), 4),
        "proved_below": round(proved_below, 3),
        "refuted_from": round(refuted_from, 3),
        "items": len(scored),
    }


def counts(rows: Sequence[Row], causes: Sequence[str]) -> dict[str, dict[str, list[int]]]:
    """In how many inventions and honest lines each cause was found."""
    return {
        "causes": {
            cause: [
                sum(cause in row.causes for row in rows if row.is_lie),
                sum(cause in row.causes for row in rows if not row.is_lie),
            ]
            for cause in causes
        }
    }


if __name__ == "__main__":
    main()
