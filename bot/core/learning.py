"""What a team's corrections teach: at once when they are made, and again every night from all of
them.

Nothing that is learned is stored, only which corrections count and how cautiously. The layer is
made of them in memory, so what is removed is not in it any more once it is looked for again.
"""

import logging
from collections.abc import Awaitable, Callable, MutableMapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from functools import partial
from typing import NamedTuple

from bot.core.lessons import lessons
from bot.core.model.learning import Example, Lesson, TeamLayer
from bot.core.model.team import Team, Teams
from bot.core.ports.aside import Aside
from bot.core.ports.audit import Cause, Deed, Entry
from bot.core.ports.clock import Clock
from bot.core.ports.learner import BEGINNING, Learner
from bot.core.ports.learning import LearnedVersion, Teaching, Verdict
from bot.core.ports.store import Store, Transaction

log = logging.getLogger(__name__)

_NIGHT = time(3)
"""When a refit is due, in the team's time."""
_HELD_OUT = 0
"""The fold that only judges."""


class _Course(NamedTuple):
    """What is in the database of one team's teaching, in one snapshot."""

    state: Teaching
    verdicts: Sequence[Verdict]
    versions: Sequence[LearnedVersion]

    @property
    def in_use(self) -> LearnedVersion | None:
        return next((each for each in self.versions if each.number == self.state.version), None)

    @property
    def caution(self) -> int:
        return self.in_use.caution if self.in_use else BEGINNING

    @property
    def counted(self) -> Sequence[Verdict]:
        """What the layer in use is made of: its version's, and what came after."""
        through = self.in_use.through if self.in_use else 0
        return [
            each
            for each in self.verdicts
            if each.serial <= through or each.serial > self.state.since
        ]


