"""How well a model reads again what code could not decide on.

    RESUME_TAILOR_MODEL=... python benchmarks/second_opinion.py --corpus FILE [FILE ...] [--all]

Sends the labelled rewrites that the check leaves undecided (`--all`: every one) to the model of the
settings, as a session does, and prints the figures of `grounding.py` with its opinions counted: what it
supports is applied as if it were proved, all else is refused. Costs what the model costs: some 60 tokens
an item.
"""

import argparse
import asyncio
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from grounding import figures, summary, verdict_on
from grounding_items import Item, load_items

from resume_tailor.adapters.lexicon.load import load_lexicon
from resume_tailor.adapters.llm.second_reader import LLMSecondReader
from resume_tailor.domain.model.evidence import Evidence, EvidenceSource
from resume_tailor.domain.model.grounding.verdict import Outcome, Verdict
from resume_tailor.domain.model.identifiers import ChangeId, EvidenceId
from resume_tailor.domain.model.usage import Meter
from resume_tailor.domain.ports.second_reader import Doubtful, SecondReader
from resume_tailor.entrypoints.advising import make_language_model
from resume_tailor.entrypoints.settings import Settings

_AT_ONCE = 60


def main() -> None:
    """Judge, have read again, and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--corpus", nargs="+", type=Path, required=True, metavar="FILE")
    parser.add_argument("--all", action="store_true", help="have the decided ones read too")
    options = parser.parse_args()
    model = make_language_model(Settings())
    if model is None:
        raise SystemExit("No model is set. Set RESUME_TAILOR_MODEL, and its key or address.")
    items = [item for path in options.corpus for item in load_items(path)]
    report = asyncio.run(measure(items, LLMSecondReader(model), everything=options.all))
    print(json.dumps(report, ensure_ascii=False, indent=1))


async def measure(
    items: Sequence[Item], reader: SecondReader, *, everything: bool
) -> dict[str, Any]:
    """The figures by code alone, and with the reader."""
    lexicon = load_lexicon()
    judged = [(item, verdict_on(item, lexicon)) for item in items]
    doubtful = [
        _doubtful(number, item)
        for number, (item, verdict) in enumerate(judged)
        if everything or verdict.outcome is Outcome.UNDECIDED
    ]
    meter = Meter()
    opinions: dict[ChangeId, Any] = {}
    for at in range(0, len(doubtful), _AT_ONCE):
        opinions |= dict(await reader.read(doubtful[at : at + _AT_ONCE], meter))
    read = [
        (item, _counted(verdict, opinions.get(ChangeId(f"c{number}")), everything=everything))
        for number, (item, verdict) in enumerate(judged)
    ]
    spent = meter.spent
    return {
        **summary(read),
        "by_code_alone": figures(judged),
        "asked": len(doubtful),
        "without_opinion": len(doubtful) - len(opinions),
        "calls": spent.calls,
        "input_tokens": spent.input_tokens,
        "output_tokens": spent.output_tokens,
        "cost": spent.cost,
    }


def _doubtful(number: int, item: Item) -> Doubtful:
    evidence = tuple(
        Evidence(EvidenceId(f"e{at}"), text, EvidenceSource.LINE)
        for at, text in enumerate(item["evidence"], start=1)
    )
    return Doubtful(ChangeId(f"c{number}"), f"part{number // 12}", item["rewrite"], evidence)


def _counted(verdict: Verdict, opinion: Any, *, everything: bool) -> Verdict:
    if opinion is None:
        return verdict
    if everything or verdict.outcome is Outcome.UNDECIDED:
        outcome = Outcome.PROVED if opinion.supported else Outcome.REFUTED
        return replace(verdict, outcome=outcome)
    return verdict


if __name__ == "__main__":
    main()
