"""What postings ask for, by rules."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resume_tailor.adapters.offline.requirements.find import find_requirements
from resume_tailor.domain.model.job_posting import Importance, Requirement, RequirementKind
from resume_tailor.domain.model.language import language_of
from tests.conftest import EXAMPLES
from tests.samples import a_posting

MUST, SHOULD, NICE = Importance.MUST, Importance.SHOULD, Importance.NICE
SKILL, EXPERIENCE, DEGREE, LANGUAGE, LICENCE, DUTY, TRAIT, CERTIFICATE = (
    RequirementKind.SKILL,
    RequirementKind.EXPERIENCE,
    RequirementKind.DEGREE,
    RequirementKind.LANGUAGE,
    RequirementKind.LICENCE,
    RequirementKind.DUTY,
    RequirementKind.TRAIT,
    RequirementKind.CERTIFICATE,
)


def found_in(text: str) -> tuple[Requirement, ...]:
    posting = replace(a_posting(), description=text, language=language_of(text))
    return find_requirements(posting)


def read(text: str) -> list[tuple[str, Importance, RequirementKind]]:
    return [(r.text, r.importance, r.kind) for r in found_in(text)]


ENGLISH = """
We build things, and we are proud of our four offices.

## What you will do
- Run services on Kubernetes.

## Your profile
- 3+ years of Python. A must.
- A degree in computer science or a related field
- AWS Solutions Architect certification preferred
- A valid driving licence
- Fluent English and basic German
- You like to work in a team
- Git, ideally
* Kafka

**Nice to have**
- Figma

What we offer
- Free fruit and 30 days of holidays

How to apply
- Send us your resume with two references
"""

GERMAN = """
Deine Aufgaben
- Du betreibst unsere Server

Dein Profil
- Abgeschlossenes Studium der Informatik
- Mindestens fünf Jahre Berufserfahrung
- Deutsch auf Niveau C1
- Kenntnisse in Linux von Vorteil

Wir bieten
- Obst und ein Fahrrad
"""

FRENCH = """
Vos missions
- Gérer le réseau

Votre profil
- Diplôme d'infirmier
- Au moins deux ans d'expérience
- Anglais courant
- Permis B
- La connaissance de Linux est un plus

Nos avantages
- Un vélo de fonction
"""

SPANISH = """
Funciones
- Gestionar la red

Requisitos
- Grado en Enfermería
- Al menos tres años de experiencia
- Inglés avanzado
- Se valorará conocimiento de Linux

Ofrecemos
- Fruta y una bicicleta
"""

CZECH = """
Co vás čeká
- Správa serverů

Požadujeme
- Vysokoškolské vzdělání
- Minimálně tři roky praxe
- Angličtina na úrovni B2
- Řidičský průkaz sk. B
- Znalost Linuxu výhodou

Nabízíme
- Ovoce a kolo
"""


def test_english() -> None:
    assert read(ENGLISH) == [
        ("Run services on Kubernetes", SHOULD, DUTY),
        ("3+ years of Python", MUST, EXPERIENCE),
        ("degree in computer science or a related field", MUST, DEGREE),
        ("AWS Solutions Architect certification", NICE, CERTIFICATE),
        ("valid driving licence", MUST, LICENCE),
        ("Fluent English", MUST, LANGUAGE),
        ("basic German", MUST, LANGUAGE),
        ("You like to work in a team", MUST, TRAIT),
        ("Git", NICE, SKILL),
        ("Kafka", MUST, SKILL),
        ("Figma", NICE, SKILL),
    ]
    years = {r.text: r.years for r in found_in(ENGLISH) if r.years}
    assert years == {"3+ years of Python": 3.0}
    levels = {r.text: r.level for r in found_in(ENGLISH) if r.level}
    assert levels == {"Fluent English": "fluent", "basic German": "basic"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            GERMAN,
            [(SHOULD, DUTY), (MUST, DEGREE), (MUST, EXPERIENCE), (MUST, LANGUAGE), (NICE, SKILL)],
        ),
        (
            FRENCH,
            [
                (SHOULD, DUTY),
                (MUST, DEGREE),
                (MUST, EXPERIENCE),
                (MUST, LANGUAGE),
                (MUST, LICENCE),
                (NICE, SKILL),
            ],
        ),
        (
            SPANISH,
            [(SHOULD, DUTY), (MUST, DEGREE), (MUST, EXPERIENCE), (MUST, LANGUAGE), (NICE, SKILL)],
        ),
        (
            CZECH,
            [
                (SHOULD, DUTY),
                (MUST, DEGREE),
                (MUST, EXPERIENCE),
                (MUST, LANGUAGE),
                (MUST, LICENCE),
                (NICE, SKILL),
            ],
        ),
    ],
    ids=["de", "fr", "es", "cs"],
)
def test_other_languages(text: str, expected: list[tuple[Importance, RequirementKind]]) -> None:
    assert [(r.importance, r.kind) for r in found_in(text)] == expected


@pytest.mark.parametrize(
    ("item", "years"),
    [
        ("At least 5 years of experience in sales", 5.0),
        ("Three years' experience with SAP", 3.0),
        ("3-5 Jahre Berufserfahrung", 3.0),
        ("18 months of experience in care", 1.5),
        ("Minimálně 2 roky praxe v oboru", 2.0),
    ],
)
def test_years(item: str, years: float) -> None:
    (requirement,) = found_in(f"Requirements\n- {item}")
    assert (requirement.kind, requirement.years) == (EXPERIENCE, years)


def test_running_text_is_searched_where_nothing_is_listed() -> None:
    text = "We are nice. You have three years of experience with Python. We offer fruit."
    assert [r.text for r in found_in(text)] == ["three years of experience with Python"]


@pytest.mark.parametrize("heading", ["**Here is the deal**", "", "**🚌 Los geht's**"])
def test_a_list_that_nothing_names_is_told_by_its_place(heading: str) -> None:
    """What there is to do stands before what is asked for, what is offered behind."""
    text = (
        "We run buses.\n\n"
        f"{heading}\n\n- Driving a bus on our night lines\n- Selling tickets to people\n\n"
        "**Requirements**\n\n- A bus licence\n- Patience\n\n"
        "**And that is not all**\n\n- 18 € an hour\n- Fruit, and free tickets for your family\n"
    )
    assert [(r.text, r.importance, r.kind) for r in found_in(text)] == [
        ("Driving a bus on our night lines", SHOULD, DUTY),
        ("Selling tickets to people", SHOULD, DUTY),
        ("bus licence", MUST, LICENCE),
        ("Patience", MUST, TRAIT),
    ]


def test_groups_of_a_list_are_no_items() -> None:
    text = "## Requirements\n\n- Craft\n\t- Python\n\t- SQL\n- Language\n\t- German C1"
    assert [r.text for r in found_in(text)] == ["Python", "SQL", "German C1"]


def test_reasons_are_not_asked_for() -> None:
    text = "Requirements\n- A licence, as you will travel between our plants."
    assert [r.text for r in found_in(text)] == ["licence"]


def test_what_is_not_needed_is_not_asked_for() -> None:
    assert found_in("Requirements\n\nNo degree is required.") == ()


AROUND = """
Acme has become a well known brand for people who like experience with design.

