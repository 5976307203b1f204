"""How well and how fast are postings read?

    python benchmarks/posting.py --corpus DIR [--scorer FILE] [--runs N]

DIR holds `<id>.label.json` and beside each the page, `<id>.html`, `.json`, `.xml` or `.txt`, and if
it is known its address, `<id>.url`; FILE is the scorer of such a corpus (by default
`tools/score_posting.py` in a folder above it). Prints one JSON object: the quality first (`score` is
the mean over all pages, see the scorer), the ten worst pages, then milliseconds a page in a warm
process: reading, finding the requirements, and trafilatura's extraction alone in the same run.
"""

import argparse
import json
import statistics
from collections.abc import Callable
from pathlib import Path
from typing import Any

import trafilatura
from measuring import best, scored, scorer_near

from resume_tailor.adapters.offline.requirements import find_requirements
from resume_tailor.adapters.scraping.posting_reader import prepare
from resume_tailor.adapters.scraping.text_reader import read_posting
from resume_tailor.domain.errors import DomainError
from resume_tailor.domain.model.job_posting import JobPosting
from resume_tailor.entrypoints.cli.posting import posting_json, refusal_json

_KINDS = ("html", "json", "xml", "txt")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="How well and how fast are postings read?")
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--scorer", type=Path)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    corpus: Path = options.corpus
    scorer = scorer_near(corpus, "score_posting.py", options.scorer)
    prepare()
    result = {**quality(corpus, scorer), **times(corpus, options.runs)}
    print(json.dumps(result, ensure_ascii=False, indent=2))


def quality(corpus: Path, scorer: Any) -> dict[str, Any]:
    """The scorer's figures, and the ten worst pages."""

    def read(name: str) -> dict[str, Any] | None:
        page = _page(corpus, name)
        if page is None:
            return None
        try:
            return posting_json(read_posting(page, _address(corpus, name)))
        except DomainError as error:
            return refusal_json(error)

    return scored(corpus, scorer, read)


def times(corpus: Path, runs: int) -> dict[str, Any]:
    """Milliseconds a page, the median over the pages; each takes its best of some runs."""
    found: dict[str, list[float]] = {}
    for label in sorted(corpus.glob("*.label.json")):
        name = label.name.removesuffix(".label.json")
        page = _page(corpus, name)
        if page is None:
            continue
        for reader, work in _readers(page).items():
            found.setdefault(reader, []).append(best(work, runs))
    ours = found["this_reader"]
    return {
        "milliseconds_a_page": {k: round(statistics.median(v), 2) for k, v in found.items()},
        "milliseconds_a_page_p90": round(statistics.quantiles(ours, n=10)[-1], 2),
        "milliseconds_longest_page": round(max(ours), 2),
    }


def _readers(page: str) -> dict[str, Callable[[], Any]]:
    posting = _reading(page)
    readers: dict[str, Callable[[], Any]] = {"this_reader": lambda: _reading(page)}
    if posting is not None:
        readers["requirements"] = lambda: find_requirements(posting)
    if page.lstrip().startswith("<"):
        readers["this_reader_html"] = readers["this_reader"]
        readers["trafilatura_html"] = lambda: trafilatura.extract(page)
    return readers


def _reading(page: str) -> JobPosting | None:
    try:
        return read_posting(page)
    except DomainError:
        return None  # a page without a posting costs its time all the same


def _page(corpus: Path, name: str) -> str | None:
    files = (corpus / f"{name}.{kind}" for kind in _KINDS)
    file = next((file for file in files if file.exists()), None)
    return file.read_bytes().decode("utf-8", "replace") if file else None


def _address(corpus: Path, name: str) -> str:
    file = corpus / f"{name}.url"
    return file.read_text("utf-8").strip() if file.exists() else ""


if __name__ == "__main__":
    main()
