"""The employer's name, where only the text or an address tells it."""

import re
from collections.abc import Sequence

from resume_tailor.adapters.scraping.markup.tree import squeeze

_LONGEST_NAME, _LONGEST_SLUG = 80, 40
_MOST_TEXT = 20_000
_WORD = r"(?:[A-ZÀ-Ž0-9][\w&.'’-]{0,40}|&|und|and|of|für|de|du|des|la|le|et|y)"
_WITH_FORM = re.compile(
    rf"(?<![\w&.'’-])[A-ZÀ-Ž0-9][\w&.'’-]{{0,40}}(?:[ \xa0]{_WORD}){{0,5}}?,?[ \xa0](?:GmbH(?: & Co\.? KG(?:aA)?)?|mbH|PartG(?: mbB)?|mbB|AG|SE|KG|OHG|e\.\s?V\.|eG|gGmbH|GbR|e\.\s?K\.|UG"
    r"|Ltd\.?|Limited|LLC|LLP|Inc\.?|Corp\.?|Corporation|PLC|plc|S\.A\.U?\.?|S\.L\.U?\.?|SAS|SARL|S\.p\.A\.|S\.r\.l\.|B\.V\.|N\.V\.|AB|A/S|ApS|Oy|AS"
    r"|s\.\s?r\.\s?o\.|spol\. s r\.\s?o\.|a\.\s?s\.|v\.\s?o\.\s?s\.|z\.\s?s\.|sp\. z o\.\s?o\.|S\.\s?A\.|Lda\.?|Pty Ltd|Pvt\.? Ltd\.?|Kft\.?|d\.o\.o\.)(?!\w)"
)
_CALLS = re.compile(
    r"(?i)^(?:apply|jetzt|bewerben|postul|solicitar|inscri|join|confidential|anonym|firma$|company$|employer$|n/?a$)"
)
_ABOUT = re.compile(
    r"(?:^|[\n.!?]\s*|\*\*|## )(?:About|Über|À propos de|A propos de|Sobre|O společnosti|O firmě|Join|Working at|Why|Chi è|Over|Om) (?:us at |the )?"
    r"(?P<name>[A-ZÀ-Ž][\w&.'’-]*(?: (?:[A-ZÀ-Ž&][\w&.'’-]*|of|and|the|de|der|für|und|&)){0,4})(?=[:?!*\n]|\s*$|,? (?:is|are|ist|was|we|where))",
    re.MULTILINE,
)
_SEEKS = re.compile(
    r"(?:^|[\n.!?:]\s*)(?:At |Bei |Chez |En |Die |The |La |Le |Společnost |Firma |Spoločnosť )?(?P<name>[A-ZÀ-Ž][\w&.'’-]*(?: (?:[A-ZÀ-Ž&][\w&.'’-]*|of|and|de|und|&)){0,4}(?:,? (?:Inc|Ltd|GmbH|LLC|AG|SE|s\.r\.o|a\.s|S\.A)\.?)?),?"
    r" (?:seeks|is (?:looking|hiring|seeking|recruiting|searching|currently)|are (?:looking|hiring|seeking)|sucht|recrute|recherche|busca|selecciona|hledá|zoekt|cerca|szuka|poszukuje|procura|söker)\b",
    re.MULTILINE,
)
_AT = re.compile(
    r"(?:^|[\n.!?]\s*)(?:At|Bei|Chez|With|Joining) (?P<name>[A-ZÀ-Ž][\w&.'’-]*(?: (?:[A-ZÀ-Ž&][\w&.'’-]*|of|and|de|und|&)){0,4}),?"
    r" (?:you|you’ll|you'll|we|our|everyone|wir|du|dein|deine|sie|ihr|ihre|unsere|gibt es|nous|vous|tu|on|notre|nos)\b",
    re.MULTILINE,
)
_CALLED = re.compile(
    r"(?:^|[*# ])(?:C['’]est quoi|Qui est|Who is|What is|Wer ist|Was ist|Kdo je|Quién es|Qué es) (?P<name>[A-ZÀ-Ž][\w&.'’-]*(?: [A-ZÀ-Ž&][\w&.'’-]*){0,4}) ?\?",
    re.MULTILINE,
)
_IS_A = re.compile(
    r"^(?P<name>[A-Za-zÀ-Ž0-9][\w&.'’-]*(?: (?:[A-ZÀ-Ž&][\w&.'’-]*|of|and|und|&|de)){0,5})(?: \([^)]{2,40}\))?,? (?:is|ist|est|es|je|is een|è)"
    r" (?:a|an|the|one|ein|eine|der|die|das|un|une|una|l[ea']|el|het|česk|přední)\b[^.\n]{0,120}?\b(?i:company|provider|business|firm|startup|start-up|agency|leader"
    r"|organi[sz]ation|charity|consultancy|studio|group|school|hospital|university|unternehmen|spezialist|anbieter|hersteller|dienstleister|agentur"
    r"|klinik|entreprise|société|agence|groupe|leader|empresa|compañía|consultora|líder|společnost|firma|bedrijf|azienda|società|empresa)",
    re.MULTILINE,
)
_DOES = re.compile(
    r"\A(?:#.*\n+)?(?P<name>[A-ZÀ-Ž][\w&.'’-]*(?: (?:[A-ZÀ-Ž&][\w&.'’-]*|of|and|und|&|de)){0,5}) (?:aims|builds|develops|helps|offers|provides|delivers|designs"
    r"|operates|creates|speciali[sz]es|transforms|entwickelt|bietet|betreibt|gehört zu|steht für|propose|développe|accompagne|ofrece|desarrolla|vyvíjí|nabízí|provozuje)\b"
)
_NO_NAME = re.compile(
    r"(?i)^(?:us|join|apply|jetzt|you|the|your|our|we|this|role|the role|the job|the team|team|job|uns|nous|company|position|it|he|she|they|who|what|why"
    r"|here|there|for|our client|client|now|currently|kunde|unser kunde|unternehmen|life|work|working|benefits|me|everyone)\b"
)


