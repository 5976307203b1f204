"""How long tailoring takes, and what comes of it, by the offline advisor and by a scripted model.

    python benchmarks/tailoring.py --corpus DIR [--tokens-per-second N]

DIR holds `pairs.json` (`resume` and `job` of each pair), `resumes/` and `jobs/`. Prints one JSON object:
the overhead of our code a session first (milliseconds of CPU, everything but waiting for a model), then for
each pair the time by stage, the changes proposed, applied and dropped, and the coverage before and after.
The scripted model answers at that rate with rewrites of every line it is shown: half of them honest (the
line without its last clause), half of them with an invention; it supports none.
"""

import argparse
import asyncio
import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from scripting import model_at, scripted
from tokens import ready_session

from resume_tailor.adapters.documents.typst_pdf import to_pdf
from resume_tailor.adapters.lexicon.load import load_lexicon
from resume_tailor.adapters.llm.llm_advisor import LLMAdvisor
from resume_tailor.adapters.llm.second_reader import LLMSecondReader
from resume_tailor.adapters.offline.offline_advisor import OfflineAdvisor
from resume_tailor.adapters.reading.layout.build import to_resume
from resume_tailor.adapters.reading.pdf.extraction import extract
from resume_tailor.adapters.sandbox.child_processes import ChildProcesses
from resume_tailor.adapters.scraping.text_reader import read_posting
from resume_tailor.adapters.system.clock import SystemClock
from resume_tailor.domain.model.evidence import collect
from resume_tailor.domain.model.matching import match
from resume_tailor.domain.model.usage import Meter
from resume_tailor.domain.ports.advisor import Advisor
from resume_tailor.domain.ports.second_reader import SecondReader
from resume_tailor.domain.use_cases.advice import Advice


