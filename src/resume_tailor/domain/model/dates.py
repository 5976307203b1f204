"""Dates of entries, as printed, made comparable in months."""

import re
from dataclasses import dataclass
from datetime import date

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            (
                "january tammikuu tammikuuta ianuarie ocak január janúar январь января"
                " jan januar januari január januára janvier janv enero ene jänner janeiro gennaio"
                " gen styczeń stycznia sty leden ledna led"
            ),
            (
                "february helmikuu helmikuuta februarie şubat február февраль февраля"
                " feb februar februari február februára février févr fevrier febrero fevereiro"
                " fev febbraio luty lutego lut únor února úno"
            ),
            (
                "march maaliskuu maaliskuuta martie mart március март марта"
                " mar märz maerz mrz mars marts marzo março maart mrt marzec marca marec březen"
                " března bře"
            ),
            (
                "april huhtikuu huhtikuuta aprilie nisan április апрель апреля"
                " apr apríl apríla avril avr abril abr aprile kwiecień kwietnia kwi duben dubna dub"
            ),
            (
                "may toukokuu toukokuuta mayıs május май мая"
                " mai maj mei mayo maio maggio mag maja máj mája květen května kvě"
            ),
            (
                "june kesäkuu kesäkuuta iunie haziran június июнь июня"
                " jun juni juin junio junho giugno giu jún júna czerwiec czerwca cze červen června"
                " čvn"
            ),
            (
                "july heinäkuu heinäkuuta iulie temmuz július июль июля"
                " jul juli juillet juil julio julho luglio lug júl júla lipiec lipca lip červenec"
                " července čvc"
            ),
            (
                "august elokuu elokuuta ağustos augusztus август августа"
                " aug augusti augustus augusta août aout agosto ago sierpień sierpnia sie srpen"
                " srpna srp"
            ),
            (
                "september syyskuu syyskuuta septembrie eylül szeptember сентябрь сентября"
                " sep sept septembre septiembre setembro set settembre septembra wrzesień"
                " września wrz září zář"
            ),
            (
                "october lokakuu lokakuuta octombrie ekim október октябрь октября"
                " oct oktober okt octobre octubre outubro out ottobre ott október októbra"
                " październik października paź říjen října říj"
            ),
            (
                "november marraskuu marraskuuta noiembrie kasım ноябрь ноября"
                " nov novembre noviembre novembro novembra listopad listopada listopadu lis"
            ),
            (
                "december joulukuu joulukuuta decembrie aralık декабрь декабря"
                " dec dezember dez décembre déc decembre diciembre dic dicembre dezembro"
                " decembra grudzień grudnia gru prosinec prosince pro"
            ),
        ),
        start=1,
    )
    for name in names.split()
}
"""Full and short names in the languages of the larger part of Europe, as in the Unicode CLDR."""
_SEASONS = {
    **dict.fromkeys(
        [
            "spring",
            "frühling",
            "frühjahr",
            "printemps",
            "primavera",
            "jaro",
            "wiosna",
            "vår",
            "lente",
        ],
        3,
    ),
    **dict.fromkeys(
        ["summer", "sommer", "été", "verano", "estate", "léto", "lato", "sommar", "zomer"], 6
    ),
    **dict.fromkeys(
        [
            "fall",
            "autumn",
            "herbst",
            "automne",
            "otoño",
            "autunno",
            "podzim",
            "jesień",
            "höst",
            "herfst",
        ],
        9,
    ),
    **dict.fromkeys(["q1", "winter", "hiver", "invierno", "inverno", "zima", "vinter"], 1),
    "q2": 4,
    "q3": 7,
    "q4": 10,
}
"""Seasons and quarters with their first month."""
_PRESENT = (
    "present|current|currently|now|today|ongoing|to date|heute|aktuell|jetzt|laufend|présent"
    "|aujourd['’]hui|actuel|actuelle|actualidad|actual|actualmente|presente|oggi|attuale|in corso"
    "|atual|atualmente|heden|nu|obecnie|teraz|současnost|dosud|dnes|nyní|súčasnosť|doteraz"
    "|pågående|nuvarande|nuværende|nå|i dag|till date|nykyinen|prezent|halen|jelenleg|по настоящее время|настоящее время|至今|现在"
)
_NAMES = "|".join(sorted((*_MONTHS, *_SEASONS), key=len, reverse=True))
_DAY = r"\d{1,2}(?:st|nd|rd|th|er|\.)?"
_POINT = (
    rf"(?:(?<![\w.])(?:{_DAY}\s+)?(?P<word>{_NAMES})\b\.?,?\s+(?:{_DAY},\s+)?(?:de\s+|of\s+)?)?"
    r"(?:(?<![\d.])(?:\d{1,2}[./-]\s?)?(?P<number>0?[1-9]|1[0-2])\s?[./-]\s?|(?<![\d.]))"
    r"(?P<year>(?:19|20)\d\d)(?!\d)"
    r"(?:\s?年(?:\s?(?P<cjk>\d{1,2})\s?月)?|[-./](?P<after>0[1-9]|1[0-2])(?!\d)"
    rf"|\.\s?(?P<word_after>{_NAMES})\b\.?)?"
    rf"|(?:\b(?P<short_word>{_NAMES})\.?\s+|(?<!\w))['’](?P<short>\d\d)(?!\w)"
    rf"|\b(?P<now>{_PRESENT})(?!\w)"
)
_SHORT_YEAR = re.compile(r"\b(19|20)(\d\d)\s?[-–/]\s?(?!0\d|1[0-2])(\d\d)\b(?![-–./\d])")
_PIVOT = 50
"""`'49` is 2049, `'50` is 1950."""
POINT = re.compile(_POINT, re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DateRange:
    """From the start of one month to the end of another, counted in months since year 0."""

    first: int
    last: int

    @property
    def months(self) -> int:
        """How many months it covers, both ends included."""
        return max(0, self.last - self.first + 1)


def parse_range(text: str, today: date) -> DateRange | None:
    """`Mar 2021 - Present` as months; None where no year is found. A lone year is that year."""
    text = _SHORT_YEAR.sub(lambda found: f"{found[1]}{found[2]}-{found[1]}{found[3]}", text)
    points = [_months(found, today) for found in POINT.finditer(text)]
    known = [point for point in points if point]
    if not known:
        return None
    first, last = known[0][0], known[-1][1]
    return DateRange(first, last) if first <= last else None


def months_covered(ranges: list[DateRange]) -> int:
    """Months in the union of the ranges, so that two jobs at once count once."""
    covered = 0
    end = -1
    for span in sorted(ranges, key=lambda r: r.first):
        covered += max(0, span.last - max(span.first, end + 1) + 1)
        end = max(end, span.last)
    return covered


def _months(found: re.Match[str], today: date) -> tuple[int, int] | None:
    """First and last month that this point in time can mean."""
    if found["now"]:
        now = today.year * 12 + today.month - 1
        return now, now
    if found["short"]:
        short = int(found["short"])
        return _span(short + (2000 if short < _PIVOT else 1900), found["short_word"], 0)
    number = int(found["number"] or found["after"] or found["cjk"] or 0)
    return _span(int(found["year"]), found["word"] or found["word_after"], number)


def _span(year: int, word: str | None, number: int) -> tuple[int, int]:
    """The months that a year, or a part of it, covers."""
    name = (word or "").casefold()
    start = year * 12 - 1
    if name in _SEASONS:
        return start + _SEASONS[name], start + _SEASONS[name] + 2
    month = _MONTHS.get(name) or number
    return (start + month, start + month) if month else (start + 1, start + 12)
