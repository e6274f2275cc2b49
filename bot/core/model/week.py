"""The ISO week, by which stories are counted and digests posted."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_WEEK = re.compile(r"(\d{4})-W(\d{2})", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class Week:
    """An ISO week; local time gives it meaning."""

    year: int
    number: int

    @classmethod
    def of(cls, instant: datetime, zone: ZoneInfo) -> "Week":
        """Return the week in which the instant falls in that zone."""
        year, number, _ = instant.astimezone(zone).isocalendar()
        return cls(year, number)

    @classmethod
    def parse(cls, text: str) -> "Week":
        """Read the form 2026-W46. Raise ValueError for anything else."""
        found = _WEEK.fullmatch(text)
        if found is None:
            raise ValueError(text)
        week = cls(int(found[1]), int(found[2]))
        week.monday()
        return week

    def monday(self) -> date:
        """Return the first day. Raise ValueError when the year has no such week."""
        return date.fromisocalendar(self.year, self.number, 1)

    def sunday(self) -> date:
        """Return the last day."""
        return date.fromisocalendar(self.year, self.number, 7)

    def start(self, zone: ZoneInfo) -> datetime:
        """Return the local midnight that begins the week."""
        return datetime.combine(self.monday(), time(), zone)

    def end(self, zone: ZoneInfo) -> datetime:
        """Return the local midnight after its Sunday; the week is half-open."""
        return self.next().start(zone)

    def next(self) -> "Week":
        """Return the week after this one."""
        return self.shifted(1)

    def shifted(self, weeks: int) -> "Week":
        """Return the week that many weeks later; earlier when negative."""
        year, number, _ = (self.monday() + timedelta(weeks=weeks)).isocalendar()
        return Week(year, number)

    def __str__(self) -> str:
        """Return the form 2026-W46."""
        return f"{self.year}-W{self.number:02}"
