"""Small resumes, postings and sessions for tests; everybody in them is made up."""

from uuid import UUID

from resume_tailor.domain.model.identifiers import (
    LineId,
    ParentId,
    RequirementId,
    SessionId,
    UserId,
)
from resume_tailor.domain.model.job_posting import Importance, JobPosting, Requirement
from resume_tailor.domain.model.resume import (
    Contact,
    Entry,
    Line,
    LineKind,
    Resume,
    Section,
    SectionKind,
)
from resume_tailor.domain.model.session_snapshot import SessionSnapshot
from resume_tailor.domain.model.tailoring_session import TailoringSession
from resume_tailor.domain.model.user import Email, User, Username

USER_ID = UserId(UUID(int=1))
SESSION_ID = SessionId(UUID(int=2))


def lines(parent: str, *texts: str, kind: LineKind = LineKind.BULLET) -> tuple[Line, ...]:
    return tuple(Line(LineId(f"{parent}.b{i}"), text, kind) for i, text in enumerate(texts, 1))


def a_resume() -> Resume:
    job = Entry(
        ParentId("e1"),
        "Parcelwing",
        "Backend Developer",
        "Apr 2022 - Present",
        "Leeds",
        lines(
            "e1",
            "Took part in the on-call rotation.",
            "Moved nine services to k8s.",
            "Built the REST API in Python.",
        ),
    )
    earlier = Entry(
        ParentId("e2"),
        "Harrow & Finch",
        "Junior Developer",
        "Sep 2019 - Mar 2022",
        "",
        lines("e2", "Automated imports of price lists.", "No production access."),
    )
    return Resume(
        Contact("Nadia Ferrow", "nadia@example.org", "", "Leeds, UK", ("github.com/nadia",)),
        (
            Section(ParentId("s1"), SectionKind.EXPERIENCE, "Experience", (), (job, earlier)),
            Section(
                ParentId("s2"),
                SectionKind.SKILLS,
                "Skills",
                lines("s2", "Languages: JavaScript, Bash, Python", "Tools: Git, Docker, Grafana"),
            ),
        ),
    )


def a_requirement(id_: str, text: str, importance: Importance = Importance.MUST) -> Requirement:
    return Requirement(RequirementId(id_), text, importance)


def a_posting(*requirements: Requirement) -> JobPosting:
    asked = requirements or (
        a_requirement("r1", "Kubernetes and Docker in production."),
        a_requirement("r2", "Experience with Kafka."),
        a_requirement("r3", "Python.", Importance.SHOULD),
    )
    return JobPosting("Platform Engineer", "Tidewater", "Leeds", "Text", "https://x.test", asked)


def a_snapshot(**values: object) -> SessionSnapshot:
    return SessionSnapshot(SESSION_ID, USER_ID, "resumes/a.pdf", "https://x.test", **values)  # type: ignore[arg-type]


def a_session(**values: object) -> TailoringSession:
    return TailoringSession.start(a_snapshot(**values))


def a_user(name: str = "nadia", id_: int = 1) -> User:
    return User(UserId(UUID(int=id_)), Username(name), Email(f"{name}@example.org"), "hash")
