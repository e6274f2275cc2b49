from datetime import date

import pytest

from bot.core.model.language import SPOKEN, Language
from bot.i18n.catalogue import Catalogue
from bot.i18n.dates import format_date, format_dates

MONDAY, SUNDAY = date(2026, 11, 9), date(2026, 11, 15)


@pytest.mark.parametrize(
    ("language", "expected"), [("fi", "9.11.2026"), ("en", "9 Nov 2026"), ("sv", "9.11.2026")]
)
def test_a_date_has_no_leading_zeros(language: Language, expected: str) -> None:
    assert format_date(language, MONDAY) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [("fi", "9.–15.11.2026"), ("en", "9–15 Nov 2026"), ("sv", "9–15.11.2026")],
)
def test_a_range_within_a_month_names_the_month_once(language: Language, expected: str) -> None:
    assert format_dates(language, MONDAY, SUNDAY) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [("fi", "30.11.–6.12.2026"), ("en", "30 Nov – 6 Dec 2026"), ("sv", "30.11–6.12.2026")],
)
def test_a_range_across_months_names_the_year_once(language: Language, expected: str) -> None:
    assert format_dates(language, date(2026, 11, 30), date(2026, 12, 6)) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("fi", "28.12.2026–3.1.2027"),
        ("en", "28 Dec 2026 – 3 Jan 2027"),
        ("sv", "28.12.2026–3.1.2027"),
    ],
)
def test_a_range_across_years_names_both(language: Language, expected: str) -> None:
    assert format_dates(language, date(2026, 12, 28), date(2027, 1, 3)) == expected


@pytest.mark.parametrize("language", SPOKEN)
def test_a_range_of_one_day_is_a_date(language: Language) -> None:
    assert format_dates(language, MONDAY, MONDAY) == format_date(language, MONDAY)


def test_the_catalogue_writes_dates_too() -> None:
    catalogue = Catalogue()

    assert catalogue.date("en", MONDAY) == "9 Nov 2026"
    assert catalogue.dates("fi", MONDAY, SUNDAY) == "9.–15.11.2026"
