"""Every data file has its form, and says nothing that contradicts itself."""

from collections import Counter
from importlib.resources import files

import pytest

from resume_tailor.adapters.lexicon.idioms import idiom_of
from resume_tailor.adapters.lexicon.load import load_lexicon, parse_terms, term_files
from resume_tailor.adapters.lexicon.scales import parse_scales, write_scales
from resume_tailor.domain.model.lexicon import TermEntry
from resume_tailor.domain.model.phrases import lists_in

DATA = files("resume_tailor.adapters.lexicon") / "data"

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


LANGUAGES = ["en", "de", "fr", "es"]


@pytest.mark.parametrize("code", LANGUAGES)
def test_cues_have_known_kinds(code: str) -> None:
    kinds = {name.split(" ", 1)[0] for name in idiom_of(code).cues.names}
    assert kinds <= {
        "role", "own", "making", "title", "frequency", "status", "certainty", "level", "scope",
        "audience", "quality", "outcome", "method", "negation", "agent", "hedge", "bound", "neutral",
    }  # fmt: skip
    assert kinds >= {"role", "frequency", "status", "level", "negation"}


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("kind", ["role", "level"])
def test_ladders_have_numbers(code: str, kind: str) -> None:
    values = [n.partition(" ")[2] for n in idiom_of(code).cues.names if n.startswith(f"{kind} ")]
    assert all(value.isdigit() for value in values)


def test_a_phrase_of_a_ladder_stands_on_one_rung() -> None:
    lists = lists_in((DATA / "cues" / "en.txt").read_text("utf-8"))
    for kind in ("role", "level", "frequency"):
        counts = Counter(p for name, ps in lists.items() if name.startswith(f"{kind} ") for p in ps)
        assert [phrase for phrase, times in counts.items() if times > 1] == [], kind


def test_words_for_the_same_are_small_and_several() -> None:
    for file in (DATA / "synonyms").iterdir():
        for line in file.read_text("utf-8").splitlines():
            words = [word.strip() for word in line.partition("#")[0].split(",") if word.strip()]
            assert len(words) != 1, line
            assert all(" " not in word for word in words), line


def test_short_forms_are_short() -> None:
    for line in (DATA / "abbreviations.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            short, sign, long = line.partition(" = ")
            assert sign, line
            assert all(len(form.strip()) > len(short) for form in long.split(",")), line


def test_scales_survive_a_round_trip() -> None:
    text = (DATA / "doubts.txt").read_text("utf-8")
    assert write_scales(parse_scales(text)) == text


def test_a_weight_is_never_negative() -> None:
    """Nothing that is doubted speaks for a text."""
    assert min(load_lexicon().scales.weights.values()) >= 0


@pytest.mark.parametrize(
    "prefix", ["number", "term", "name", "negation", "role", "title", "status"]
)
def test_no_doubt_on_a_typed_claim_is_harmless(prefix: str) -> None:
    harmless = load_lexicon().scales.harmless - {"number derived by a cue"}
    assert not [cause for cause in harmless if cause.split()[0] == prefix]
