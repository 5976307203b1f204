"""An advisor that asks a scripted model: what it proposes, when, and what it does when that fails."""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from resume_tailor.adapters.llm.language_model import Patience
from resume_tailor.adapters.llm.llm_advisor import LLMAdvisor
from resume_tailor.adapters.llm.prompting import ask_for_changes, parts_of, rules
from resume_tailor.adapters.llm.second_reader import LLMSecondReader
from resume_tailor.adapters.offline.offline_advisor import OfflineAdvisor
from resume_tailor.domain.model.change import Insert, Proposal, Reorder, Rewrite
from resume_tailor.domain.model.evidence import Evidence, EvidenceSource
from resume_tailor.domain.model.identifiers import ChangeId, EvidenceId
from resume_tailor.domain.model.job_posting import Importance, RequirementKind
from resume_tailor.domain.model.lexicon import Lexicon
from resume_tailor.domain.model.usage import Meter
from resume_tailor.domain.ports.advisor import Advisor, Notice
from resume_tailor.domain.ports.second_reader import Doubtful
from tests.adapters.llm.scripted import Answer, ScriptedModel, a_model, scripted, task_of
from tests.contracts.advisor import AdvisorContract, a_brief
from tests.fakes.sandbox import FakeSandbox
from tests.samples import a_posting, a_resume

IMPATIENT = Patience(tries=1, seconds=5.0)
REWRITE = '{"line":"e1.b2","text":"Moved nine services to Kubernetes","for":["r1","r99"],"from":["e1.b2"]}'


def advisor(server: Any, lexicon: Lexicon, patience: Patience = IMPATIENT) -> LLMAdvisor:
    return LLMAdvisor(a_model(server.base, patience), OfflineAdvisor(lexicon, FakeSandbox()))


def saying(text: str, **more: Any) -> Any:
    return ScriptedModel(lambda _: Answer(text, **more)).running()


async def proposals(subject: Advisor, lexicon: Lexicon) -> list[Proposal | Notice]:
    return [piece async for piece in subject.changes(a_brief(lexicon))]


class TestContract(AdvisorContract):
    """With a model that is dull, and one that is down."""

    @pytest.fixture(params=["dull", "down"])
    async def subject(self, request: pytest.FixtureRequest, lexicon: Lexicon) -> Any:
        script = scripted.dull if request.param == "dull" else (lambda _: Answer(status=401))
        async with ScriptedModel(script).running() as server:
            yield advisor(server, lexicon)


async def test_each_line_of_a_reply_is_a_proposal(lexicon: Lexicon) -> None:
    text = f'Sure!\n```json\n{REWRITE}\n{{"after":"e1.b1","text":"Ran Kafka","from":["a1"]}}\n```\n'
    async with saying(text) as server:
        found = await proposals(advisor(server, lexicon), lexicon)
    edits = [p.edit for p in found if isinstance(p, Proposal)]
    (rewrite,) = {e for e in edits if isinstance(e, Rewrite)}
    assert rewrite.text == "Moved nine services to Kubernetes"
    assert any(isinstance(e, Insert) and e.text == "Ran Kafka" for e in edits)
    assert all(set(p.serves) <= {"r1", "r2", "r3", "r4"} for p in found if isinstance(p, Proposal))


async def test_the_first_proposal_comes_before_the_reply_has_ended(lexicon: Lexicon) -> None:
    async with saying(f"{REWRITE}\n", then="hang") as server:
        brief = a_brief(lexicon)
        async for piece in advisor(server, lexicon).changes(brief):
            if isinstance(piece, Proposal) and isinstance(piece.edit, Rewrite):
                break
        else:
            pytest.fail("it never came")


