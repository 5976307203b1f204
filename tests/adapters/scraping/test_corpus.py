"""How well the postings of the shared corpus are read."""

import json
from pathlib import Path

from resume_tailor.adapters.scraping.text_reader import read_posting
from resume_tailor.domain.errors import DomainError
from tests.conftest import scorer_of


def test_the_targets_are_reached(shared: Path) -> None:
    """What is asked for of pages that nobody has seen; `benchmarks/posting.py` shows each."""
    folder = shared / "corpus/jobs"
    scorer = scorer_of(shared, "score_posting.py")
    rows = {}
    for label_file in sorted(folder.glob("*.label.json")):
        name = label_file.name.removesuffix(".label.json")
        label = json.loads(label_file.read_text("utf-8"))
        rows[name] = scorer.add_posting_only(scorer.score_page(label, said_of(folder, name)))
    means = scorer.means(rows)
    targets = {"score": 0.92, "title": 0.97, "company": 0.95, "location": 0.90}
    targets |= {"include": 0.97, "exclude": 0.97, "posting_or_not": 0.98}
    missed = {name: means[name] for name, target in targets.items() if means[name] < target}
    assert missed == {}


def said_of(folder: Path, name: str) -> dict[str, str | None]:
    file = next(f for f in folder.glob(f"{name}.*") if not f.name.endswith((".json", ".url"))
                or f.name == f"{name}.json")  # fmt: skip
    try:
        posting = read_posting(file.read_text("utf-8", "replace"))
    except DomainError:
        return {"status": "no_posting", **dict.fromkeys(FIELDS)}
    return {"status": str(posting.status), **{name: getattr(posting, name) for name in FIELDS}}


FIELDS = ("title", "company", "location", "description")
