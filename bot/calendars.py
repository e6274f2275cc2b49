"""Public holidays by country."""

from datetime import date
from functools import cache

import holidays


class PublicHolidays:
    """The `Holidays` port on the package of that name; a country is loaded when it is first
    asked for.
    """

    def __call__(self, day: date, country: str) -> bool:
        """True on a public holiday there."""
        return day in _of(country)


@cache
def _of(country: str) -> holidays.HolidayBase:
    return holidays.country_holidays(country)
