from datetime import date

import pytest

from resume_tailor.domain.model.dates import DateRange, months_covered, parse_range

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("Mar 2021 - Present", 69),
        ("2012 – 2016", 60),
        ("Okt. 2014 – Dez. 2017", 39),
        ("sept. 2016 – déc. 2019", 40),
        ("01/2020 - 03/2020", 3),
        ("2020-01 to 2020-03", 3),
        ("2015 年 3 月 – 2015 年 5 月", 3),
        ("2019", 12),
    ],
)
def test_ranges_in_months(text: str, months: int) -> None:
    found = parse_range(text, TODAY)
    assert found is not None
    assert found.months == months


@pytest.mark.parametrize("text", ["", "no dates", "2021 - 2019", "12345"])
def test_what_is_no_range(text: str) -> None:
    assert parse_range(text, TODAY) is None


def test_months_worked_at_two_places_count_once() -> None:
    assert months_covered([DateRange(0, 11), DateRange(6, 17), DateRange(24, 24)]) == 19
