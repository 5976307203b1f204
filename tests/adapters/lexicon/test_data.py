"""Every data file has its form, and says nothing that contradicts itself."""

from collections import Counter

import pytest

from resume_tailor.adapters.lexicon.load import load_lexicon, parse_terms, term_files
from resume_tailor.domain.model.lexicon import TermEntry

ENTRIES = load_lexicon().entries
NAMES = {entry.name for entry in ENTRIES}


def surfaces(entry: TermEntry) -> list[str]:
    return [entry.name, *entry.aliases]


@pytest.mark.parametrize("file", term_files(), ids=lambda file: file.name)
def test_a_file_can_be_parsed(file: object) -> None:
    assert list(parse_terms(file.read_text("utf-8")))  # type: ignore[attr-defined]


def test_every_implied_term_has_a_line() -> None:
    assert {name for entry in ENTRIES for name in entry.implies} <= NAMES


def test_no_name_means_two_things() -> None:
    counts = Counter(s.casefold() for entry in ENTRIES for s in surfaces(entry))
    assert [name for name, times in counts.items() if times > 1] == []


def test_nothing_implies_itself() -> None:
    lexicon = load_lexicon()
    direct = {entry.name: entry.implies for entry in ENTRIES}
    for name, implied in direct.items():
        for other in implied:
            assert name not in lexicon.implied_by(other), f"{name} <-> {other}"


def test_every_surface_is_found_as_its_term() -> None:
    lexicon = load_lexicon()
    wrong = [s for entry in ENTRIES for s in surfaces(entry) if lexicon.names(s) != {entry.name}]
    assert wrong == []


def test_a_malformed_line_is_named() -> None:
    with pytest.raises(ValueError, match="line 2"):
        list(parse_terms("Fine\n = alias without a name"))