def main() -> None:
    """Every pair, by both advisors."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--corpus", type=Path, required=True, metavar="DIR")
    parser.add_argument("--tokens-per-second", type=float, default=60.0, metavar="N")
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve:
        asyncio.run(serve(options.tokens_per_second))
        return
    print(json.dumps(asyncio.run(measure(options.corpus, options.tokens_per_second)), indent=1))


async def measure(corpus: Path, rate: float) -> dict[str, Any]:
    """The figures of all pairs."""
    pairs = json.loads((corpus / "pairs.json").read_text("utf-8"))
    sandbox = ChildProcesses()
    offline = OfflineAdvisor(load_lexicon(), sandbox)
    rows = []
    with served(rate) as base:
        model = model_at(base)
        advisors: list[tuple[str, Advisor, SecondReader | None]] = [
            ("offline", offline, None),
            ("scripted", LLMAdvisor(model, offline), LLMSecondReader(model)),
        ]
        # So that nothing is measured cold: a server has read the words of each language long ago.
        for pair in pairs:
            await tailor(corpus, pair, offline, None)
        await tailor(corpus, pairs[0], *advisors[1][1:])
        for pair in pairs:
            for name, advisor, reader in advisors:
                row = await tailor(corpus, pair, advisor, reader)
                rows.append({"pair": f"{pair['resume']} -> {pair['job']}", "advisor": name, **row})
        await model.aclose()
    sandbox.close()
    overhead = {
        name: max(row["overhead_cpu_ms"] for row in rows if row["advisor"] == name)
        for name in ("offline", "scripted")
    }
    return {"overhead_cpu_ms_worst": overhead, "pairs": rows}


@contextmanager
def served(rate: float) -> Iterator[str]:
    """The address of a scripted model in a process of its own, so that its work is not counted."""
    command = [sys.executable, __file__, "--serve", "--corpus", ".", f"--tokens-per-second={rate}"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    try:
        yield process.stdout.readline().strip()
    finally:
        process.terminate()
        process.wait()


async def serve(rate: float) -> None:
    """Be that process."""
    async with scripted.ScriptedModel(eager, rate).running() as server:
        print(server.base, flush=True)
        await asyncio.Event().wait()


async def tailor(
    corpus: Path, pair: dict[str, str], advisor: Advisor, reader: SecondReader | None
) -> dict[str, Any]:
    """One session, stage by stage."""
    watch = Watch()
    data, page = files_of(corpus, pair)
    resume = watch.of("read_resume", lambda: to_resume(extract(data, 30, 300_000)))
    posting = watch.of("read_posting", lambda: read_posting(page))
    with watch.during("requirements"):
        asked = await advisor.requirements(posting, Meter())
    posting = replace(posting, requirements=asked)
    lexicon, clock = load_lexicon(), SystemClock()
    found = watch.of("match", lambda: match(posting, collect(resume), lexicon, clock.now().date()))
    session = ready_session(resume, posting, found)
    advice = Advice(advisor, lexicon, clock, 3, reader)
    with watch.during("changes"):
        async for outcome in advice.changes(session):
            watch.first_change()
            outcome(session)
    watch.of("write_pdf", lambda: to_pdf(session.resume_now))
    changes = session.snapshot.changes
    after = match(posting, collect(session.resume_now), lexicon, clock.now().date())
    return {
        **watch.report(),
        "requirements_found": len(asked),
        "changes_proposed": len(changes),
        "changes_applied": sum(change.state.value == "applied" for change in changes),
        "changes_dropped": sum(change.state.value == "dropped" for change in changes),
        "coverage": round(found.score, 3),
        "words_of_the_posting_covered": round(after.score, 3),
    }


def files_of(corpus: Path, pair: dict[str, str]) -> tuple[bytes, str]:
    """The resume and the posting of a pair."""
    resume = corpus / "resumes" / f"{pair['resume']}.pdf"
    page = next(
        path
        for path in sorted(corpus.glob(f"jobs/{pair['job']}.*"))
        if path.suffix in _PAGES and ".label" not in path.suffixes
    )
    return resume.read_bytes(), page.read_text("utf-8", "replace")


_PAGES = frozenset({".html", ".json", ".txt", ".xml"})


class Watch:
    """Milliseconds by stage, and CPU of all."""

    def __init__(self) -> None:
        self._stages: dict[str, float] = {}
        self._cpu = time.process_time()
        self._began = time.perf_counter()
        self._first: float | None = None

    def of(self, stage: str, work: Any) -> Any:
        """What the work gives."""
        with self.during(stage):
            return work()

    @contextmanager
    def during(self, stage: str) -> Iterator[None]:
        """A context whose time is that of the stage."""
        began = time.perf_counter()
        yield
        self._stages[stage] = (time.perf_counter() - began) * 1000

    def first_change(self) -> None:
        """Something can be shown."""
        self._first = self._first or (time.perf_counter() - self._began) * 1000

    def report(self) -> dict[str, Any]:
        """All of it."""
        return {
            "overhead_cpu_ms": round((time.process_time() - self._cpu) * 1000, 1),
            "milliseconds": {stage: round(took, 1) for stage, took in self._stages.items()},
            "first_change_after_ms": round(self._first or 0.0, 1),
        }


def eager(messages: Sequence[dict[str, Any]]) -> Any:
    """Rewrites every line, honestly and not."""
    said = str(messages[-1]["content"])
    if scripted.task_of(messages) != "changes":
        return scripted.dull(messages)
    objects = []
    for number, (id_, line) in enumerate(
        re.findall(r"(?m)^(\w+\.\w+): (.*)$", said.rpartition("work on")[2])
    ):
        shorter = re.split(r"[,;(]", line)[0].strip()
        text = shorter if number % 2 else f"{shorter}, cutting costs by 37% across the company"
        objects.append({"line": id_, "text": text, "for": ["r1"]})
    return scripted.Answer("\n".join(map(json.dumps, objects)) or "{}")


if __name__ == "__main__":
    main()
