"""The reader on real resumes, where the shared data is at hand."""

import json
from pathlib import Path

import pytest

from resume_tailor.adapters.reading.layout.build import to_resume
from resume_tailor.adapters.reading.pdf.extraction import extract
from resume_tailor.domain.errors import DomainError
from resume_tailor.entrypoints.cli.reading import resume_json
from tests.adapters.reading.test_layout import assert_no_word_is_lost_or_doubled
from tests.conftest import scorer_of

pytestmark = pytest.mark.slow


def test_resumes_are_read_right(shared: Path, tmp_path: Path) -> None:
    """The targets of the reader, with some room: the figures are in the benchmark."""
    corpus = shared / "corpus/resumes"
    for label in corpus.glob("*.label.json"):
        name = label.name.removesuffix(".label.json")
        resume = to_resume(extract((corpus / f"{name}.pdf").read_bytes(), 100, 900_000))
        (tmp_path / f"{name}.json").write_text(json.dumps(resume_json(resume)), "utf-8")
    score = scorer_of(shared, "score_reading.py")
    means = score.means(score.score_folder(corpus, tmp_path))
    assert means["score"] >= 0.95
    assert min(means["name"], means["email"], means["head_order"]) >= 0.95
    assert min(means["entry_recall"], means["entry_precision"], means["dates"]) >= 0.95


def test_no_word_of_a_real_resume_is_lost(shared: Path) -> None:
    for file in sorted((shared / "corpus/resumes").glob("*.pdf")):
        try:
            document = extract(file.read_bytes(), 20, 900_000)
        except DomainError:
            continue
        assert_no_word_is_lost_or_doubled(document)
