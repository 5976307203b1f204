"""Stopping at any moment: a cancellation that comes together with a piece of an answer must not be lost."""

import asyncio
from contextlib import suppress

from resume_tailor.adapters.llm.llm_advisor import LLMAdvisor
from resume_tailor.adapters.offline.offline_advisor import OfflineAdvisor
from resume_tailor.domain.model.lexicon import Lexicon
from tests.adapters.llm.scripted import Answer, ScriptedModel, a_model
from tests.contracts.advisor import a_brief
from tests.fakes.sandbox import FakeSandbox


async def test_no_moment_loses_a_stop(lexicon: Lexicon) -> None:
    """A hundred moments within the time that an answer takes to arrive."""
    reply = '{"line":"e1.b2","text":"Moved nine services to Kubernetes"}\n'
    async with ScriptedModel(lambda _: Answer(reply, then="hang")).running() as server:
        advisor = LLMAdvisor(a_model(server.base), OfflineAdvisor(lexicon, FakeSandbox()))
        brief = a_brief(lexicon)

        async def listen() -> None:
            async for _ in advisor.changes(brief):
                pass

        for moment in range(100):
            task = asyncio.create_task(listen())
            await asyncio.sleep(moment * 0.0005)
            task.cancel()
            async with asyncio.timeout(20):
                with suppress(asyncio.CancelledError):
                    await task
        await asyncio.sleep(0.2)
        assert len(server.closed_early) == len(server.asked)