def is_name(text: str) -> bool:
    """Whether a text can be the name of an employer, and is no button's."""
    return bool(text) and not text.startswith("http") and not _CALLS.match(text)


def company_by_form(text: str) -> str:
    """The first name with a legal form behind it: `Adler Pumpen GmbH`."""
    for found in _WITH_FORM.finditer(text[:_MOST_TEXT]):
        name = squeeze(found[0]).strip(" ,.")
        if not _NO_NAME.match(name) and len(name) <= _LONGEST_NAME:
            return name + ("." if found[0].rstrip().endswith(".") else "")
    return ""


def company_by(slug: str, words: Sequence[str], description: str) -> str:
    """The name that an address abbreviates, spelled as in the text; else what the text says; else
    a word of an address that the text spells as a name; else the slug, made a name."""
    spelled = spelled_in(slug, description) or company_in_text(description)
    if not spelled and not slug:
        spelled = next(filter(None, (spelled_in(word, description) for word in words)), "")
    return spelled or _named(slug)


def _named(slug: str) -> str:
    words = re.split(r"[-_.]+|%20", slug)
    return " ".join(
        w if not w.islower() else w.capitalize() for w in words if w and not w.isdigit()
    )


def spelled_in(slug: str, text: str) -> str:
    """`idealistconsulting` as the text spells it: `Idealist Consulting`."""
    letters = re.sub(r"[\W_]", "", slug)
    if not 3 <= len(letters) <= _LONGEST_SLUG:
        return ""
    pattern = r"[\s.&'’-]{0,2}".join(re.escape(letter) for letter in letters)
    found = re.search(rf"(?<!\w){pattern}(?!\w)", text[:_MOST_TEXT], re.IGNORECASE)
    return squeeze(found[0]) if found and found[0][0].isupper() else ""


def company_in_text(description: str) -> str:
    """The employer by what the text says: `About Acme`, `Acme is looking for`."""
    for pattern in (_SEEKS, _ABOUT, _CALLED, _IS_A, _AT, _DOES):
        for found in pattern.finditer(description[:6_000]):
            name = squeeze(found["name"]).strip(" .,:-*")
            if not _NO_NAME.match(name) and 1 < len(name) <= _LONGEST_NAME:
                return name
    return ""
