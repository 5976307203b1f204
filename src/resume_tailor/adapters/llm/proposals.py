"""From the objects of a reply to proposals. What names a line or a piece of evidence that does not exist is
refused when it is judged; what is no proposal at all is left out here."""

from resume_tailor.adapters.llm.replies import Object, text_in, texts_in
from resume_tailor.domain.model.change import Edit, Insert, Proposal, Remove, Reorder, Rewrite
from resume_tailor.domain.model.identifiers import EvidenceId, LineId, ParentId, RequirementId
from resume_tailor.domain.ports.advisor import Brief

_LONGEST_LINE = 600
_LONGEST_ID = 40


def proposal_in(data: Object, brief: Brief) -> Proposal | None:
    """The proposal of one object; None if it is none."""
    edit = _edit(data)
    if edit is None:
        return None
    cites = tuple(EvidenceId(id_) for id_ in texts_in(data, "from"))
    if isinstance(edit, Rewrite) and EvidenceId(edit.line) not in cites:
        cites = (EvidenceId(edit.line), *cites)
    asked = {requirement.id: requirement for requirement in brief.posting.requirements}
    serves = tuple(RequirementId(id_) for id_ in texts_in(data, "for") if id_ in asked)
    return Proposal(edit, _why(edit, [asked[id_].text for id_ in serves]), serves, cites)


def _edit(data: Object) -> Edit | None:
    text = text_in(data, "text", _LONGEST_LINE)
    line, after, part, removed = (
        text_in(data, name, _LONGEST_ID) for name in ("line", "after", "part", "remove")
    )
    if line and text:
        return Rewrite(LineId(line), text)
    if after and text:
        return Insert(LineId(after), LineId(""), text)
    if part and (order := texts_in(data, "order", most=60)):
        return Reorder(ParentId(part), tuple(map(LineId, order)))
    return Remove(LineId(removed)) if removed else None


def _why(edit: Edit, asked: list[str]) -> str:
    if isinstance(edit, Reorder):
        return "Puts first what the posting asks for most."
    if isinstance(edit, Remove):
        return "Makes room for what the posting asks for."
    begun = "Adds what you said" if isinstance(edit, Insert) else "Words it for the posting"
    return f"{begun}: {asked[0].rstrip('.')}." if asked else f"{begun}."
