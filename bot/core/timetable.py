"""When a team's digest leaves, and which week's is due."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.core import workdays
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
        day = workdays.on_or_after(day, lambda day: self.holidays(day, team.country))
        # In UTC five minutes before are five minutes before, on the day of a change of time too.
        return datetime.combine(day, team.digest_time, team.timezone).astimezone(UTC)

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

    def is_late(self, team: Team, week: Week, now: datetime) -> bool:
        """True when the digest of the week leaves late."""
        return now - self.send_at(team, week) > _LATE_AFTER

    def is_missed(self, team: Team, week: Week, now: datetime) -> bool:
        """True when it is so late that the week is left to the next digest."""
        return now - self.send_at(team, week) > _MERGED_AFTER
