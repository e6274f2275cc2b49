"""Public holidays by country."""

from datetime import date
from functools import cache

import holidays


class PublicHolidays:
    """The `Holidays` port on the package of that name; a year is looked up when it is first asked
    for.
    """

    def __call__(self, day: date, country: str) -> bool:
        """True on a public holiday there; a country that the package does not know has none."""
        return day in _of(country, day.year)


@cache
def _of(country: str, year: int) -> frozenset[date]:
    """Return the days of a year. The package's own calendars grow while they are read, which the
    writers' threads must not see.
    """
    try:
        return frozenset(holidays.country_holidays(country, years=year))
    except NotImplementedError:
        return frozenset()
