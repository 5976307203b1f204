"""From what an advisor knows to the messages that a model sees. No contact, no prose of the posting."""

import secrets
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from resume_tailor.adapters.llm.provider import Message
from resume_tailor.domain.model.evidence import GENERAL, Evidence, EvidenceSource
from resume_tailor.domain.model.identifiers import RequirementId
from resume_tailor.domain.model.job_posting import JobPosting
from resume_tailor.domain.model.matching import Coverage
from resume_tailor.domain.model.resume import ACTIVITIES, Entry, Resume, Section, SectionKind
from resume_tailor.domain.model.text import visible
from resume_tailor.domain.ports.advisor import Brief
from resume_tailor.domain.ports.second_reader import Doubtful

_PART_SIZE, _MOST_PARTS = 1_100, 6
"""Characters of lines in one call, about, and calls."""
_LONGEST_LINE, _LONGEST_POSTING = 800, 24_000
"""Characters."""
_SPOKEN_OF = ACTIVITIES | {SectionKind.SUMMARY, SectionKind.EDUCATION, SectionKind.AWARDS}


@dataclass(frozen=True, slots=True)
class Part:
    """What one call is about: sections or entries with their lines."""

    parents: tuple[Section | Entry, ...]

    @property
    def ids(self) -> frozenset[str]:
        """Of its parents."""
        return frozenset(parent.id for parent in self.parents)


@cache
def rules(name: str) -> str:
    """The text of a prompt file."""
    return (files(__package__) / "prompts" / f"{name}.md").read_text("utf-8").strip()


def parts_of(resume: Resume) -> list[Part]:
    """The resume in parts of about one size, for calls side by side; no entry is cut in two."""
    parents: list[Section | Entry] = []
    for section in resume.sections:
        if section.kind in _SPOKEN_OF:
            within: tuple[Section | Entry, ...] = (section, *section.entries)
            parents += [parent for parent in within if parent.lines]
    number = max(1, min(_MOST_PARTS, round(sum(map(_size, parents)) / _PART_SIZE), len(parents)))
    bins: list[list[Section | Entry]] = [[] for _ in range(number)]
    for parent in sorted(parents, key=_size, reverse=True):
        min(bins, key=lambda held: sum(map(_size, held))).append(parent)
    order = {parent.id: at for at, parent in enumerate(parents)}
    return [Part(tuple(sorted(held, key=lambda p: order[p.id]))) for held in bins if held]


def _size(parent: Section | Entry) -> int:
    return sum(len(line.text) for line in parent.lines)


def ask_for_changes(brief: Brief, part: Part) -> list[Message]:
    """Rules and requirements first, the same for all calls, so that a provider can keep them."""
    marks = Marks()
    return [
        _system("changes"),
        _user(
            "Requirements\n" + marks.around(_requirements(brief)),
            "What holds for the whole person\n" + marks.around(_general(brief)),
            "The part to work on\n" + marks.around(_lines(brief, part)),
        ),
    ]


def ask_for_reply(brief: Brief, remark: str) -> list[Message]:
    """The whole resume by lines, then the remark. Of the posting only what the resume covers: its answer
    is shown as it is, and must not be led by what a posting says besides."""
    marks = Marks()
    covered = {
        m.requirement.id for m in brief.match.requirements if m.coverage is not Coverage.NONE
    }
    everything = Part(tuple(parent for parent in brief.resume.parents() if parent.lines))
    return [
        _system("chat"),
        _user(
            "Requirements\n" + marks.around(_requirements(brief, covered)),
            "The resume\n" + marks.around(_lines(brief, everything)),
            "The remark\n" + marks.around([_clean(remark)]),
        ),
    ]


def ask_for_requirements(posting: JobPosting) -> tuple[list[Message], list[str]]:
    """The posting by numbered lines, and these lines."""
    lines = [_clean(line) for line in posting.description[:_LONGEST_POSTING].splitlines()]
    lines = [line.lstrip("#*-• ").rstrip("*") for line in lines if line.strip("#*-• ")]
    numbered = [f"{number} {line}" for number, line in enumerate(lines, start=1)]
    title = _clean(posting.title)
    return [_system("requirements"), _user(Marks().around([title, *numbered]))], lines


def ask_for_opinions(doubtful: Sequence[Doubtful]) -> list[Message]:
    """Texts with the evidence that each cites."""
    marks = Marks()
    blocks = [
        "\n".join([f"evidence of {item.id}: {_clean(piece.text)}" for piece in item.evidence])
        + f"\ntext {item.id}: {_clean(item.text)}"
        for item in doubtful
    ]
    return [_system("second_opinion"), _user(marks.around(blocks))]


class Marks:
    """Marks around material that nobody who wrote it can know."""

    def __init__(self) -> None:
        self._mark = secrets.token_hex(4)

    def around(self, lines: Iterable[str]) -> str:
        """The lines between marks."""
        material = "\n".join(lines).replace(self._mark, "")
        return f"<{self._mark}>\n{material}\n</{self._mark}>"


def _system(name: str) -> Message:
    return {"role": "system", "content": rules(name)}


def _user(*blocks: str) -> Message:
    return {"role": "user", "content": "\n\n".join(blocks)}


def _requirements(brief: Brief, only: set[RequirementId] | None = None) -> Iterator[str]:
    for requirement in brief.posting.requirements:
        if only is not None and requirement.id not in only:
            continue
        yield f"{requirement.id} {requirement.importance.value}: {_clean(requirement.text)}"


def _general(brief: Brief) -> Iterator[str]:
    """Skills, languages, degrees, certificates, and answers that belong to no entry."""
    for piece in brief.evidence:
        if piece.section in GENERAL or _is_loose_answer(piece):
            yield f"{piece.id}: {_clean(piece.text)}"


def _is_loose_answer(piece: Evidence) -> bool:
    return piece.source is EvidenceSource.ANSWER and piece.entry is None


def _lines(brief: Brief, part: Part) -> Iterator[str]:
    for parent in part.parents:
        head = parent.header if isinstance(parent, Entry) else parent.heading
        yield f"[{parent.id}] {_clean(head)}"
        yield from (f"{line.id}: {_clean(line.text)}" for line in parent.lines)
        for piece in brief.evidence:
            if piece.source is EvidenceSource.ANSWER and piece.entry == parent.id:
                yield f"{piece.id}: {_clean(piece.text)}"


def _clean(text: str) -> str:
    return " ".join(visible(text).split())[:_LONGEST_LINE]
