"""Which gaps to ask about, and how."""

from resume_tailor.domain.model.identifiers import QuestionId
from resume_tailor.domain.model.job_posting import Importance, RequirementKind
from resume_tailor.domain.model.lexicon import Lexicon
from resume_tailor.domain.model.matching import Coverage, RequirementMatch
from resume_tailor.domain.model.questions import Question
from resume_tailor.domain.model.resume import ACTIVITIES
from resume_tailor.domain.ports.advisor import Brief

_MAX_OPTIONS = 3
_LATER = {RequirementKind.DUTY: 1, RequirementKind.TRAIT: 2}
_DONE = "If you have done this, say in a sentence what you did and where."
_HELD = "If you have it, say which, from whom and since when."
_TOLD = {
    RequirementKind.DEGREE: _HELD,
    RequirementKind.CERTIFICATE: _HELD,
    RequirementKind.LICENCE: _HELD,
    RequirementKind.LANGUAGE: "If you speak it, say how well.",
}
"""What to say, by the kind of what is asked for."""


def plan_questions(brief: Brief, limit: int, lexicon: Lexicon) -> tuple[Question, ...]:
    """What can be named (a tool, a licence) before what is only described, and that before what there
    is to do or to be; of each, the most important first. Nobody is asked twice."""
    order = list(Importance)
    gaps = [
        gap
        for gap in brief.match.gaps()
        if gap.coverage is Coverage.NONE and gap.requirement.id not in brief.asked_before
    ]
    gaps.sort(
        key=lambda gap: (
            not lexicon.names(gap.requirement.text),
            _LATER.get(gap.requirement.kind, 0),
            order.index(gap.requirement.importance),
        )
    )
    return tuple(_question(gap, brief) for gap in gaps[:limit])


def _question(gap: RequirementMatch, brief: Brief) -> Question:
    places = [
        f"At {entry.organisation}: "
        for section, entry in brief.resume.entries()
        if section.kind in ACTIVITIES and entry.organisation
    ]
    wanted = gap.requirement.text.rstrip(". ")
    told = _TOLD.get(gap.requirement.kind, _DONE)
    text = f"The posting asks for “{wanted}”, and your resume does not show it. {told}"
    return Question(
        QuestionId(""), text, requirement=gap.requirement.id, options=tuple(places[:_MAX_OPTIONS])
    )
