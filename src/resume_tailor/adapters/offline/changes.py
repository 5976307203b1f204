"""Honest edits: put what matters first, use the posting's name for a thing, add what was said."""

import re
from collections.abc import Iterator

from resume_tailor.domain.model.change import Insert, Proposal, Reorder, Rewrite
from resume_tailor.domain.model.evidence import Evidence, EvidenceSource
from resume_tailor.domain.model.grounding.same import term_list, without_opening
from resume_tailor.domain.model.identifiers import (
    EvidenceId,
    LineId,
    ParentId,
    RequirementId,
)
from resume_tailor.domain.model.judgement import can_be_reordered
from resume_tailor.domain.model.lexicon import Lexicon, Mention
from resume_tailor.domain.model.relevance import Relevance, content_stems
from resume_tailor.domain.model.resume import ACTIVITIES, Entry, Line, Resume, Section, SectionKind
from resume_tailor.domain.ports.advisor import Brief

_LONGEST_ANSWER = 400
"""Characters; more than two lines of print are no bullet."""
_LONGEST_SKILL = 5
"""Words; what is longer is a sentence, and reads better in the profile than among the skills."""
_TO_US = re.compile(
    r"^(?:remove|delete|drop|emphasi[sz]e|highlight|please)\b|\b[es]\d+\.\w+\b", re.IGNORECASE
)
"""Speaks to the tool, not of the person."""


def propose_changes(brief: Brief, lexicon: Lexicon) -> Iterator[Proposal]:
    """Orders first, since a later insertion would make them stale; then words; then answers."""
    relevance = Relevance(brief.posting, lexicon)
    names = _names_of_posting(brief, lexicon)
    for section, entry in brief.resume.entries():
        if section.kind in ACTIVITIES:
            yield from _reorder(entry, brief, relevance)
    for section in brief.resume.sections:
        if section.kind is SectionKind.SKILLS:
            yield from _reorder(section, brief, relevance)
    for line in brief.resume.lines():
        renamed = _with_names(line.text, names, lexicon)
        yield from _rewrite(line, renamed, _in_order(renamed, relevance, lexicon), brief)
    answers = {e.text: e for e in brief.evidence if e.source is EvidenceSource.ANSWER}
    for answer in answers.values():
        yield from insert_answer(answer, brief, lexicon)


def insert_answer(answer: Evidence, brief: Brief, lexicon: Lexicon) -> Iterator[Proposal]:
    """What the person said, word for word, as a line where they said it belongs; nothing for what
    is no statement, and nothing that stands in the resume already."""
    text = without_opening(answer.text)
    present = {line.text.casefold().rstrip(".") for line in brief.resume.lines()}
    where = _place(answer, brief.resume)
    if where and _is_statement(text, lexicon) and text.casefold().rstrip(".") not in present:
        yield Proposal(
            Insert(where, LineId(""), text),
            "Adds what you said.",
            _served(answer.id, brief),
            (answer.id,),
        )


def _is_statement(text: str, lexicon: Lexicon) -> bool:
    """Whether an answer can stand in a resume as it is: short, no denial or wish, no question, and
    more than a word or two unless these name something."""
    if len(text) > _LONGEST_ANSWER or len(text.splitlines()) > 1:
        return False
    if "?" in text or text.rstrip().endswith(":") or lexicon.negated(text) or _TO_US.search(text):
        return False
    return len(text.split()) > 2 or bool(lexicon.names(text))


def emphasise(topic: str, brief: Brief, lexicon: Lexicon) -> Iterator[Proposal]:
    """Bring what speaks of the topic to the top of each entry."""
    wanted, terms = content_stems(topic, lexicon), lexicon.names(topic)

    def speaks(line: Line) -> float:
        shared = len(content_stems(line.text, lexicon) & wanted)
        return shared + 2 * len(lexicon.supported(line.text) & terms)

    for section, entry in brief.resume.entries():
        movable = section.kind in ACTIVITIES and can_be_reordered(entry)
        if movable and any(map(speaks, entry.lines)):
            ranked = sorted(entry.lines, key=speaks, reverse=True)
            if ranked != list(entry.lines):
                order = tuple(line.id for line in ranked)
                yield Proposal(Reorder(entry.id, order), f"Brings {topic} to the top.")


def _reorder(parent: Section | Entry, brief: Brief, relevance: Relevance) -> Iterator[Proposal]:
    ranked = sorted(parent.lines, key=lambda line: -relevance.of_line(line.text))
    if ranked == list(parent.lines) or not can_be_reordered(parent):
        return
    order = tuple(line.id for line in ranked)
    why = "Puts first what the posting asks for most."
    yield Proposal(Reorder(parent.id, order), why, _served(EvidenceId(order[0]), brief))


def _rewrite(line: Line, renamed: str, ordered: str, brief: Brief) -> Iterator[Proposal]:
    """The line with the posting's names for things, and its list in the order of the posting."""
    reasons = ["Uses the posting's own words."] if renamed != line.text else []
    reasons += ["Names first what the posting asks for."] if ordered != renamed else []
    if reasons:
        cited = EvidenceId(line.id)
        why = " ".join(reasons)
        yield Proposal(Rewrite(line.id, ordered), why, _served(cited, brief), (cited,))


def _with_names(text: str, names: dict[str, str], lexicon: Lexicon) -> str:
    for mention in reversed(lexicon.terms(text)):
        said = text[mention.start : mention.end]
        name = names.get(mention.term, said)
        if mention.certain and _is_another_name(said, name):
            text = text[: mention.start] + name + text[mention.end :]
    return text


def _names_of_posting(brief: Brief, lexicon: Lexicon) -> dict[str, str]:
    """How the requirements write each term; the first way counts."""
    names: dict[str, str] = {}
    for requirement in brief.posting.requirements:
        mentions: tuple[Mention, ...] = lexicon.terms(requirement.text)
        for mention in filter(lambda m: m.certain, mentions):
            names.setdefault(mention.term, requirement.text[mention.start : mention.end])
    return names


def _is_another_name(said: str, name: str) -> bool:
    """A plural, a hyphen or a capital is not worth a change."""

    def plain(text: str) -> str:
        return re.sub(r"[^\w+#]|s\b", "", text.casefold())

    return plain(said) != plain(name)


def _in_order(text: str, relevance: Relevance, lexicon: Lexicon) -> str:
    found = term_list(text, lexicon)
    if found is None:
        return text
    label, items = found
    ranked = sorted(items, key=lambda item: -relevance.of_terms(item))
    listed = ", ".join(ranked)
    return (f"{label}: {listed}" if label else listed) if ranked != items else text


def _served(evidence: EvidenceId, brief: Brief) -> tuple[RequirementId, ...]:
    """The requirements that the evidence speaks to."""
    return tuple(m.requirement.id for m in brief.match.requirements if evidence in m.evidence)


def _place(answer: Evidence, resume: Resume) -> LineId | ParentId | None:
    """After the last line of the entry that it speaks of; else where the person is described as a
    whole. Never under an entry that was not named: that would be a claim of ours."""
    if answer.entry:
        entry = resume.parent(answer.entry)
        return (entry.lines[-1].id if entry.lines else entry.id) if entry else None
    kinds = (SectionKind.SKILLS, SectionKind.SUMMARY)
    is_sentence = len(answer.text.split()) > _LONGEST_SKILL
    for kind in reversed(kinds) if is_sentence else kinds:
        section = next((s for s in resume.sections if s.kind is kind), None)
        if section:
            return section.lines[-1].id if section.lines else section.id
    return None
