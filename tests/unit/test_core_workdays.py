"""Working days, and the public holidays that they leave out."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calendars import PublicHolidays
from bot.core import workdays

FRIDAY, SATURDAY, MONDAY = date(2026, 11, 13), date(2026, 11, 14), date(2026, 11, 16)
DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))


def never(_day: date) -> bool:
    return False


def on(*days: date) -> workdays.IsHoliday:
    return lambda day: day in days


@pytest.mark.parametrize(
    ("start", "number", "end"),
    [
        (FRIDAY, 0, FRIDAY),
        (FRIDAY, 1, MONDAY),
        (SATURDAY, 1, MONDAY),
        (FRIDAY, 5, date(2026, 11, 20)),
        (FRIDAY, 6, date(2026, 11, 23)),
    ],
)
def test_working_days_pass_over_weekends(start: date, number: int, end: date) -> None:
    assert workdays.after(start, number, never) == end


def test_working_days_pass_over_holidays() -> None:
    assert workdays.after(FRIDAY, 1, on(MONDAY)) == date(2026, 11, 17)


def test_a_day_that_is_no_holiday_stays() -> None:
    assert workdays.on_or_after(SATURDAY, never) == SATURDAY


def test_a_holiday_moves_to_the_next_working_day() -> None:
    assert workdays.on_or_after(FRIDAY, on(FRIDAY, MONDAY)) == date(2026, 11, 17)


@given(DAYS, st.integers(0, 30), st.sets(DAYS, max_size=5))
def test_counting_undoes_adding(start: date, number: int, holidays: set[date]) -> None:
    end = workdays.after(start, number, on(*holidays))

    assert workdays.between(start, end, on(*holidays)) == number
    assert number == 0 or workdays.is_working_day(end, on(*holidays))


@pytest.mark.parametrize(
    ("day", "country", "is_holiday"),
    [
        (date(2026, 1, 6), "FI", True),
        (date(2026, 4, 3), "FI", True),
        (date(2026, 4, 6), "FI", True),
        (date(2026, 5, 1), "FI", True),
        (date(2026, 12, 6), "FI", True),
        (date(2026, 12, 25), "FI", True),
        (date(2026, 11, 16), "FI", False),
        (date(2026, 6, 6), "SE", True),
        (date(2026, 6, 6), "EE", False),
        (date(2031, 12, 25), "GB", True),
    ],
)
def test_public_holidays_are_those_of_the_country(
    day: date, country: str, is_holiday: bool
) -> None:
    assert PublicHolidays()(day, country) is is_holiday


def test_a_country_that_is_not_known_has_no_holidays() -> None:
    assert not PublicHolidays()(date(2026, 12, 25), "QQ")


def test_threads_that_ask_for_a_new_year_at_once_get_the_same_answer() -> None:
    christmas = [date(year, 12, 25) for year in range(2041, 2071) for _ in range(8)]
    with ThreadPoolExecutor(8) as threads:
        answers = threads.map(lambda day: PublicHolidays()(day, "NO"), christmas)

    assert all(answers)


def test_a_year_has_about_two_hundred_and_fifty_working_days() -> None:
    holidays = PublicHolidays()
    first = date(2025, 12, 31)

    number = workdays.between(first, first + timedelta(days=365), lambda day: holidays(day, "FI"))

    assert 245 <= number <= 256
