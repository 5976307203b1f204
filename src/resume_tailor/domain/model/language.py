"""The language of a text, by its commonest words."""

import re
from collections import Counter

_LONGEST = 6_000
_FEWEST = 0.035
"""Share of a text's words that must be common words of its language."""
_AHEAD = 1.15
"""How many times more of them there must be than of the next language."""
_WORDS = {
    "en": "the and of to in a for with you your our we is are will as on be or that at by this from an have who",
    "de": "und der die das in mit für zu von auf im den sie wir eine ein ist sind bei als du deine ihre oder sowie einer eines zur zum",
    "fr": "de et la les des le en du un une vous pour dans nous à au avec sur votre est que nos notre vos ou qui par l d",
    "es": "de y en la el los las para con un una que del por se su al tu es como nuestro más o nuestra sus te",
    "cs": "a v na s se o pro je k z do jsme nebo za ve si od že jako i by s tě ti náš naše jsi máš",
    "sk": "a v na s sa o pre je k z do sme alebo za vo si od že ako aj náš naše by so pri práce",
    "pl": "i w na z do się oraz o dla jest że od lub za po nie przez przy ze ich naszych jako co pracy",
    "nl": "de en van een in het je voor met op te is zijn aan als wij bij of jij die om dat onze jouw ons",
    "it": "di e in la il per un una con del della i che le alla da si nel al sono delle dei gli o ed nostro",
    "pt": "de e a o em para com os do da que as um uma no na dos por das ao se ou você à nossa são mais",
    "sv": "och att i en för som med du av är på till det vi ett din ditt har den eller vår om dig kan",
    "da": "og at i en for som med du af er på til det vi et din dit har den eller vores om dig kan ikke",
    "no": "og å i en for som med du av er på til det vi et din ditt har den eller vår om deg kan ikke",
    "fi": "ja on sekä tai että se ovat olet kanssa myös työ meillä sinulla jossa joka",
    "hu": "és a az egy hogy van nem is meg vagy mint ki azt ez de csak",
    "ro": "și de în a la cu pe un o care pentru din sau este sunt mai ca al ale",
    "tr": "ve bir bu için ile olarak de da en olan veya",
    "ru": "и в на с по для не от к из что или как за мы вы о",
    "uk": "і в на з та до для не від що або як за ми ви у",
}
_COMMON = {language: frozenset(words.split()) for language, words in _WORDS.items()}
_KANA = re.compile("[\u3040-\u30ff]")
_HAN = re.compile("[\u4e00-\u9fff]")
_HANGUL = re.compile("[\uac00-\ud7af]")


def language_of(text: str) -> str:
    """ISO 639-1; empty where it is not clear."""
    text = text[:_LONGEST].casefold()
    letters = max(1, sum(letter.isalpha() for letter in text))
    for code, pattern, share in (("ja", _KANA, 0.1), ("ko", _HANGUL, 0.2), ("zh", _HAN, 0.2)):
        if len(pattern.findall(text)) > share * letters:
            return code
    words = re.findall(r"[^\W\d_]+", text)
    counted = Counter(words)
    points = {code: sum(counted[word] for word in common) for code, common in _COMMON.items()}
    (best, most), (_, second) = sorted(points.items(), key=lambda pair: -pair[1])[:2]
    return best if most >= max(3, _FEWEST * len(words)) and most >= _AHEAD * second else ""


_MARKED_SHARE = 0.15
_ANYWHERE = frozenset(
    {
        "die",
        "per",
        "van",
        "den",
        "dem",
        "team",
        "job",
        "que",
        "para",
        "don",
        "com",
        "alle",
        "till",
        "tem",
        "far",
        "dev",
        "din",
        "har",
        "pro",
        "nos",
        "sus",
        "php",
        "due",
        "non",
        "das",
        "men",
        "sind",
        "ile",
        "most",
        "meg",
    }
)
_MORE_ENGLISH = (
    "i my me he she they their its it was were did done does do had has been not no all any when where since"
    " until before after during every each other out up down about over under only also than then so but"
    " if into through between both more last first next new year years yr yrs month months week weeks"
    " day days two three four five six part own while because what which how many one by still twice"
    " ran built wrote made took kept gave set cut led sold taught trained helped"
)
_IN_LINES = {**_COMMON, "en": _COMMON["en"] | frozenset(_MORE_ENGLISH.split())}
"""A line has few words; of English, which is written inside of resumes in all languages, we know more."""
_ENGLISH_FORM = re.compile(r"[a-z]{3,}(?:ed|ings|ness|ships?|ful|ally|ily|ies|ers)")
_MARKED = re.compile(r"[äöüßéèêëàâçîïôûùœñáíóúãõąćęłńśźżěščřžýůåæøığş¿¡]")


def line_language(text: str, expected: str) -> str:
    """The language of a line, perhaps of a few words: the expected one unless more of its common words
    are another's, or its letters are; empty where it is another, and it is not clear which."""
    small = text[:_LONGEST].casefold().replace("w/", "with ")
    words = Counter(re.findall(r"(?<!\w)[^\W\d_]+(?!\w)", small))
    letters = max(1, sum(letter.isalpha() for letter in small))
    wide = {
        code: len(p.findall(small)) for code, p in (("ja", _KANA), ("zh", _HAN), ("ko", _HANGUL))
    }
    if sum(wide.values()) > letters / 4:
        return expected if expected in wide else next(code for code, n in wide.items() if n)
    counts = {code: {w: words[w] for w in known if w in words} for code, known in _IN_LINES.items()}
    counts["en"] |= {w: n for w, n in words.items() if _ENGLISH_FORM.fullmatch(w)}
    own = counts.pop(expected, {})
    more = [code for code, found in counts.items() if _says_more(found, own)]
    if more:
        return max(more, key=lambda code: sum(counts[code].values()))
    marked = sum(count for word, count in words.items() if _MARKED.search(word))
    if expected == "en" and not own and marked >= max(1, _MARKED_SHARE * sum(words.values())):
        return ""
    return expected if expected not in wide else ""


def _says_more(found: dict[str, int], own: dict[str, int]) -> bool:
    """Whether the common words of another language outweigh those of the own; single ones of two
    letters stand in many languages."""
    if len(found.keys() - own.keys()) >= 2 and sum(found.values()) > sum(own.values()):
        return True
    return not own and any(len(word) > 2 for word in found.keys() - _ANYWHERE)
