from dataclasses import replace
from datetime import date

from resume_tailor.domain.model.evidence import collect
from resume_tailor.domain.model.job_posting import JobPosting
from resume_tailor.domain.model.lexicon import Lexicon
from resume_tailor.domain.model.matching import match
from resume_tailor.domain.model.usage import Meter
from resume_tailor.domain.ports.advisor import Advisor, Brief, Notice
from tests.samples import a_posting, a_resume

TEXT = "Your profile:\n- Kubernetes\n- Kafka\n- Figma\n\nNice to have:\n- PHP"


def a_brief(lexicon: Lexicon, posting: JobPosting | None = None) -> Brief:
    asked = posting or a_posting()
    evidence = collect(a_resume())
    found = match(asked, evidence, lexicon, date(2026, 11, 22))
    return Brief(a_resume(), asked, evidence, found)


class AdvisorContract:
    async def test_requirements_are_numbered_from_one(self, subject: Advisor) -> None:
        found = await subject.requirements(replace(a_posting(), description=TEXT), Meter())
        assert found
        assert [r.id for r in found] == [f"r{i}" for i in range(1, len(found) + 1)]

    async def test_no_more_is_asked_than_allowed(self, subject: Advisor, lexicon: Lexicon) -> None:
        for limit in (0, 1, 3):
            questions = await subject.questions(a_brief(lexicon), limit)
            assert len(questions) <= limit
            assert all(question.text for question in questions)

    async def test_proposals_cite_what_there_is_and_say_why(
        self, subject: Advisor, lexicon: Lexicon
    ) -> None:
        brief = a_brief(lexicon)
        known = {piece.id for piece in brief.evidence}
        asked = {requirement.id for requirement in brief.posting.requirements}
        async for proposal in subject.changes(brief):
            if isinstance(proposal, Notice):
                assert proposal.message
                continue
            assert proposal.why
            assert set(proposal.cites) <= known
            assert set(proposal.serves) <= asked

    async def test_every_remark_gets_a_reply(self, subject: Advisor, lexicon: Lexicon) -> None:
        for remark in ("Emphasise Python", "?", "remove e1.b1", "x" * 1_000, "漢字"):
            assert (await subject.reply(remark, a_brief(lexicon), None)).message
