"""How much CPU does tailoring take without a language model?

    python benchmarks/offline_advisor.py [--case DIR] [--runs N]

DIR holds `resume.pdf` and a posting (`job.txt` or `posting.html`); without it the repository's own
example is taken. Prints one JSON object: CPU milliseconds of each stage, median of N runs in one
warm process, and of the whole work after reading (`advise`), cold and warm.
"""

import argparse
import asyncio
import json
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from resume_tailor.adapters.documents.typst_pdf import to_pdf
from resume_tailor.adapters.lexicon.load import load_lexicon
from resume_tailor.adapters.offline.offline_advisor import OfflineAdvisor
from resume_tailor.adapters.offline.requirements import find_requirements
from resume_tailor.adapters.reading.layout.build import to_resume
from resume_tailor.adapters.reading.pdf.extraction import extract
from resume_tailor.adapters.sandbox.child_processes import ChildProcesses
from resume_tailor.adapters.scraping.text_reader import read_posting
from resume_tailor.adapters.system.clock import SystemClock
from resume_tailor.domain.model.evidence import collect
from resume_tailor.domain.model.identifiers import ChangeId
from resume_tailor.domain.model.job_posting import JobPosting
from resume_tailor.domain.model.judgement import Judge
from resume_tailor.domain.model.matching import match
from resume_tailor.domain.model.resume import Resume
from resume_tailor.domain.ports.advisor import Brief

EXAMPLES = Path(__file__).parent.parent / "examples"


async def advise(resume: Resume, posting: JobPosting) -> int:
    """Requirements, match, questions, changes, each judged; how many were proposed."""
    lexicon = load_lexicon()
    advisor = OfflineAdvisor(lexicon, ChildProcesses())
    asked = replace(posting, requirements=find_requirements(posting))  # here, not in a child
    evidence = collect(resume)
    found = match(asked, evidence, lexicon, SystemClock().now().date())
    brief = Brief(resume, asked, evidence, found)
    await advisor.questions(brief, 3)
    number, judge = 0, Judge(lexicon, SystemClock().now().date())
    async for proposal in advisor.changes(brief):
        number += 1
        judge.judge(ChangeId(f"c{number}"), proposal, resume, evidence, asked, number)
    return number


def cpu(work: Callable[[], Any]) -> float:
    """CPU milliseconds of one call."""
    began = time.process_time()
    work()
    return (time.process_time() - began) * 1000


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--case", type=Path, default=EXAMPLES)
    parser.add_argument("--runs", type=int, default=20)
    options = parser.parse_args()
    data = (options.case / "resume.pdf").read_bytes()
    names = ("job.txt", "posting.html", "posting.txt")
    text = next(p for name in names if (p := options.case / name).exists()).read_text("utf-8")

    resume, posting = to_resume(extract(data, 30, 300_000)), read_posting(text)
    stages: dict[str, Callable[[], Any]] = {
        "read_resume": lambda: to_resume(extract(data, 30, 300_000)),
        "read_posting": lambda: read_posting(text),
        "advise": lambda: asyncio.run(advise(resume, posting)),
        "write_pdf": lambda: to_pdf(resume),
    }
    cold = cpu(stages["advise"])
    medians = {
        name: statistics.median(cpu(work) for _ in range(options.runs))
        for name, work in stages.items()
    }
    report = {
        "advise_cpu_ms_cold": round(cold, 1),
        **{f"{name}_cpu_ms": round(value, 1) for name, value in medians.items()},
        "changes_proposed": asyncio.run(advise(resume, posting)),
    }
    print(json.dumps(report))


if __name__ == "__main__":
    main()
