"""How well the check tells honest rewrites from invented ones, by code alone.

    python benchmarks/grounding.py --corpus FILE [FILE ...]

Prints one JSON object: the share of inventions that were proved, of honest lines that were refuted, of
all that was decided, and the balanced accuracy (the undecided counted by the lean of the check) first;
then the same per kind and language, a curve, and the time. The form of a file is that of the labelled
sets beside this script. A set on which the weights were fitted flatters; see `fit_grounding.py`.
"""

import argparse
import json
import resource
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from grounding_items import Item, background_of, load_items

from resume_tailor.adapters.lexicon.load import load_lexicon
from resume_tailor.domain.model.evidence import Evidence, EvidenceSource
from resume_tailor.domain.model.grounding.check import check
from resume_tailor.domain.model.grounding.verdict import Outcome, Verdict
from resume_tailor.domain.model.identifiers import EvidenceId
from resume_tailor.domain.model.lexicon import Lexicon

_REFUSED = (0.01, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3)


def main() -> None:
    """Judge every item, and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--corpus", nargs="+", type=Path, required=True, metavar="FILE")
    parser.add_argument("--verdicts", action="store_true", help="print each item's verdict too")
    options = parser.parse_args()
    items = [item for path in options.corpus for item in load_items(path)]
    lexicon = load_lexicon()
    judged, times = [], []
    for item in items:
        began = time.perf_counter()
        judged.append((item, verdict_on(item, lexicon)))
        times.append(1_000 * (time.perf_counter() - began))
    report = summary(judged) | speed(times)
    if options.verdicts:
        report["verdicts"] = {
            item["id"]: [v.outcome.value, round(v.doubt, 3), v.reason] for item, v in judged
        }
    print(json.dumps(report, ensure_ascii=False, indent=1))


def verdict_on(item: Item, lexicon: Lexicon) -> Verdict:
    """What the check says of a labelled rewrite."""
    evidence = [
        Evidence(EvidenceId(f"e{number}"), text, EvidenceSource.LINE)
        for number, text in enumerate(item["evidence"], start=1)
    ]
    return check(item["rewrite"], evidence, lexicon, background_of(item))


def summary(judged: Sequence[tuple[Item, Verdict]]) -> dict[str, Any]:
    """The figures of the whole, then of each kind and language, then the curve."""
    kinds = sorted({(item["label"], item["kind"]) for item, _ in judged})
    languages = sorted({item["language"] for item, _ in judged})
    return {
        **figures(judged),
        "items": len(judged),
        "kinds": {
            f"{label}: {kind}": shares(
                [v for i, v in judged if (i["label"], i["kind"]) == (label, kind)]
            )
            for label, kind in kinds
        },
        "languages": {
            language: figures([(i, v) for i, v in judged if i["language"] == language])
            for language in languages
        },
        "curve": curve(judged),
    }


def figures(judged: Sequence[tuple[Item, Verdict]]) -> dict[str, float | None]:
    """The four figures that count."""
    lies = [v for i, v in judged if i["label"] == "fabricated"]
    honest = [v for i, v in judged if i["label"] == "grounded"]
    caught = share(lies, leans_against)
    passed = share(honest, lambda v: not leans_against(v))
    accuracy = None if caught is None or passed is None else round((caught + passed) / 2, 4)
    return {
        "lies_proved": share(lies, lambda v: v.outcome is Outcome.PROVED),
        "honest_refuted": share(honest, lambda v: v.outcome is Outcome.REFUTED),
        "decided": share([v for _, v in judged], lambda v: v.outcome is not Outcome.UNDECIDED),
        "balanced_accuracy": accuracy,
        "lies_refuted": share(lies, lambda v: v.outcome is Outcome.REFUTED),
        "honest_proved": share(honest, lambda v: v.outcome is Outcome.PROVED),
    }


def leans_against(verdict: Verdict) -> bool:
    """What was decided, and else what the check takes for more likely."""
    if verdict.outcome is Outcome.UNDECIDED:
        return verdict.doubt >= 0.5
    return verdict.outcome is Outcome.REFUTED


def share(verdicts: Sequence[Verdict], holds: Any) -> float | None:
    """The share of which it holds; None of nothing."""
    return round(sum(map(holds, verdicts)) / len(verdicts), 4) if verdicts else None


def shares(verdicts: Sequence[Verdict]) -> dict[str, float]:
    """How many were decided how."""
    return {
        "items": len(verdicts),
        **{
            outcome.value: round(sum(v.outcome is outcome for v in verdicts) / len(verdicts), 3)
            for outcome in Outcome
        },
    }


def curve(judged: Sequence[tuple[Item, Verdict]]) -> list[dict[str, float]]:
    """The share of inventions caught by the lean alone where that share of honest lines is refused."""
    honest = sorted((v.doubt for i, v in judged if i["label"] == "grounded"), reverse=True)
    lies = [v.doubt for i, v in judged if i["label"] == "fabricated"]
    points = []
    for refused in _REFUSED if honest and lies else ():
        at = honest[min(len(honest) - 1, int(refused * len(honest)))]
        caught = sum(doubt > at for doubt in lies) / len(lies)
        points.append({"honest_refused": refused, "lies_caught": round(caught, 4)})
    return points


def speed(times: Sequence[float]) -> dict[str, float]:
    """Milliseconds a change, and the memory of the process in megabytes."""
    ordered = sorted(times)
    return {
        "milliseconds_median": round(ordered[len(ordered) // 2], 3),
        "milliseconds_p99": round(ordered[int(0.99 * (len(ordered) - 1))], 3),
        "memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_024, 1),
    }


if __name__ == "__main__":
    main()
