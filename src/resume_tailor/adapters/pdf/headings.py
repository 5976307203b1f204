"""Which rows are headings, and what their sections are about."""

import re
from collections import Counter
from collections.abc import Sequence

from resume_tailor.adapters.pdf.rows import Row, body_size
from resume_tailor.domain.model.dates import POINT
from resume_tailor.domain.model.resume import SectionKind

_WORDS: dict[SectionKind, str] = {
    SectionKind.SUMMARY: "summary|profile|professional summary|executive summary|about|about me"
    "|objective|career objective|personal statement|profil|über mich|kurzprofil|zusammenfassung"
    "|à propos|profil professionnel|résumé|perfil|perfil profesional|sobre mí|o mně|introduction",
    SectionKind.EXPERIENCE: "experience|work experience|professional experience|employment"
    "|employment history|work history|career history|relevant experience|career|jobs|positions"
    "|berufserfahrung|beruflicher werdegang|praxiserfahrung|expérience|expériences"
    "|expérience professionnelle|expériences professionnelles|experiencia|experiencia laboral"
    "|experiencia profesional|pracovní zkušenosti|praxe|工作经历|工作经验|实习经历",
    SectionKind.EDUCATION: "education|academic background|academic history|education and training"
    "|education & training|qualifications|studies|ausbildung|bildung|bildungsweg|studium"
    "|schulbildung|formation|formations|éducation|études|educación|formación"
    "|formación académica|vzdělání|教育背景|教育经历",
    SectionKind.PROJECTS: "projects|personal projects|selected projects|side projects|open source"
    "|key projects|projekte|projets|proyectos|projekty|项目经历|项目经验|项目",
    SectionKind.SKILLS: "skills|technical skills|core skills|key skills|skills & tools|tools"
    "|technologies|competencies|core competencies|expertise|areas of expertise|professional skills"
    "|skills and tools|it skills|computer skills|soft skills|technical skills and tools|strengths"
    "|kenntnisse|fähigkeiten|it-kenntnisse|kompetenzen|edv-kenntnisse|compétences"
    "|compétences techniques|habilidades|competencias|aptitudes|dovednosti|znalosti"
    "|技能|专业技能|技术能力",
    SectionKind.LANGUAGES: "languages|language skills|sprachen|sprachkenntnisse|langues|idiomas"
    "|jazyky|jazykové znalosti|语言|语言能力",
    SectionKind.CERTIFICATIONS: "certifications|certificates|licenses|licences"
    "|licenses & certifications|licenses and certifications|certifications and licenses|courses"
    "|training|trainings|courses & training|zertifikate|zertifizierungen|weiterbildung"
    "|weiterbildungen|kurse|certificats|certificados|certificaciones|cursos|certifikáty|kurzy|证书",
    SectionKind.AWARDS: "awards|honors|honours|achievements|accomplishments|awards and honors"
    "|honors and awards|honors & awards|awards & honors|scholarships|auszeichnungen|preise"
    "|distinctions|prix|premios|ocenění|获奖情况|荣誉奖项",
    SectionKind.VOLUNTEERING: "volunteer|volunteering|volunteer experience|volunteer work"
    "|community|ehrenamt|ehrenamtliches engagement|bénévolat|voluntariado|dobrovolnictví"
    "|extracurricular|extracurricular activities|leadership|activities|organizations|memberships",
    SectionKind.PUBLICATIONS: "publications|selected publications|papers|patents|talks|writing"
    "|presentations|publikationen|veröffentlichungen|publicaciones|publikace|发表论文",
    SectionKind.INTERESTS: "interests|hobbies|hobbies & interests|hobbies and interests"
    "|personal interests|interessen|centres d'intérêt|loisirs|intereses|aficiones|zájmy|koníčky"
    "|兴趣爱好",
    SectionKind.REFERENCES: "references|referees|referenzen|références|referencias|reference",
    SectionKind.OTHER: "contact|contact information|contact details|personal details|personal"
    "|personal information|details|links|additional information|additional|miscellaneous|other"
    "|kontakt|persönliche daten|zur person|sonstiges|coordonnées|contacto|datos personales"
    "|osobní údaje|social|profiles|自我评价|个人信息|其他",
}
_KINDS = {word: kind for kind, words in _WORDS.items() for word in words.split("|")}
_MAX_WORDS, _MAX_LETTERS = 6, 45


def kind_of(heading: str) -> SectionKind | None:
    """What a section with this heading is about; None if the words are not known."""
    return _KINDS.get(_plain(heading))


def find_headings(rows: Sequence[Row]) -> dict[int, SectionKind]:
    """Index of each heading among the rows, with the kind of its section.

    Rows whose words are known come first; then rows that look the same, if that look stands out
    from the body.
    """
    body = body_size(rows)
    known = {
        i: kind
        for i, row in enumerate(rows)
        if _could_be(row) and (kind := kind_of(row.text)) is not None
    }
    looks = Counter(_look(rows[i]) for i in known)
    chosen = {look for look, times in looks.items() if times >= max(2, 0.3 * len(known))}
    distinct = {look for look in chosen if _stands_out(look, body)}
    first = min(known, default=0)
    headings = {i: kind for i, kind in known.items() if not distinct or _look(rows[i]) in distinct}
    for i, row in enumerate(rows):
        if i > first and i not in headings and _look(row) in distinct and _could_be(row):
            headings[i] = _by_single_word(row.text)
    return headings


def _could_be(row: Row) -> bool:
    text = row.text
    return (
        not row.bulleted
        and len(row.cells) == 1
        and len(text) <= _MAX_LETTERS
        and len(text.split()) <= _MAX_WORDS
        and not POINT.search(text)
        and "@" not in text
        and not text.endswith((".", ",", ";"))
        and bool(re.search(r"[^\W\d_]{2}", text))
    )


def _look(row: Row) -> tuple[float, bool, bool]:
    return row.size, row.bold, row.text.isupper()


def _stands_out(look: tuple[float, bool, bool], body: float) -> bool:
    size, bold, upper = look
    return size > body * 1.08 or upper or (bold and size >= body)


def _by_single_word(heading: str) -> SectionKind:
    """`Selected Experience` and `Technical Toolbox`: one known word is enough for the kind."""
    for word in _plain(heading).split():
        if word in _KINDS:
            return _KINDS[word]
    return SectionKind.OTHER


def _plain(heading: str) -> str:
    text = heading.casefold().replace("’", "'").strip(" :.|-–—•")
    if re.fullmatch(r"(?:\w ){2,}\w", text):
        text = text.replace(" ", "")
    return re.sub(r"\s+", " ", text)
