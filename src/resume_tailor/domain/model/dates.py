"""Dates of entries, as printed, made comparable in months."""

import re
from dataclasses import dataclass
from datetime import date

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar janvier janv enero ene jänner leden ledna",
            "february feb februar février févr fevrier febrero únor února",
            "march mar märz maerz mars marzo březen března mrz",
            "april apr avril avr abril abr duben dubna",
            "may mai mayo květen května",
            "june jun juni juin junio červen června",
            "july jul juli juillet juil julio červenec července",
            "august aug août aout agosto ago srpen srpna",
            "september sep sept septembre septiembre září",
            "october oct oktober okt octobre octubre říjen října",
            "november nov novembre noviembre listopad listopadu",
            "december dec dezember dez décembre déc decembre diciembre dic prosinec prosince",
        ),
        start=1,
    )
    for name in names.split()
}
_PRESENT = (
    "present|current|now|today|ongoing|heute|aktuell|jetzt|laufend|présent|aujourd['’]hui|actuel"
    "|actualidad|actual|presente|současnost|dosud|至今"
)
_NAMES = "|".join(sorted(_MONTHS, key=len, reverse=True))
_POINT = (
    rf"(?:\b(?P<word>{_NAMES})\.?,?\s+)?(?:(?<!\d)(?P<number>0?[1-9]|1[0-2])\s?[./-]\s?)?"
    r"(?<!\d)(?P<year>(?:19|20)\d\d)(?!\d)"
    r"(?:\s?年(?:\s?(?P<cjk>\d{1,2})\s?月)?|[-./](?P<after>0[1-9]|1[0-2])(?!\d))?"
    rf"|\b(?P<now>{_PRESENT})\b"
)
_SHORT_YEAR = re.compile(r"\b(19|20)(\d\d)\s?[-–/]\s?(?!0\d|1[0-2])(\d\d)\b(?![-–./\d])")
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
    year = int(found["year"])
    month = _MONTHS.get((found["word"] or "").casefold())
    month = month or int(found["number"] or found["after"] or found["cjk"] or 0)
    if month:
        return year * 12 + month - 1, year * 12 + month - 1
    return year * 12, year * 12 + 11
