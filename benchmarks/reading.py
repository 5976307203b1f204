"""How well and how fast are resumes read?

    python benchmarks/reading.py --corpus DIR [--scorer FILE] [--runs N]

DIR holds `<id>.pdf` with `<id>.label.json` for those that are labelled; FILE is the scorer of such
a corpus (by default `tools/score_reading.py` beside it). Prints one JSON object: the quality first
(`score` is the mean of all, see the scorer), the ten worst files, then milliseconds a page: of this
reader in a warm process, and beside it in the same run of PyMuPDF's plain text, pdfminer.six and
markitdown, where these are installed; then what a child costs to start, and its memory.
"""

import argparse
import asyncio
import importlib.util
import json
import statistics
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from measuring import best, scored, scorer_near

from resume_tailor.domain.errors import DomainError

# Everything else is imported where it is used: a child imports this file, and is measured.

_ORDINARY = 5
"""Pages; longer files are no ordinary resumes and stay out of the times."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="How well and how fast are resumes read?")
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--scorer", type=Path)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    corpus: Path = options.corpus
    scorer = scorer_near(corpus, "score_reading.py", options.scorer)
    result = {**quality(corpus, scorer), **times(corpus, options.runs)}
    result["child"] = asyncio.run(child(corpus))
    print(json.dumps(result, ensure_ascii=False, indent=2))


def quality(corpus: Path, scorer: Any) -> dict[str, Any]:
    """The scorer's figures, and the ten worst files."""
    from resume_tailor.entrypoints.cli.reading import resume_json

    def read(name: str) -> dict[str, Any] | None:
        try:
            return resume_json(_reading((corpus / f"{name}.pdf").read_bytes()))
        except DomainError:
            return None  # no prediction: it scores 0

    return scored(corpus, scorer, read)


def times(corpus: Path, runs: int) -> dict[str, Any]:
    """Milliseconds a page, the median over the files; each file takes its best of some runs."""
    found: dict[str, list[float]] = {}
    for file in sorted(corpus.glob("*.pdf")):
        data = file.read_bytes()
        try:
            pages = _pages(data)
        except DomainError:
            continue
        for name, work in _readers(file, data).items():
            found.setdefault(name, []).append(best(work, runs) / pages)
    ours = found["this_reader"]
    return {
        "milliseconds_a_page": {k: round(statistics.median(v), 2) for k, v in found.items()},
        "milliseconds_a_page_p90": round(statistics.quantiles(ours, n=10)[-1], 2),
        "pages_within_25_ms": round(sum(ms <= 25 for ms in ours) / len(ours), 3),
    }


def _readers(file: Path, data: bytes) -> dict[str, Callable[[], Any]]:
    import pymupdf

    library: Any = pymupdf

    def plain_text() -> None:
        with library.open(stream=data, filetype="pdf") as document:
            for page in document:
                page.get_text()

    readers: dict[str, Callable[[], Any]] = {
        "this_reader": lambda: _reading(data),
        "pymupdf_plain_text": plain_text,
    }
    if importlib.util.find_spec("pdfminer"):
        from pdfminer.high_level import extract_text  # type: ignore[import-not-found]

        readers["pdfminer_six"] = lambda: extract_text(str(file))
    if importlib.util.find_spec("markitdown"):
        from markitdown import MarkItDown  # type: ignore[import-not-found]

        readers["markitdown"] = lambda: MarkItDown().convert(str(file))
    return readers


async def child(corpus: Path) -> dict[str, float]:
    """What the first file costs with the start of a child, what the same file costs in the warm
    child, and the child's memory after all files."""
    import psutil

    from resume_tailor.adapters.reading.child import prepare
    from resume_tailor.adapters.reading.resume_reader import FileResumeReader
    from resume_tailor.adapters.sandbox.child_processes import Bounds, ChildProcesses

    files = await asyncio.to_thread(_files, corpus)
    small = min(files, key=len)
    sandbox = ChildProcesses(Bounds(children=1), prepare)
    reader = FileResumeReader(sandbox, sandbox)
    started = await _read(reader, small)
    warm = min([await _read(reader, small) for _ in range(5)])
    for data in files:
        await _read(reader, data)
    memory = max(p.memory_info().rss for p in psutil.Process().children(recursive=True))
    sandbox.close()
    return {
        "first_file_ms": round(started, 1),
        "warm_file_ms": round(warm, 1),
        "memory_mb": round(memory / 1e6, 1),
    }


def _files(corpus: Path) -> list[bytes]:
    return [file.read_bytes() for file in sorted(corpus.glob("*.pdf"))]


def _reading(data: bytes) -> Any:
    from resume_tailor.adapters.reading.layout.build import to_resume
    from resume_tailor.adapters.reading.pdf.extraction import extract

    return to_resume(extract(data, 100, 900_000))


def _pages(data: bytes) -> int:
    from resume_tailor.adapters.reading.pdf.extraction import extract

    return len(extract(data, _ORDINARY, 900_000).sheets)


async def _read(reader: Any, data: bytes) -> float:
    began = time.perf_counter()
    with suppress(DomainError):  # a scan costs its time all the same
        await reader.read(data)
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    main()
