"""The calendar month, of which leaders read a page; local time gives it meaning."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.core.model.week import Week

_MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A month of the calendar."""

    year: int
    number: int

    @classmethod
    def of(cls, instant: datetime, zone: ZoneInfo) -> "Month":
        """Return the month in which the instant falls in that zone."""
        local = instant.astimezone(zone)
        return cls(local.year, local.month)

    @classmethod
    def parse(cls, text: str) -> "Month":
        """Read the form 2026-11. Raise ValueError for anything else."""
        found = _MONTH.fullmatch(text)
        if found is None:
            raise ValueError(text)
        month = cls(int(found[1]), int(found[2]))
        month.first_day()
        return month

    def first_day(self) -> date:
        """Return the first day. Raise ValueError when there is no such month."""
        return date(self.year, self.number, 1)

    def last_day(self) -> date:
        """Return the last day."""
        return self.shifted(1).first_day() - timedelta(days=1)

    def start(self, zone: ZoneInfo) -> datetime:
        """Return the local midnight that begins the month."""
        return datetime.combine(self.first_day(), time(), zone)

    def end(self, zone: ZoneInfo) -> datetime:
        """Return the local midnight after its last day; the month is half-open."""
        return self.shifted(1).start(zone)

    def shifted(self, months: int) -> "Month":
        """Return the month that many months later; earlier when negative."""
        year, number = divmod(self.year * 12 + self.number - 1 + months, 12)
        return Month(year, number + 1)

    def __str__(self) -> str:
        """Return the form 2026-11."""
        return f"{self.year}-{self.number:02}"


@dataclass(frozen=True, slots=True)
class Months:
    """The months that one page covers, first to last, both included."""

    first: Month
    last: Month

    def first_week(self) -> Week:
        """Return the week in which they begin."""
        return _week_of(self.first.first_day())

    def last_week(self) -> Week:
        """Return the week in which they end."""
        return _week_of(self.last.last_day())


def _week_of(day: date) -> Week:
    year, number, _ = day.isocalendar()
    return Week(year, number)
