"""Ticks that call services; what is due is found in the database, never in the schedule."""

import logging
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

log = logging.getLogger(__name__)

TICK_SECONDS = 15.0


@contextmanager
def ticking(tick: Callable[[], Awaitable[None]], seconds: float = TICK_SECONDS) -> Iterator[None]:
    """Call `tick` every few seconds, never twice at a time, while the block runs."""
    scheduler = AsyncIOScheduler(
        timezone="UTC",
        job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
    )
    trigger = IntervalTrigger(seconds=seconds, timezone="UTC")
    scheduler.add_job(attempt, trigger, [tick], id="tick")
    scheduler.start()
    try:
        yield
    finally:
        scheduler.shutdown(wait=False)


async def attempt(tick: Callable[[], Awaitable[None]]) -> None:
    """Tick once. A failure is reported here, once: the scheduler would do so in its own words."""
    try:
        await tick()
    except Exception:
        # One bad digest must not keep the program from listening.
        log.exception("a tick failed; the next one tries again")
