"""Fifteen years of weeks on a simulated clock: is any digest missed, is any double?

Teams in several zones and with several days for their digests are served by one program. It ticks
as the schedule does around each hour that matters, and is now and then away for up to six days;
owners hold digests and let them go. In the end each team's weeks are laid side by side.

    python -m benchmarks.years [YEARS]
"""

import argparse
import asyncio
import random
import secrets
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from datetime import time as day_time
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import RowMapping, select

from bot.calendars import PublicHolidays
from bot.core.edition import Edition
from bot.core.model.digest import Composition, Line
from bot.core.model.team import Team, Teams
from bot.core.model.week import Week
from bot.core.ports.audit import Cause
from bot.sealing import KeyedSealer
from storage import schema
from storage.store import open_store
from storage.tables import delivery, digest
from tests.core_builders import SERVICE, WEDNESDAY, WEEK_46, Office, rows
from tests.fakes import StandingClock

TEAMS = Teams(
    tuple(
        replace(
            SERVICE,
            id=name,
            country=country,
            timezone=ZoneInfo(zone),
            digest_day=day,
            digest_time=at,
            slack_listen=(),
            slack_digest=f"C{name}",
        )
        for name, country, zone, day, at in (
            ("helsinki", "FI", "Europe/Helsinki", 0, day_time(9)),
            ("sunday", "FI", "Europe/Helsinki", 6, day_time(3, 30)),
            ("tokyo", "JP", "Asia/Tokyo", 4, day_time(17)),
            ("lord-howe", "AU", "Australia/Lord_Howe", 0, day_time(2, 15)),
        )
    )
)
AWAY = 0.1
HELD = 0.1
_MOMENTS = (-61, -60, -30, -5, -1, 0, 1)
"""Minutes about the time at which a digest leaves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the tables say."""

    weeks: int
    """Of all teams."""
    seconds: float
    missed: list[str]
    """Weeks that no posted digest covers."""
    doubled: list[str]
    """Weeks that two cover."""
    unposted: list[str]
    """Digests without exactly one delivery."""
    merged: int

    @property
    def holds(self) -> bool:
        """True when every week is in exactly one digest, posted once."""
        return not (self.missed or self.doubled or self.unposted)


async def live(database: str, years: float, seed: int) -> Verdict:
    """Serve the teams for so many years."""
    chance, began = random.Random(seed), time.monotonic()  # noqa: S311  # no secret
    clock, end = StandingClock(WEDNESDAY), WEDNESDAY + timedelta(days=365.25 * years)
    sealer = KeyedSealer(secrets.token_bytes(32))
    async with open_store(database, sealer) as store:
        office = Office(store, sealer, clock, TEAMS, PublicHolidays(), compose=_compose)
        await office.publishing.begin()
        while clock.now() < end:
            await _tick(office, chance)
            if chance.random() < AWAY / len(_MOMENTS):
                clock.advance(timedelta(days=chance.random() * 6))
            else:
                clock.set(_next_moment(office))
        # What was held is over by then.
        clock.advance(timedelta(days=1))
        await _tick(office, chance)
    last = {team.id: office.timetable.last_due(team, clock.now()) for team in TEAMS.all}
    return _judged(database, last, time.monotonic() - began)


def _compose(_: Edition) -> Composition:
    return Composition((Line("header", "Week", ()),))


async def _tick(office: Office, chance: random.Random) -> None:
    await office.publishing.publish_due()
    await office.proposing.propose_due()
    for team in TEAMS.all:
        if chance.random() < HELD / len(_MOMENTS):
            week = office.timetable.last_due(team, office.clock.now()).next()
            await office.overseeing.hold(team, week, Cause.OWNER)
        if chance.random() < HELD / len(_MOMENTS):
            week = office.timetable.last_due(team, office.clock.now())
            await office.overseeing.release(team, week, Cause.OWNER)


def _next_moment(office: Office) -> datetime:
    now = office.clock.now()
    return min(
        at
        for team in TEAMS.all
        for week in _near(office, team)
        for minutes in _MOMENTS
        if (at := office.timetable.send_at(team, week) + timedelta(minutes=minutes)) > now
    )


def _near(office: Office, team: Team) -> Sequence[Week]:
    last = office.timetable.last_due(team, office.clock.now())
    return [last, last.next(), last.shifted(2)]


def _judged(database: str, last: dict[str, Week], seconds: float) -> Verdict:
    digests = rows(database, select(digest).order_by(digest.c.period))
    posts = Counter(
        row["digest"]
        for row in rows(database, select(delivery.c.digest).where(delivery.c.kind == "digest"))
    )
    shown = [row for row in digests if row["state"] == "claimed"]
    covered = Counter(each for row in shown for each in _weeks(row))
    wanted = [f"{team} {week}" for team in last for week in _until(last[team])]
    merged = {f"{row['team']} {row['period']}" for row in digests if row["state"] == "merged"}
    to_come = _tail(merged, last)
    return Verdict(
        weeks=len(wanted),
        seconds=seconds,
        missed=[each for each in wanted if not covered[each] and each not in to_come],
        doubled=[each for each, number in covered.items() if number > 1],
        unposted=[row["id"] for row in shown if posts[row["id"]] != 1],
        merged=len(merged),
    )


def _weeks(row: RowMapping) -> list[str]:
    week, found = Week.parse(row["first_week"]), []
    while week <= Week.parse(row["period"]):
        found.append(f"{row['team']} {week}")
        week = week.next()
    return found


def _until(last: Week) -> list[Week]:
    found = [WEEK_46]
    while found[-1] < last:
        found.append(found[-1].next())
    return found


def _tail(merged: set[str], last: dict[str, Week]) -> set[str]:
    """Return the merged weeks at the end, which the next digest will cover."""
    found = set()
    for team, newest in last.items():
        week = newest
        while f"{team} {week}" in merged:
            found.add(f"{team} {week}")
            week = week.shifted(-1)
    return found


def report(verdict: Verdict) -> str:
    """Return the figures."""
    return (
        f"{verdict.weeks} weeks of {len(TEAMS.all)} teams in {verdict.seconds:.0f} s: "
        f"{len(verdict.missed)} missed, {len(verdict.doubled)} double, "
        f"{len(verdict.unposted)} not posted once; {verdict.merged} left to the next. "
        f"{'Holds.' if verdict.holds else 'DOES NOT HOLD.'}"
    )


def main() -> None:
    """Run, print, and say by the exit status whether it holds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("years", nargs="?", type=float, default=15)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        database = f"sqlite:///{Path(folder) / 'kuule.db'}"
        schema.prepare(database, allowed=True, announce=lambda _: None)
        verdict = asyncio.run(live(database, given.years, given.seed))
    print(report(verdict))
    sys.exit(0 if verdict.holds else 1)


if __name__ == "__main__":
    main()
