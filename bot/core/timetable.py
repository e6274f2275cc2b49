"""When a team's digest leaves, and which week's is due."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial

from bot.core import workdays
from bot.core.model.month import Month
from bot.core.model.team import Team
from bot.core.model.week import Week
from bot.core.ports.calendars import Holidays

_COMPOSED_BEFORE = timedelta(hours=1)
_CLAIMED_BEFORE = timedelta(minutes=5)
_LATE_AFTER = timedelta(minutes=10)
_MERGED_AFTER = timedelta(hours=72)


@dataclass(frozen=True, slots=True)
class Timetable:
    """A week's digest leaves on the team's day and time in the week after."""

    holidays: Holidays

    def send_at(self, team: Team, week: Week) -> datetime:
        """Return when the digest of a week leaves: on a working day of the week after it."""
        day = week.next().monday() + timedelta(days=team.digest_day)
        day = workdays.on_or_after(day, partial(self._is_holiday, team))
        return _at(team, day)

    def send_month_at(self, team: Team, month: Month) -> datetime:
        """Return when the page of a month leaves: on the first working day after it."""
        is_holiday = partial(self._is_holiday, team)
        return _at(team, workdays.after(month.last_day(), 1, is_holiday))

    def claim_at(self, team: Team, week: Week) -> datetime:
        """Return when the digest of a week is claimed: from then on its owner changes nothing."""
        return self.send_at(team, week) - _CLAIMED_BEFORE

    def last_due(self, team: Team, now: datetime) -> Week:
        """Return the newest week whose digest should be claimed by now."""
        week = Week.of(now, team.timezone).shifted(-1)
        while self.claim_at(team, week) > now:
            week = week.shifted(-1)
        return week

    def to_propose(self, team: Team, now: datetime) -> Week | None:
        """Return the week whose digest its owner should see by now, and may still change."""
        week = self.last_due(team, now).next()
        return week if self.send_at(team, week) - _COMPOSED_BEFORE <= now else None

    def last_month_due(self, team: Team, now: datetime) -> Month:
        """Return the newest month whose page should be claimed by now."""
        month = Month.of(now, team.timezone).shifted(-1)
        while self.send_month_at(team, month) - _CLAIMED_BEFORE > now:
            month = month.shifted(-1)
        return month

    def is_late(self, team: Team, which: Week | Month, now: datetime) -> bool:
        """True when the digest of the week, or the page of the month, leaves late."""
        return now - self._leaves_at(team, which) > _LATE_AFTER

    def is_missed(self, team: Team, which: Week | Month, now: datetime) -> bool:
        """True when it is so late that the week, or month, is left to the next."""
        return now - self._leaves_at(team, which) > _MERGED_AFTER

    def _leaves_at(self, team: Team, which: Week | Month) -> datetime:
        if isinstance(which, Month):
            return self.send_month_at(team, which)
        return self.send_at(team, which)

    def _is_holiday(self, team: Team, day: date) -> bool:
        return self.holidays(day, team.country)


def _at(team: Team, day: date) -> datetime:
    # In UTC five minutes before are five minutes before, on the day of a change of time too.
    return datetime.combine(day, team.digest_time, team.timezone).astimezone(UTC)
