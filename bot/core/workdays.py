"""Working days: Monday to Friday, without public holidays."""

from collections.abc import Callable
from datetime import date, timedelta

IsHoliday = Callable[[date], bool]


def is_working_day(day: date, is_holiday: IsHoliday) -> bool:
    """True from Monday to Friday unless it is a holiday."""
    return day.weekday() < 5 and not is_holiday(day)


def after(day: date, working_days: int, is_holiday: IsHoliday) -> date:
    """Return the day that is so many working days later."""
    while working_days > 0:
        day += timedelta(days=1)
        working_days -= is_working_day(day, is_holiday)
    return day


def on_or_after(day: date, is_holiday: IsHoliday) -> date:
    """Return the day itself when it is no holiday, else the first working day after it."""
    return day if not is_holiday(day) else after(day, 1, is_holiday)


def between(first: date, last: date, is_holiday: IsHoliday) -> int:
    """Return how many working days lie after `first` up to and including `last`."""
    days = (first + timedelta(days=offset) for offset in range(1, (last - first).days + 1))
    return sum(is_working_day(day, is_holiday) for day in days)
