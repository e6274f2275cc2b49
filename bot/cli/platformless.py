"""What a command needs that uses the whole program, but not the platforms."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from bot.app import Program, open_program
from bot.cli.keeping import require_schema
from bot.cli.opening import Opening
from bot.clock import SystemClock
from bot.config import Secrets
from bot.core.model.team import Team
from bot.core.model.week import Week

T = TypeVar("T")


def with_program(opening: Opening, use: Callable[[Program], Awaitable[T]]) -> T:
    """Return what is made of the whole program without its platforms."""
    settings, _, key = opening
    require_schema(settings.kuule.database)

    async def work() -> T:
        async with open_program(settings, Secrets(), key, SystemClock()) as program:
            return await use(program)

    return asyncio.run(work())


def this_week(program: Program, team: Team) -> Week:
    """Return the present week where the team is."""
    return Week.of(program.clock.now(), team.timezone)