@dataclass(frozen=True, slots=True)
class Learning:
    """Keeps the layers of the teams as the database says."""

    store: Store
    learner: Learner
    teams: Teams
    layers: MutableMapping[str, TeamLayer]
    """By team; the tagger reads by them."""
    clock: Clock
    pause: Callable[[float], Awaitable[None]]
    aside: Aside
    _studied: dict[str, dict[Lesson, Example]] = field(default_factory=dict)
    """What the tagger read in the lessons of each team; gone with the lesson."""

    async def look(self) -> None:
        """Take up whatever was corrected, removed or rolled back since, by any process."""
        states = await self.store.read(lambda tx: tx.learning.states())
        for team in self.teams.all:
            state, known = states.get(team.id), self.layers.get(team.id)
            if state is not None and (
                known is None or (known.version, known.changes) != (state.version, state.changes)
            ):
                await self.take_up(team)

    async def take_up(self, team: Team) -> None:
        """Learn what the team's corrections teach by now."""
        course = await self.store.read(partial(_course, team=team.id))
        if course is None:
            return
        examples = await self._study(team, lessons(course.counted))
        layer = await self.aside(partial(self.learner.fit, examples, course.caution))
        known = self.layers.get(team.id)
        if known is None or known.changes <= course.state.changes:
            self.layers[team.id] = TeamLayer(layer, course.state.version, course.state.changes)

    async def refit_due(self) -> None:
        """Refit the teams that have something new and were not refitted since the last night."""
        now = self.clock.now()
        states = await self.store.read(lambda tx: tx.learning.states())
        for team in self.teams.all:
            state = states.get(team.id)
            if state and state.changes > state.tried and state.refit_at < _last_night(now, team):
                await self.refit(team)

    async def refit(self, team: Team) -> bool:
        """Make a version of all corrections. Return True when it was taken into use: when it errs
        on what is held out no more often than the one in use.
        """
        course = await self.store.read(partial(_course, team=team.id))
        if course is None:
            return False
        present = _taught(await self._study(team, lessons(course.counted)))
        everything = await self._study(team, lessons(course.verdicts))
        held_out = [each for each in everything if each.fold == _HELD_OUT]
        rest = _taught(everything)
        caution = await self.aside(partial(self.learner.choose, rest, course.caution))
        version = LearnedVersion(
            team=team.id,
            number=1 + max((each.number for each in course.versions), default=0),
            made_at=self.clock.now(),
            through=course.state.changes,
            caution=caution,
            stories=len(everything),
            held_out=len(held_out),
            errors=await self._errors(rest, caution, held_out),
            untaught_errors=await self._errors([], caution, held_out),
        )
        errors = await self._errors(present, course.caution, held_out)
        is_taken = bool(everything) and version.errors <= errors
        decide = partial(_take if is_taken else _leave, version=version, seen=course.state)
        if not await self.store.write(decide):
            # Somebody corrected or removed something meanwhile: the next tick begins anew.
            return False
        log.info(
            "a refit was taken into use" if is_taken else "a refit was no better, so it is left",
            extra={"count": len(everything)},
        )
        await self.take_up(team)
        return is_taken

    async def versions(self, team: Team) -> tuple[int, Sequence[LearnedVersion]]:
        """Return the number of the version in use, and the versions, newest first."""

        def unit(tx: Transaction) -> tuple[int, Sequence[LearnedVersion]]:
            state = tx.learning.states().get(team.id)
            return state.version if state else 0, tx.learning.versions(team.id)

        return await self.store.read(unit)

    async def roll_back(self, team: Team) -> tuple[int, int] | None:
        """Put the version before the one in use into its place; return both numbers, None when
        there is nothing to go back from. 0 is what the tagger knows untaught.

        What was corrected after that version is set aside until the next refit, which waits for
        a new correction.
        """
        now = self.clock.now()

        def unit(tx: Transaction) -> tuple[int, int] | None:
            state = tx.learning.states().get(team.id)
            if state is None or not state.version:
                return None
            present = state.version
            kept = (each.number for each in tx.learning.versions(team.id))
            earlier = max((number for number in kept if number < present), default=0)
            tx.learning.use(team.id, earlier)
            tx.audit.add(
                Entry(
                    at=now,
                    deed=Deed.ROLL_BACK,
                    cause=Cause.ADMINISTRATOR,
                    team=team.id,
                    before=f"{present}",
                    after=f"{earlier}",
                )
            )
            return present, earlier

        return await self.store.write(unit)

    async def _study(self, team: Team, taught: Sequence[Lesson]) -> list[Example]:
        known, studied = self._studied.get(team.id, {}), dict[Lesson, Example]()
        for lesson in taught:
            if lesson in known:
                studied[lesson] = known[lesson]
                continue
            studied[lesson] = self.learner.study(lesson, team)
            # A text at a time, so that whoever tells something meanwhile does not wait.
            await self.pause(0)
        self._studied[team.id] = studied
        return [studied[lesson] for lesson in taught]

    async def _errors(
        self, examples: Sequence[Example], caution: int, held_out: Sequence[Example]
    ) -> int:
        def judged() -> int:
            return self.learner.errors(self.learner.fit(examples, caution), held_out)

        return await self.aside(judged)


def _taught(examples: Sequence[Example]) -> list[Example]:
    return [each for each in examples if each.fold != _HELD_OUT]


def _course(tx: Transaction, team: str) -> _Course | None:
    state = tx.learning.states().get(team)
    if state is None:
        return None
    return _Course(state, tx.learning.verdicts(team), tx.learning.versions(team))


def _take(tx: Transaction, version: LearnedVersion, seen: Teaching) -> bool:
    if not tx.learning.adopt(version, seen):
        return False
    tx.audit.add(
        Entry(
            at=version.made_at,
            deed=Deed.REFIT,
            cause=Cause.SCHEDULE,
            team=seen.team,
            before=f"{seen.version}",
            after=f"{version.number}",
            count=version.stories,
        )
    )
    return True


def _leave(tx: Transaction, version: LearnedVersion, seen: Teaching) -> bool:
    return tx.learning.decline(seen, version.made_at)


def _last_night(now: datetime, team: Team) -> datetime:
    """Return the last time that it was the hour of refits where the team is."""
    here = now.astimezone(team.timezone)
    night = datetime.combine(here.date(), _NIGHT, team.timezone)
    if night > here:
        night = datetime.combine(here.date() - timedelta(days=1), _NIGHT, team.timezone)
    return night.astimezone(UTC)
