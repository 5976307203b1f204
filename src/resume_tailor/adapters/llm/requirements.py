"""From the objects of a reply to requirements in the posting's own words."""

from collections.abc import Sequence

from resume_tailor.adapters.llm.replies import Object, text_in
from resume_tailor.domain.model.identifiers import RequirementId
from resume_tailor.domain.model.job_posting import Importance, Requirement, RequirementKind

_MOST = 40
_LONGEST = 400


def requirements_in(objects: Sequence[Object], lines: Sequence[str]) -> tuple[Requirement, ...]:
    """What the objects point to, each once, with ids r1, r2 ...; a text that does not stand in its
    line gives way to the line."""
    found: dict[str, tuple[Importance, RequirementKind]] = {}
    for data in objects[: 2 * _MOST]:
        number = data.get("n")
        if not isinstance(number, int) or isinstance(number, bool) or not 1 <= number <= len(lines):
            continue
        line = lines[number - 1]
        part = text_in(data, "text", _LONGEST).rstrip(".")
        text = _as_written(part, line) or line
        found.setdefault(text, (_importance(data), _kind(data)))
    return tuple(
        Requirement(RequirementId(f"r{number}"), text, importance, kind)
        for number, (text, (importance, kind)) in enumerate(list(found.items())[:_MOST], start=1)
    )


def _as_written(part: str, line: str) -> str:
    """The part as it stands in the line; empty if it does not."""
    at = line.casefold().find(part.casefold()) if part else -1
    return line[at : at + len(part)] if at >= 0 else ""


def _importance(data: Object) -> Importance:
    known = {kind.value: kind for kind in Importance}
    return known.get(text_in(data, "is", 20), Importance.SHOULD)


def _kind(data: Object) -> RequirementKind:
    known = {kind.value: kind for kind in RequirementKind}
    return known.get(text_in(data, "kind", 20), RequirementKind.SKILL)