@pytest.mark.parametrize(
    "garbage",
    [
        '{"summary": "Senior eng',
        '{"a":None,"b":True}',
        '{"a":1 // x\n}',
        "[" * 5_000,
        '{"line":' + '{"a":' * 5_000,
        '{"summary":"x","is_admin":true}',
        '{"line":null,"text":null}',
        '{"line":"","text":""}',
        '{"line":["e1.b1"],"text":{"a":1}}',
        '{"line":"e1.b1","text":"' + "a" * 2_000_000 + '"}',
        '{"tool_calls":[{"name":"rm_rf","arguments":"{}"}]}',
        "I am sorry, I cannot help with that.",
        '{"part":"e1","order":"e1.b1"}',
        '{"remove":42}',
        "\x00\x1b[31m",
    ],
)
async def test_garbage_proposes_nothing_and_breaks_nothing(garbage: str, lexicon: Lexicon) -> None:
    async with saying(garbage) as server:
        found = await proposals(advisor(server, lexicon), lexicon)
    rewrites = [p for p in found if isinstance(p, Proposal) and "aaaa" in json.dumps(str(p.edit))]
    assert rewrites == []


async def test_a_reply_that_cannot_be_read_is_asked_for_once_more(lexicon: Lexicon) -> None:
    asked = []

    def script(messages: Sequence[dict[str, Any]]) -> Any:
        asked.append(messages)
        return Answer(REWRITE if len(messages) > 2 else "Here you are: a better resume!")

    async with ScriptedModel(script).running() as server:
        found = await proposals(advisor(server, lexicon), lexicon)
    assert any(isinstance(p, Proposal) and isinstance(p.edit, Rewrite) for p in found)
    assert "JSON" in asked[-1][-1]["content"]


async def test_invisible_letters_are_taken_out(lexicon: Lexicon) -> None:
    text = json.dumps({"line": "e1.b2", "text": "Py\u200bthon \u202eDhP \ud83d"})
    async with saying(text) as server:
        found = await proposals(advisor(server, lexicon), lexicon)
    (rewrite,) = {p.edit for p in found if isinstance(p, Proposal) and isinstance(p.edit, Rewrite)}
    assert rewrite.text == "Python DhP"


@pytest.mark.parametrize("status", [401, 404, 500])
async def test_where_the_model_fails_rules_go_on_and_say_so(status: int, lexicon: Lexicon) -> None:
    async with ScriptedModel(lambda _: Answer(status=status)).running() as server:
        found = await proposals(advisor(server, lexicon), lexicon)
        by_rules = await proposals(OfflineAdvisor(lexicon, FakeSandbox()), lexicon)
        reply = await advisor(server, lexicon).reply("Emphasise Python", a_brief(lexicon), None)
    (notice,) = [p for p in found if isinstance(p, Notice)]
    assert "language model" in notice.message
    assert [p for p in found if isinstance(p, Proposal)] == by_rules
    assert "language model" in reply.message


async def test_waiting_is_told_once(lexicon: Lexicon) -> None:
    left = {"bad": 3}

    def script(_: object) -> Any:
        left["bad"] -= 1
        return Answer(REWRITE) if left["bad"] < 0 else Answer(status=503)

    patience = Patience(tries=6, seconds=10.0, first_pause=0.01)
    async with ScriptedModel(script).running() as server:
        found = await proposals(advisor(server, lexicon, patience), lexicon)
    assert [p.message for p in found if isinstance(p, Notice)] == [
        "Waiting for the language model."
    ]


async def test_who_stops_listening_closes_all_calls(lexicon: Lexicon) -> None:
    async with saying(f"{REWRITE}\n", then="hang") as server:
        changes = advisor(server, lexicon).changes(a_brief(lexicon))
        async for piece in changes:
            if isinstance(piece, Proposal) and isinstance(piece.edit, Rewrite):
                break
        await changes.aclose()  # type: ignore[attr-defined]
        async with asyncio.timeout(5):
            while len(server.closed_early) < len(parts_of(a_resume())):
                await asyncio.sleep(0.01)


