"""What the benchmarks share: scorers of corpora, and times."""

import importlib.util
import json
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

_WORST = 10


def scorer_near(corpus: Path, name: str, chosen: Path | None = None) -> Any:
    """The module of a scorer: the chosen one, or `tools/<name>` in a folder above the corpus."""
    candidates = [folder / "tools" / name for folder in corpus.resolve().parents]
    path = chosen or next((path for path in candidates if path.exists()), None)
    if path is None:
        raise SystemExit("No scorer was found near the corpus. Name it with --scorer.")
    spec = importlib.util.spec_from_file_location("scorer", path)
    assert spec, path
    assert spec.loader, path
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def scored(
    corpus: Path, scorer: Any, read: Callable[[str], dict[str, Any] | None]
) -> dict[str, Any]:
    """The scorer's figures of what `read` makes of each labelled name, and the ten worst."""
    with tempfile.TemporaryDirectory() as folder:
        for label in sorted(corpus.glob("*.label.json")):
            name = label.name.removesuffix(".label.json")
            said = read(name)
            if said is not None:
                Path(folder, f"{name}.json").write_text(json.dumps(said), "utf-8")
        rows = scorer.score_folder(corpus, Path(folder))
    means = {name: round(value, 4) for name, value in scorer.means(rows).items()}
    worst = sorted(rows.items(), key=lambda row: row[1]["score"])[:_WORST]
    return {
        "score": means.pop("score"),
        **means,
        "items": len(rows),
        "worst": [{"id": name, "score": round(row["score"], 3)} for name, row in worst],
    }


def best(work: Callable[[], Any], runs: int) -> float:
    """Milliseconds of the quickest of some runs."""

    def once() -> float:
        began = time.perf_counter()
        work()
        return (time.perf_counter() - began) * 1000

    return min(once() for _ in range(runs))
