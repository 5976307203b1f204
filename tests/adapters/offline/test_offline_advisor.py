from dataclasses import replace
from datetime import date

import pytest

from resume_tailor.adapters.offline.offline_advisor import OfflineAdvisor
from resume_tailor.domain.model.change import (
    ChangeState,
    Insert,
    Proposal,
    Remove,
    Reorder,
    Rewrite,
)
from resume_tailor.domain.model.evidence import Evidence, EvidenceSource, collect
from resume_tailor.domain.model.identifiers import ChangeId, EvidenceId, ParentId
from resume_tailor.domain.model.judgement import Judge
from resume_tailor.domain.model.lexicon import Lexicon
from resume_tailor.domain.model.matching import match
from resume_tailor.domain.model.questions import Answer
from resume_tailor.domain.ports.advisor import Brief
from tests.contracts.advisor import AdvisorContract
from tests.fakes.sandbox import FakeSandbox
from tests.samples import a_posting, a_resume


class TestOfflineAdvisor(AdvisorContract):
    @pytest.fixture
    def subject(self, lexicon: Lexicon) -> OfflineAdvisor:
        return OfflineAdvisor(lexicon, FakeSandbox())


@pytest.fixture
def advisor(lexicon: Lexicon) -> OfflineAdvisor:
    return OfflineAdvisor(lexicon, FakeSandbox())


def brief(lexicon: Lexicon, *answers: Answer) -> Brief:
    resume, posting = a_resume(), a_posting()
    evidence = collect(resume, answers)
    return Brief(resume, posting, evidence, match(posting, evidence, lexicon, date(2026, 11, 22)))


async def proposals(advisor: OfflineAdvisor, of: Brief) -> list[Proposal]:
    return [proposal async for proposal in advisor.changes(of)]


async def test_questions_are_about_gaps_only(advisor: OfflineAdvisor, lexicon: Lexicon) -> None:
    (question,) = await advisor.questions(brief(lexicon), 3)
    assert question.requirement == "r2"
    assert "Experience with Kafka" in question.text
    assert question.options == ("At Parcelwing: ", "At Harrow & Finch: ")
    assert await advisor.questions(brief(lexicon), 0) == ()


async def test_it_reorders_renames_and_adds_answers(
    advisor: OfflineAdvisor, lexicon: Lexicon
) -> None:
    answer = Answer(EvidenceId("a1"), "Yes, I ran Kafka at Parcelwing.", entry=ParentId("e1"))
    found = [p.edit for p in await proposals(advisor, brief(lexicon, answer))]
    assert Reorder(ParentId("e1"), ("e1.b2", "e1.b3", "e1.b1")) in found  # type: ignore[arg-type]
    assert Rewrite("e1.b2", "Moved nine services to Kubernetes.") in found  # type: ignore[arg-type]
    assert Rewrite("s2.b1", "Languages: Python, JavaScript, Bash") in found  # type: ignore[arg-type]
    assert Insert("e1.b3", "", "Ran Kafka at Parcelwing.") in found  # type: ignore[arg-type]


async def test_everything_that_it_proposes_is_proved(
    advisor: OfflineAdvisor, lexicon: Lexicon
) -> None:
    answers = (
        Answer(EvidenceId("a1"), "Yes, I ran Kafka at Parcelwing.", entry=ParentId("e1")),
        Answer(EvidenceId("a2"), "I hold a forklift licence."),
    )
    resume, of = a_resume(), brief(lexicon, *answers)
    judge = Judge(lexicon, date(2026, 11, 22))
    for number, proposal in enumerate(await proposals(advisor, of), 1):
        change = judge.judge(
            ChangeId(f"c{number}"), proposal, resume, of.evidence, of.posting, number
        )
        assert change.state is ChangeState.APPLIED, change.verdict
        resume = change.proposal.edit.apply(resume)
    assert resume.line("e1.b2") is not None


@pytest.mark.parametrize(
    "text",
    [
        "No.",
        "I have never used Kafka.",
        "Nein, keine",
        "Do I?",
        "Yes",
        "Leider nein",
        "maybe",
        "remove e1.b1",
        "At Parcelwing:",
        "What does that mean? Please explain.",
        "I would like to use Kafka",
        "x" * 500,
    ],
)
async def test_a_denial_or_a_question_is_not_added(
    advisor: OfflineAdvisor, lexicon: Lexicon, text: str
) -> None:
    found = await proposals(advisor, brief(lexicon, Answer(EvidenceId("a1"), text)))
    assert not [p for p in found if isinstance(p.edit, Insert)]


async def test_an_answer_that_names_no_entry_is_put_under_none(
    advisor: OfflineAdvisor, lexicon: Lexicon
) -> None:
    answer = Answer(EvidenceId("a1"), "I hold a forklift licence.")
    (insert,) = [
        p.edit
        for p in await proposals(advisor, brief(lexicon, answer))
        if isinstance(p.edit, Insert)
    ]
    assert insert.after == "s2.b2"


@pytest.mark.parametrize(
    ("remark", "fact"),
    [
        ("I ran Kafka at Parcelwing.", "I ran Kafka at Parcelwing."),
        ("add: Certified first aider", "Certified first aider"),
        ("Please add that I speak Polish.", "I speak Polish."),
        ("Make it shorter", None),
        ("I need you to shorten it", None),
        ("I noticed a typo in the summary", None),
        ("add a summary", None),
        ("I ran Kafka at Parcelwing, please put it first", None),
        ("I never used Java", None),
        ("I led what?", None),
    ],
)
def test_facts_in_remarks(advisor: OfflineAdvisor, remark: str, fact: str | None) -> None:
    assert advisor.states_fact(remark) == fact


@pytest.mark.parametrize("remark", ["Don't remove e1.b1", "Why did you delete e1.b1?"])
async def test_only_a_request_removes(
    advisor: OfflineAdvisor, lexicon: Lexicon, remark: str
) -> None:
    assert (await advisor.reply(remark, brief(lexicon), None)).proposals == ()


async def test_remarks_are_answered(advisor: OfflineAdvisor, lexicon: Lexicon) -> None:
    of = brief(lexicon)
    emphasised = await advisor.reply("Please emphasise Python", of, None)
    assert isinstance(emphasised.proposals[0].edit, Reorder)
    removed = await advisor.reply("remove e1.b1", of, None)
    assert removed.proposals[0].edit == Remove("e1.b1")  # type: ignore[arg-type]
    assert (await advisor.reply("remove e9.b1", of, None)).proposals == ()
    assert "emphasise TOPIC" in (await advisor.reply("Sing!", of, None)).message
    fact = Evidence(EvidenceId("a1"), "I speak Polish.", EvidenceSource.ANSWER)
    added = await advisor.reply("I speak Polish.", replace(of, evidence=(*of.evidence, fact)), fact)
    assert isinstance(added.proposals[0].edit, Insert)
