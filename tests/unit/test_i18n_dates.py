from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.core.model.language import SPOKEN, Language
from bot.i18n.catalogue import Catalogue
from bot.i18n.dates import format_date, format_dates, format_moment, format_time

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


NINE = datetime(2026, 11, 16, 9, 0, tzinfo=ZoneInfo("Europe/Helsinki"))


@pytest.mark.parametrize(
    ("language", "expected"), [("fi", "klo 9.00"), ("en", "09:00"), ("sv", "kl. 9.00")]
)
def test_a_time_of_day_is_written_where_the_moment_is(language: Language, expected: str) -> None:
    assert format_time(language, NINE) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("fi", "16.11.2026 klo 9.00"),
        ("en", "16 Nov 2026, 09:00"),
        ("sv", "16.11.2026 kl. 9.00"),
    ],
)
def test_a_moment_is_its_date_and_its_time_of_day(language: Language, expected: str) -> None:
    assert format_moment(language, NINE) == expected


@pytest.mark.parametrize("language", SPOKEN)
def test_a_range_of_one_day_is_a_date(language: Language) -> None:
    assert format_dates(language, MONDAY, MONDAY) == format_date(language, MONDAY)


def test_the_catalogue_writes_dates_too() -> None:
    catalogue = Catalogue()

    assert catalogue.date("en", MONDAY) == "9 Nov 2026"
    assert catalogue.dates("fi", MONDAY, SUNDAY) == "9.–15.11.2026"
    assert catalogue.time("sv", NINE) == "kl. 9.00"
    assert catalogue.moment("fi", NINE) == "16.11.2026 klo 9.00"