async def test_requirements_are_the_postings_own_words(lexicon: Lexicon) -> None:
    """The model names lines; rules split them. Free fruit is no requirement, whoever says so."""
    text = "Profile\n- Python and 3 years of Kafka\n- You speak German\n- Humming\n- Free fruit"
    reply = '{"must":[2,3,99,true,"x"],"nice":[4,2],"should":"all"}'
    async with saying(reply) as server:
        meter = Meter()
        found = await advisor(server, lexicon).requirements(
            replace(a_posting(), description=text), meter
        )
    assert [r.id for r in found] == [f"r{n}" for n in range(1, len(found) + 1)]
    assert all(r.text in text for r in found)
    said = {r.text: r for r in found}
    assert said["Humming"].importance is Importance.NICE
    assert said["You speak German"].importance is Importance.MUST
    assert said["You speak German"].kind is RequirementKind.LANGUAGE
    assert not any("fruit" in r.text for r in found)
    assert meter.spent.calls == 1


async def test_no_prompt_holds_contact_or_prose_of_the_posting(lexicon: Lexicon) -> None:
    brief = a_brief(lexicon, replace(a_posting(), description="SECRET PROSE of the posting"))
    for part in parts_of(brief.resume):
        said = json.dumps(ask_for_changes(brief, part))
        assert brief.resume.contact.name not in said
        assert brief.resume.contact.email not in said
        assert "SECRET PROSE" not in said


async def test_what_is_between_the_marks_cannot_end_them(lexicon: Lexicon) -> None:
    first, second = (ask_for_changes(a_brief(lexicon), parts_of(a_resume())[0]) for _ in range(2))
    assert first[0] == second[0] == {"role": "system", "content": rules("changes")}
    assert first[1] != second[1], "the marks are new for each call"


class TestSecondReader:
    EVIDENCE = (Evidence(EvidenceId("e1.b1"), "Helped with audits", EvidenceSource.LINE),)

    async def opinions(self, reply: Any, *texts: str) -> Any:
        doubtful = [
            Doubtful(ChangeId(f"c{n}"), "e1", text, self.EVIDENCE)
            for n, text in enumerate(texts, 1)
        ]
        async with ScriptedModel(lambda _: reply).running() as server:
            found = await LLMSecondReader(a_model(server.base, IMPATIENT)).read(doubtful, Meter())
            self.asked = server.asked
        return found

    async def test_it_supports_and_doubts(self) -> None:
        reply = '{"id":"c1","ok":true}\n{"id":"c2","ok":false,"words":["Led","not there"]}'
        found = await self.opinions(Answer(reply), "Supported audits", "Led audits")
        assert found["c1"].supported
        assert not found["c2"].supported
        assert found["c2"].unsupported == ("Led",)
        assert len(self.asked) == 1

    @pytest.mark.parametrize(
        "reply",
        ["", '{"id":"c1"}', '{"id":"c1","ok":"true"}', '{"id":"c1","ok":1}', '{"id":"c9","ok":true}',
         '{"id":"c1","ok":true,"words":["Led"]}', '{"id":"c1","ok":true}\n{"id":"c1","ok":false}'],
    )  # fmt: skip
    async def test_what_is_not_clear_is_not_support(self, reply: str) -> None:
        found = await self.opinions(Answer(reply), "Led audits")
        assert not any(opinion.supported for opinion in found.values())

    async def test_a_model_that_is_down_has_no_opinion(self) -> None:
        assert await self.opinions(Answer(status=500), "Led audits") == {}

    async def test_it_sees_no_posting(self) -> None:
        await self.opinions(Answer('{"id":"c1","ok":true}'), "Led audits")
        said = json.dumps(self.asked[0]["messages"])
        assert task_of(self.asked[0]["messages"]) == "second opinion"
        assert "Led audits" in said
        assert "requirement" not in said.casefold()


async def test_orders_by_rules_cost_nothing(lexicon: Lexicon) -> None:
    async with saying("{}") as server:
        found = await proposals(advisor(server, lexicon), lexicon)
    assert all(isinstance(p, Proposal) and isinstance(p.edit, Reorder) for p in found)
