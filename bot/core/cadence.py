"""When an employee may be asked for a story, who is next, and with which prompt. Pure.

The rules are those of the conversations page: opt-in, at most once in 14 days, within working
hours of the person's own zone, not on public holidays or in the team's quiet months, never the
same prompt within eight weeks, never again because nobody answered, and not for 30 days after
something distressing.
Whether somebody answered is not known here and must not be.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from itertools import groupby
from uuid import UUID
from zoneinfo import ZoneInfo

from bot.core import workdays
from bot.core.workdays import IsHoliday

BETWEEN = timedelta(days=14)
"""From one question to the next."""
REMEMBERED = timedelta(weeks=8)
"""So long it is known what somebody was asked, and so long no prompt comes again."""
REST = timedelta(days=30)
"""After a story of something distressing."""
DISTRESSING = 4
"""The criticality from which a story counts as distressing: money, dignity, danger, distress."""

_OPENS, _CLOSES = time(8, 30), time(16, 30)


class Kind(StrEnum):
    """What a prompt asks for, in the order in which one follows the other."""

    GOOD = "good"
    HARD = "hard"
    IDEA = "idea"


PROMPTS = {
    "surprise": Kind.GOOD,
    "listening": Kind.GOOD,
    "stuck": Kind.HARD,
    "no": Kind.HARD,
    "energy": Kind.GOOD,
    "teamwork": Kind.GOOD,
    "before": Kind.HARD,
    "dream": Kind.IDEA,
    "outside": Kind.IDEA,
}
"""The prompts of employees, E1 to E9 of the prompt bank; `prompt-…` in the catalogue."""
_KINDS = tuple(Kind)


@dataclass(frozen=True, slots=True)
class Asked:
    """A prompt that somebody was asked, and when."""

    prompt: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who wants to be asked, with what they were asked within `REMEMBERED`."""

    person: UUID
    team: str
    asked: tuple[Asked, ...] = ()

    @property
    def last(self) -> datetime | None:
        """When they were asked last, as far as it is remembered."""
        return max((each.at for each in self.asked), default=None)


def remembered(asked: Sequence[Asked], now: datetime) -> tuple[Asked, ...]:
    """Return what is not older than eight weeks; the rest is to be forgotten."""
    return tuple(each for each in asked if now - each.at < REMEMBERED)


def is_due(candidate: Candidate, now: datetime) -> bool:
    """True when the last question is 14 days old, or there was none."""
    return candidate.last is None or now - candidate.last >= BETWEEN


def closes(
    now: datetime, zone: ZoneInfo, quiet_months: Collection[int], is_holiday: IsHoliday
) -> datetime | None:
    """Return until when a question may reach somebody in that zone; None in quiet hours.

    On the hour of a change of the clocks the wall clock decides; working hours have none.
    """
    local = now.astimezone(zone)
    is_open = _OPENS <= local.time() < _CLOSES and local.month not in quiet_months
    if not is_open or not workdays.is_working_day(local.date(), is_holiday):
        return None
    return datetime.combine(local.date(), _CLOSES, zone)


def turns(candidates: Sequence[Candidate], now: datetime) -> list[list[Candidate]]:
    """Return those who are due, a list a team, who has waited longest first.

    Who is not remembered has waited longest. Equals follow their random ids, so that no place in
    a list is a privilege.
    """
    due = sorted(
        (each for each in candidates if is_due(each, now)),
        key=lambda each: (each.team, each.last is not None, each.last or now, each.person.hex),
    )
    return [list(team) for _, team in groupby(due, key=lambda each: each.team)]


def next_prompt(candidate: Candidate, now: datetime) -> str:
    """Return the prompt for now: the kind after that of the last, and none of eight weeks."""
    asked = remembered(candidate.asked, now)
    used = {each.prompt for each in asked}
    first = _after(max(asked, key=lambda each: each.at).prompt) if asked else 0
    for step in range(len(_KINDS)):
        kind = _KINDS[(first + step) % len(_KINDS)]
        free = [name for name, each in PROMPTS.items() if each is kind and name not in used]
        if free:
            # Different people begin at different prompts.
            return free[candidate.person.int % len(free)]
    raise AssertionError("four questions fit into eight weeks, and there are nine prompts")


def _after(prompt: str) -> int:
    return _KINDS.index(PROMPTS[prompt]) + 1
