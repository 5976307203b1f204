"""The `Advisor` port by a language model; what it cannot do, the offline advisor does."""

import asyncio
import re
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import aclosing

from resume_tailor.adapters.llm.faults import FaultKind, ModelFault
from resume_tailor.adapters.llm.language_model import LanguageModel, Waiting
from resume_tailor.adapters.llm.prompting import (
    Part,
    ask_for_changes,
    ask_for_reply,
    ask_for_requirements,
    parts_of,
)
from resume_tailor.adapters.llm.proposals import proposal_in
from resume_tailor.adapters.llm.provider import Message
from resume_tailor.adapters.llm.replies import LineReader, Object, text_in
from resume_tailor.adapters.llm.requirements import requirements_in
from resume_tailor.domain.model.change import Proposal, Reorder
from resume_tailor.domain.model.evidence import Evidence
from resume_tailor.domain.model.job_posting import JobPosting, Requirement
from resume_tailor.domain.model.questions import Question
from resume_tailor.domain.model.text import live_parts
from resume_tailor.domain.model.usage import Meter
from resume_tailor.domain.ports.advisor import Advisor, Brief, Notice, Reply

_FOR_CHANGES, _FOR_REPLY, _FOR_REQUIREMENTS = 900, 900, 400
"""Tokens that a reply may have."""
_LONGEST_SAYING = 1_200
_WAITING = "Waiting for the language model."
_REPAIR = "Nothing in your answer could be read. Answer with JSON objects alone, one a line."
_CODES = re.compile(r"\b(?=\w*_)[A-Z0-9_]{6,}\b|\bsk-\w+")
"""Names of variables, keys."""
_BY_RULES = "What rules can do is done."

Piece = Object | Notice | ModelFault


class LLMAdvisor(Advisor):
    """Changes come from one call for each larger part of the resume, side by side, each line of a
    reply as soon as it is complete. Where the model fails for good, the offline advisor goes on, and
    the person is told."""

    def __init__(self, model: LanguageModel, offline: Advisor) -> None:
        self._model = model
        self._offline = offline

    async def requirements(self, posting: JobPosting, meter: Meter) -> tuple[Requirement, ...]:
        """What the posting asks for, in its own words by construction: the model points to lines."""
        by_rules = await self._offline.requirements(posting, meter)
        messages, lines = ask_for_requirements(posting)
        objects: list[Object] = []
        try:
            async with aclosing(self._objects(messages, _FOR_REQUIREMENTS, meter)) as found:
                objects = [piece async for piece in found if isinstance(piece, dict)]
        except ModelFault:
            pass
        return requirements_in(objects, lines, by_rules) or by_rules

    async def questions(self, brief: Brief, limit: int) -> tuple[Question, ...]:
        """Rules ask as well as a model would, and at once."""
        return await self._offline.questions(brief, limit)

    async def changes(self, brief: Brief) -> AsyncIterator[Proposal | Notice]:
        """Orders by rules first, which cost nothing; then what the model says."""
        by_rules = [p async for p in self._offline.changes(brief) if isinstance(p, Proposal)]
        for proposal in by_rules:
            if isinstance(proposal.edit, Reorder):
                yield proposal
        fault: ModelFault | None = None
        async with aclosing(self._from_all_parts(brief)) as pieces:
            async for piece in pieces:
                if isinstance(piece, ModelFault):
                    fault = piece
                elif isinstance(piece, Notice):
                    yield piece
                elif found := proposal_in(piece, brief):
                    yield found
        if fault:
            yield Notice(f"{fault.message} {_BY_RULES}")
            for proposal in by_rules:
                if not isinstance(proposal.edit, Reorder):
                    yield proposal

    def states_fact(self, remark: str) -> str | None:
        """By rules, so that no model decides what counts as said by the person."""
        return self._offline.states_fact(remark)

    async def reply(self, remark: str, brief: Brief, stated: Evidence | None) -> Reply:
        """The model's answer and its changes; the rules' own where it fails."""
        said, proposals = "", []
        try:
            messages = ask_for_reply(brief, remark)
            async with aclosing(self._objects(messages, _FOR_REPLY, brief.meter)) as found:
                async for piece in found:
                    if isinstance(piece, dict):
                        said = said or _harmless(text_in(piece, "say", _LONGEST_SAYING), remark)
                        proposals += [p for p in [proposal_in(piece, brief)] if p]
        except ModelFault as fault:
            by_rules = await self._offline.reply(remark, brief, stated)
            return Reply(f"{fault.message} {by_rules.message}", by_rules.proposals)
        if not said and not proposals:
            return await self._offline.reply(remark, brief, stated)
        return Reply(said or "Done; the changes show what could be proved.", tuple(proposals))

    async def _from_all_parts(self, brief: Brief) -> AsyncGenerator[Piece, None]:
        """What all calls say, in the order in which it comes. One fault ends no other call."""
        queue: asyncio.Queue[Piece | None] = asyncio.Queue()
        parts = parts_of(brief.resume)
        tasks = [asyncio.create_task(self._from_part(brief, part, queue)) for part in parts]
        told: set[str] = set()
        try:
            left = len(tasks)
            while left:
                piece = await queue.get()
                left -= piece is None
                if isinstance(piece, Notice):
                    if piece.message in told:
                        continue
                    told.add(piece.message)
                if piece is not None:
                    yield piece
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _from_part(
        self, brief: Brief, part: Part, queue: asyncio.Queue[Piece | None]
    ) -> None:
        messages = ask_for_changes(brief, part)
        try:
            async with aclosing(self._objects(messages, _FOR_CHANGES, brief.meter)) as found:
                async for piece in found:
                    queue.put_nowait(piece)
        except ModelFault as fault:
            queue.put_nowait(fault)
        finally:
            queue.put_nowait(None)

    async def _objects(
        self, messages: Sequence[Message], max_tokens: int, meter: Meter
    ) -> AsyncGenerator[Object | Notice, None]:
        """The objects of a reply; a reply without any is asked for once more."""
        for last in (False, True):
            lines, any_found = LineReader(), False
            async with aclosing(self._model.ask(messages, max_tokens, meter)) as pieces:
                async for piece in pieces:
                    if isinstance(piece, Waiting):
                        lines.restart()
                        yield Notice(_WAITING)
                        continue
                    for found in lines.feed(piece):
                        any_found = True
                        yield found
            for found in lines.end():
                any_found = True
                yield found
            if any_found or not lines.unreadable:
                return
            if last:
                raise ModelFault(FaultKind.UNREADABLE)
            messages = [*messages, {"role": "user", "content": _REPAIR}]


def _harmless(said: str, remark: str) -> str:
    """The sentences of an answer that lead nowhere: no addresses, markup or names of variables that the
    person did not write, whatever a posting may have told the model."""
    sentences = re.split(r"(?<=[.!?])\s+", said)
    return " ".join(
        sentence
        for sentence in sentences
        if all(part in remark for part in (*live_parts(sentence), *_CODES.findall(sentence)))
    )
