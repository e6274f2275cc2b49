"""A rehearsal: weeks of stories through both platforms on a simulated clock, with every digest
posted.

What happens on the stage is given by the caller; here the program keeps step with it.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from bot.app import Program
from bot.core.model.digest import Digest
from bot.core.model.team import Team
from bot.core.model.week import Week

_PACING = timedelta(minutes=5)
"""Deliveries that only wait for their turn; what waits for longer belongs to a later hour."""

Scene = tuple[datetime, Callable[[], Awaitable[None]]]
"""When somebody does something, and what. Ordered by time."""


class Stage(Protocol):
    """What the platforms' stand-in offers."""

    async def quiet(self, timeout: float) -> None:  # noqa: ASYNC109  # the stand-in's own form
        """Wait until everything that happened so far is acknowledged."""
        ...


class MovableClock(Protocol):
    """A clock that stands still until it is moved."""

    def now(self) -> datetime:
        """Return the present instant."""
        ...

    def advance_to(self, instant: datetime) -> None:
        """Move it forward."""
        ...


async def rehearse(
    program: Program,
    stage: Stage,
    clock: MovableClock,
    scenes: Sequence[Scene],
    progress: Callable[[int], None],
) -> Digest:
    """Play every scene, post each week's digest in its hour, and return the last digest."""
    team = program.teams.first
    await program.begin()
    listening = [asyncio.create_task(listen()) for listen in program.listen]
    try:
        week = Week.of(scenes[0][0], team.timezone)
        for done, (at, act) in enumerate(scenes):
            while program.publishing.timetable.send_at(team, week) <= at:
                await _post(program, clock, team, week)
                week = week.next()
            _move(clock, at)
            await act()
            await stage.quiet(10)
            await _deliver(program, clock)
            progress(done + 1)
        await _post(program, clock, team, week)
        return await program.publishing.preview(team, week)
    finally:
        for task in listening:
            task.cancel()
        await asyncio.gather(*listening, return_exceptions=True)


async def _post(program: Program, clock: MovableClock, team: Team, week: Week) -> None:
    _move(clock, program.publishing.timetable.send_at(team, week))
    await program.tick()
    await _deliver(program, clock)


async def _deliver(program: Program, clock: MovableClock) -> None:
    """Send what is due, moving the clock through the pauses that pacing asks for."""
    while True:
        if await program.courier.send_due():
            continue
        now = clock.now()
        due = await program.courier.next_due()
        if due is None or due - now > _PACING:
            return
        _move(clock, due)


def _move(clock: MovableClock, instant: datetime) -> None:
    if instant > clock.now():
        clock.advance_to(instant)
