"""What a model says of the lines of a posting, joined with what rules read in them.

The model tells which lines ask for something, and how much; it never writes a word of a requirement. How a
line is split, of which kind each part is, which years and levels it names, rules know well.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from resume_tailor.adapters.llm.replies import Object
from resume_tailor.domain.model.identifiers import RequirementId
from resume_tailor.domain.model.job_posting import Importance, Requirement

_MOST = 40


def requirements_in(
    objects: Sequence[Object], lines: Sequence[str], by_rules: Sequence[Requirement]
) -> tuple[Requirement, ...]:
    """The requirements of the lines that the model names, in the order of the posting, with ids r1,
    r2 ...; a line in which rules found nothing is one by itself."""
    named = _named(objects, len(lines))
    found: dict[str, Requirement] = {}
    for number in sorted(named):
        line = lines[number - 1]
        inside = [r for r in by_rules if _flat(r.text) in _flat(line)]
        for requirement in inside or [Requirement(RequirementId(""), line, named[number])]:
            found.setdefault(requirement.text, replace(requirement, importance=named[number]))
    return tuple(
        replace(requirement, id=RequirementId(f"r{number}"))
        for number, requirement in enumerate(list(found.values())[:_MOST], start=1)
    )


def _named(objects: Sequence[Object], most: int) -> dict[int, Importance]:
    """How much each line insists; of two that differ the one said first."""
    found: dict[int, Importance] = {}
    for data in objects:
        for importance in Importance:
            for number in _numbers(data.get(importance.value)):
                if 1 <= number <= most:
                    found.setdefault(number, importance)
    return found


def _numbers(value: object) -> Iterator[int]:
    for number in value if isinstance(value, list) else ():
        if isinstance(number, int) and not isinstance(number, bool):
            yield number


def _flat(text: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in text.casefold()).split())
