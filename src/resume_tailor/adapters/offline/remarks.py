"""What the rules understand of a remark."""

import re

from resume_tailor.adapters.offline.changes import emphasise, insert_answer
from resume_tailor.domain.model.change import Proposal, Remove
from resume_tailor.domain.model.evidence import Evidence
from resume_tailor.domain.model.identifiers import LineId
from resume_tailor.domain.model.lexicon import Lexicon
from resume_tailor.domain.ports.advisor import Brief, Reply

_ADD = re.compile(
    r"^(?:please\s+)?add(?:\s+that(?=\s+I\b)|\s*:)\s*(?P<said>.+)$", re.IGNORECASE | re.DOTALL
)
_STATES = re.compile(
    r"^I(?:['’]ve|\s+have|\s+also)?\s+(?:speak|hold|led|ran|built|wrote|taught|won|managed|designed"
    r"|developed|created|worked|used|trained|supervised|organi[sz]ed|introduced|supported|completed"
    r"|passed|earned|sold|cared|repaired|installed|maintained|planned|presented|published)\b"
)
_NO_FACT = re.compile(
    r"\?|\b(?:you|your|please|bullets?|lines?|summary|resume|cv|typo|version|[es]\d+\.\w+)\b",
    re.IGNORECASE,
)
"""Speaks to the tool, or of the document: no fact about the person."""
_EMPHASISE = re.compile(
    r"^(?:please\s+|can you\s+)?(?:emphasi[sz]e|highlight|focus on|stress|put|bring|move|show|more about"
    r"|more on)\s+(?:more\s+)?(?:my\s+|the\s+)?(?P<topic>[^.!?\n]{2,80}?)"
    r"(?:\s+(?:first|to the top|more|up))?[.!?]?$",
    re.IGNORECASE,
)
_REMOVE = re.compile(
    r"^(?:please\s+)?(?:remove|delete|drop)\s+(?:the\s+)?(?:line\s+)?(?P<line>[es]\d+\.\w+)\s*[.!]?$",
    re.IGNORECASE,
)
_HELP = (
    "Without a language model I understand: “emphasise TOPIC”, “remove LINE” (with its id, such as"
    " e2.b3), and facts about yourself, such as “I ran the on-call rota at Acme” or “add: ...”."
)


def fact_in(remark: str, lexicon: Lexicon) -> str | None:
    """The fact that the person states; a denial, a question, a wish or a word to the tool is none."""
    text = remark.strip()
    found = _ADD.match(text)
    said = found["said"].strip() if found else text
    if not (found or _STATES.match(text)) or _NO_FACT.search(said) or lexicon.negated(said):
        return None
    return said


def reply_to(remark: str, brief: Brief, stated: Evidence | None, lexicon: Lexicon) -> Reply:
    """The answer, with the changes that the remark asks for."""
    if stated:
        return _to_fact(stated, brief, lexicon)
    removed = _REMOVE.match(remark.strip())
    if removed:
        return _to_removal(LineId(removed["line"].lower()), brief)
    topic = _EMPHASISE.match(remark.strip())
    if topic:
        return _to_emphasis(topic["topic"].strip(), brief, lexicon)
    return Reply(_HELP)


def _to_fact(stated: Evidence, brief: Brief, lexicon: Lexicon) -> Reply:
    proposals = tuple(insert_answer(stated, brief, lexicon))
    if not proposals:
        return Reply("I have noted that. It stands in the resume already, or has no place there.")
    return Reply("Thank you. I have added that in your own words.", proposals)


def _to_removal(line_id: LineId, brief: Brief) -> Reply:
    if brief.resume.line(line_id) is None:
        return Reply(f"There is no line {line_id}.")
    return Reply(f"I have removed {line_id}.", (Proposal(Remove(line_id), "You asked for it."),))


def _to_emphasis(topic: str, brief: Brief, lexicon: Lexicon) -> Reply:
    proposals: tuple[Proposal, ...] = tuple(emphasise(topic, brief, lexicon))
    if proposals:
        return Reply(f"I have brought {topic} to the top.", proposals)
    return Reply(f"Nothing more to move: no line speaks of {topic}, or it stands first already.")