## Your profile

- Experience with Kafka (Streams, Connect, or similar. A certificate helps)
- .NET

We were founded by engineers with a degree and years of experience.

Write to jobs@example.org, with proof of your skills and your experience.

## What you will gain: knowledge and skills

- Experience with large systems

Company size: 50 engineers with experience
"""


def test_what_stands_around_requirements_is_none() -> None:
    posting = replace(a_posting(), company="Acme Ltd", description=AROUND, language="en")
    assert [r.text for r in find_requirements(posting)] == [
        "Experience with Kafka (Streams, Connect, or similar. A certificate helps)",
        ".NET",
    ]


@pytest.mark.parametrize(
    ("heading", "asked"),
    [
        ("What you bring", True),
        ("What can you expect from us?", False),
        ("What you need to do now", False),
        ("Co Ti nabídneme navíc", False),
        ("Jaké znalosti získáte", False),
        ("Why Acme", False),
        ("Nice to have", True),
    ],
)
def test_a_heading_says_whether_its_list_asks(heading: str, *, asked: bool) -> None:
    assert bool(found_in(f"## {heading}\n\n- Experience with Python\n- A degree\n")) is asked


def test_a_parenthesis_that_never_closes_swallows_nothing() -> None:
    text = "## Your profile\n\n- Degree (or similar; 5 years of Python and knowledge of Docker\n"
    assert len(found_in(text)) == 3


def test_the_article_of_a_company_is_not_its_name() -> None:
    text = "## Requirements\n\nThe ideal person holds a degree in computer science.\n"
    posting = replace(a_posting(), company="The Trade Desk", description=text, language="en")
    assert len(find_requirements(posting)) == 1


def test_who_is_looking_is_not_what_is_looked_for() -> None:
    text = "## Your profile\n\nThe Java group is looking for a passionate and motivated Java developer."
    assert [r.text for r in found_in(text)] == ["passionate and motivated Java developer"]


def test_only_the_condition_of_a_sentence_is_asked_for() -> None:
    found = found_in("If you have experience with Python and love code, then please read on.")
    assert [r.text for r in found] == ["experience with Python and love code"]


def test_the_example() -> None:
    text = re.sub(r"<[^>]+>", "\n", (EXAMPLES / "posting.html").read_text("utf-8"))
    assert len(found_in(text)) >= 5


LINES = st.lists(
    st.sampled_from(
        [
            "## Requirements",
            "**What you will do**",
            "Nice to have",
            "- 5 years of Python, Docker and Kubernetes; a degree (preferably in physics)",
            "- You speak German (C1) and English, ideally also French.",
            "You have a licence. It is a must. We offer fruit.",
            "- Požadujeme praxi 3 roky a znalost účetnictví výhodou",
            "- (optional)",
            "- ...",
            "",
            "- **Bold**: text / More text | and more",
        ]
    )
)


@given(LINES | st.lists(st.text(max_size=80)))
def test_each_is_in_the_postings_own_words(lines: list[str]) -> None:
    description = "\n".join(lines)
    plain = _words(description)
    for requirement in found_in(description):
        assert _words(requirement.text) in plain
        assert requirement.text.strip() == requirement.text != ""


def _words(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"[*#]", "", text)).strip()
