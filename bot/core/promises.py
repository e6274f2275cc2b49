"""By when a person answers or has read a story."""

from datetime import date, datetime, time, timedelta

from bot.core import workdays
from bot.core.model.team import Team
from bot.core.ports.calendars import Holidays


def last_day(team: Team, told_at: datetime, holidays: Holidays) -> date:
    """Return the last working day that the team promises."""
    told_on = told_at.astimezone(team.timezone).date()
    return workdays.after(told_on, team.reply_days, lambda day: holidays(day, team.country))


def due(team: Team, told_at: datetime, holidays: Holidays) -> datetime:
    """Return the end of that day."""
    end = last_day(team, told_at, holidays) + timedelta(days=1)
    return datetime.combine(end, time(), team.timezone)
