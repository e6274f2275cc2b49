"""What a digest is composed from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from uuid import UUID

from bot.core.model.digest import Period
from bot.core.model.month import Months
from bot.core.model.story import Status, Story, Waiting
from bot.core.model.team import Team
from bot.core.model.week import Week
from bot.core.ports.readers import Usefulness


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """How many people spoke of each theme in the weeks before a period.

    Who spoke of a theme in two weeks counts twice, as in the digests of those weeks.
    """

    weeks: int
    tellers: int
    by_theme: Mapping[tuple[str, str], int]
    """By facet and key, themes of nobody left out."""
    customers: int | None = None
    """How many of the tellers told as customers; None where that is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecentTellers:
    """Who told, and of which stages, in the few weeks before a period."""

    tellers: frozenset[UUID]
    stages: frozenset[str]


@dataclass(frozen=True, slots=True)
class Moved:
    """The story for which most readers of the digest before voted, and why, in their words."""

    number: str
    votes: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WeekCount:
    """How many stories were told in a week, and how many of them by customers."""

    week: Week
    stories: int
    customers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Monthly:
    """What only a page for leaders rests on."""

    months: Months
    by_week: tuple[WeekCount, ...] = ()
    """The weeks of the run chart, oldest first, one without stories included."""
    usefulness: Usefulness = Usefulness(0, 0)  # noqa: RUF009  # nobody can change it
    """What readers made of the digests of the weeks that end in these months."""


@dataclass(frozen=True, kw_only=True)
class Edition:
    """Everything that one digest rests on. It has no slots, so that what takes long is found
    once.
    """

    team: Team
    period: Period
    stories: tuple[Story, ...]
    """The stories of this digest, late ones included. Only kept ones count."""
    now: datetime
    is_holiday: Callable[[date], bool]
    """True for a public holiday of the team's country; weekends need no answer."""
    waiting: tuple[Waiting, ...] = ()
    """Who waits for a reply, from every week."""
    earlier: tuple[Story, ...] = ()
    """Stories of earlier weeks, the archive. Of a waiting story that is neither here nor in
    `stories` the number is not printed."""
    history: History | None = None
    """None where the weeks before are not known."""
    recent_tellers: RecentTellers | None = None
    """None where it is not known whose voice is new."""
    moved: Moved | None = None
    """None where nobody voted, or the story may not be shown any more."""
    chosen: str = ""
    """The number of the story of the week that the owner chose instead of ours."""
    late: bool = False
    """True when the digest itself leaves late."""
    quiet_weeks: int = 0
    """How many empty weeks came just before this period."""
    recently_used: frozenset[str] = frozenset()
    """Numbers that were quoted in the last eight digests."""
    week_stories: tuple[Story | None, ...] = ()
    """The stories of the week of the digests before, newest first; None for one that had none, or
    of which it is gone."""
    monthly: Monthly | None = None
    """Of a page for leaders, whose `stories` are those told in its months."""

    @cached_property
    def kept(self) -> tuple[Story, ...]:
        """The stories that count, oldest first."""
        kept = (story for story in self.stories if story.status is Status.KEPT)
        return tuple(sorted(kept, key=lambda story: (story.told_at, story.number)))

    @cached_property
    def still_waiting(self) -> tuple[Waiting, ...]:
        """Who waits, oldest first, without the stories that were removed meanwhile."""
        gone = {
            story.number
            for story in self.stories + self.earlier
            if story.status is not Status.KEPT
        }
        waiting = (one for one in self.waiting if one.number not in gone)
        return tuple(sorted(waiting, key=lambda one: (one.since, one.number)))

    @cached_property
    def numbers_waiting(self) -> frozenset[str]:
        """The numbers of the stories whose tellers wait."""
        return frozenset(one.number for one in self.still_waiting)

    @property
    def waiting_tellers(self) -> int:
        """How many people wait: who told three stories waits once."""
        return len({one.teller or one.number for one in self.still_waiting})

    @property
    def late_stories(self) -> tuple[Story, ...]:
        """Stories of a week whose digest had already been claimed when they came."""
        return tuple(story for story in self.kept if story.week < self.period.first)

    @property
    def shows_roles(self) -> bool:
        """True when telling the role gives nobody away.

        `members` is the number of employees; customers are no small team. But hiding only the
        employees' role would tell it by its absence, so one small role hides both.
        """
        return self.team.members >= 5
