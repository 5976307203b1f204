"""How many tokens does tailoring with a language model take?

    python benchmarks/tokens.py --case DIR

DIR holds `resume.pdf`, `job.txt` and `rewrites.json` (`rewrites`: `before` and `after` of each line that a
model changed). The advisor asks a scripted model that answers with just these changes, in the form that
the prompts ask for. Prints one JSON object: tokens in and out, of all calls and on the longest path after
the requirements (the calls for changes run side by side, then those of the second reader), then call by
call. Counted by the tokenizer that LiteLLM ships (cl100k_base).
"""

import argparse
import asyncio
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from scripting import model_at, scripted

from resume_tailor.adapters.lexicon.load import load_lexicon
from resume_tailor.adapters.llm.llm_advisor import LLMAdvisor
from resume_tailor.adapters.llm.second_reader import LLMSecondReader
from resume_tailor.adapters.offline.offline_advisor import OfflineAdvisor
from resume_tailor.adapters.offline.requirements import find_requirements
from resume_tailor.adapters.reading.layout.build import to_resume
from resume_tailor.adapters.reading.pdf.extraction import extract
from resume_tailor.adapters.sandbox.child_processes import ChildProcesses
from resume_tailor.adapters.scraping.text_reader import read_posting
from resume_tailor.adapters.system.clock import SystemClock
from resume_tailor.domain.model.evidence import collect
from resume_tailor.domain.model.job_posting import JobPosting
from resume_tailor.domain.model.lexicon import Lexicon
from resume_tailor.domain.model.matching import match
from resume_tailor.domain.model.session_snapshot import SessionSnapshot
from resume_tailor.domain.model.tailoring_session import TailoringSession
from resume_tailor.domain.model.usage import Meter
from resume_tailor.domain.use_cases.advice import Advice


def main() -> None:
    """Run the case once, and print what it took."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--case", type=Path, required=True, metavar="DIR")
    options = parser.parse_args()
    print(json.dumps(asyncio.run(measure(options.case)), indent=1))


async def measure(case: Path) -> dict[str, Any]:
    """The figures of a case."""
    posting = read_posting((case / "job.txt").read_text("utf-8"))
    rewrites = json.loads((case / "rewrites.json").read_text("utf-8"))["rewrites"]
    said: list[str] = []
    script = script_of(posting, rewrites, said)
    async with scripted.ScriptedModel(script).running() as server:
        model = model_at(server.base)
        session = await tailored(case, posting, load_lexicon(), model)
        await model.aclose()
    count = counter()
    calls = [
        {
            "task": scripted.task_of(body["messages"]),
            "input": sum(count(message["content"]) + 4 for message in body["messages"]),
            "output": count(answer),
        }
        for body, answer in zip(server.asked, said, strict=True)
    ]
    path = [max((c["output"] for c in calls if c["task"] == task), default=0) for task in _AFTER]
    applied = sum(change.state.value == "applied" for change in session.snapshot.changes)
    return {
        "output_tokens": sum(call["output"] for call in calls),
        "longest_path_output_tokens": sum(path),
        "input_tokens": sum(call["input"] for call in calls),
        "calls": len(calls),
        "changes": len(session.snapshot.changes),
        "applied": applied,
        "by_call": calls,
    }


_AFTER = ("changes", "second opinion")


def script_of(
    posting: JobPosting, rewrites: Sequence[dict[str, str]], said: list[str]
) -> Callable[[Sequence[dict[str, Any]]], Any]:
    """A model that finds what the offline rules find, changes just these lines, and supports each."""
    asked = {_flat(r.text): r for r in find_requirements(posting)}
    after = {_flat(rewrite["before"]): rewrite["after"] for rewrite in rewrites}

    def answer(messages: Sequence[dict[str, Any]]) -> Any:
        text = str(messages[-1]["content"])
        objects: list[dict[str, Any]] = []
        match scripted.task_of(messages):
            case "requirements":
                objects = [_lines_by_importance(text, asked)]
            case "changes":
                for id_, line in re.findall(
                    r"(?m)^(\w+\.\w+): (.*)$", text.rpartition("work on")[2]
                ):
                    if _flat(line) in after:
                        objects.append({"line": id_, "text": after[_flat(line)], "for": ["r1"]})
            case "second opinion":
                ids = re.findall(r"(?m)^text (\S+):", text)
                objects = [{"id": id_, "ok": True} for id_ in ids]
        said.append(
            "\n".join(json.dumps(o, ensure_ascii=False, separators=(",", ":")) for o in objects)
            or "{}"
        )
        return scripted.Answer(said[-1])

    return answer


def _lines_by_importance(text: str, asked: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, list[int]] = {}
    for number, line in re.findall(r"(?m)^(\d+) (.*)$", text):
        inside = [asked[words] for words in asked if words in _flat(line)]
        if inside:
            found.setdefault(inside[0].importance.value, []).append(int(number))
    return found


def _flat(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


async def tailored(
    case: Path, posting: JobPosting, lexicon: Lexicon, model: Any
) -> TailoringSession:
    """The session after all changes."""
    resume = to_resume(extract((case / "resume.pdf").read_bytes(), 30, 300_000))
    advisor = LLMAdvisor(model, OfflineAdvisor(lexicon, ChildProcesses()))
    asked = await advisor.requirements(posting, Meter())
    posting = replace(posting, requirements=asked)
    found = match(posting, collect(resume), lexicon, SystemClock().now().date())
    advice = Advice(advisor, lexicon, SystemClock(), 3, LLMSecondReader(model))
    session = ready_session(resume, posting, found)
    async for outcome in advice.changes(session):
        outcome(session)
    return session


def ready_session(resume: Any, posting: JobPosting, found: Any) -> TailoringSession:
    """A session that comes to its changes."""
    clock = SystemClock()
    session = TailoringSession.start(
        SessionSnapshot(clock.new_id(), clock.new_id(), "resume.pdf", "https://example.org/job")  # type: ignore[arg-type]
    )
    session.begin(session.next_tasks())
    session.resume_was_read(resume)
    session.posting_was_read(posting)
    session.was_matched(found)
    session.questions_were_planned(())
    return session


def counter() -> Callable[[str], int]:
    """Counts tokens."""
    import litellm  # sets where its tokenizers lie  # noqa: F401
    import tiktoken

    encoding = tiktoken.get_encoding("cl100k_base")
    return lambda text: len(encoding.encode(text, disallowed_special=()))


if __name__ == "__main__":
    main()
