"""Ticks that call services; what is due is found in the database, never in the schedule."""

import logging
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager

from apscheduler.events import EVENT_JOB_ERROR, JobExecutionEvent
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
    scheduler.add_listener(_report, EVENT_JOB_ERROR)
    scheduler.add_job(tick, IntervalTrigger(seconds=seconds, timezone="UTC"), id="tick")
    scheduler.start()
    try:
        yield
    finally:
        scheduler.shutdown(wait=False)


def _report(event: JobExecutionEvent) -> None:
    log.error("a tick failed; the next one tries again", exc_info=event.exception)
