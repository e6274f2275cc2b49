"""Ticks: one at a time, and a failed one stops none after it."""

import asyncio
import logging

import pytest

from bot.schedule import ticking
from tests.patience import HANGS

OFTEN = 0.005


async def test_ticks_come_again_and_again() -> None:
    ticks = asyncio.Semaphore(0)

    async def tick() -> None:
        ticks.release()

    with ticking(tick, OFTEN):
        async with asyncio.timeout(HANGS):
            for _ in range(3):
                await ticks.acquire()


async def test_a_failed_tick_is_reported_once_without_its_words_and_the_next_one_comes(
    caplog: pytest.LogCaptureFixture,
) -> None:
    ticks = asyncio.Semaphore(0)

    async def tick() -> None:
        ticks.release()
        raise ValueError("canary")

    with ticking(tick, OFTEN):
        async with asyncio.timeout(HANGS):
            for _ in range(3):
                await ticks.acquire()

    reports = [record for record in caplog.records if record.levelno >= logging.WARNING]
    assert {record.name for record in reports} == {"bot.schedule"}
    assert len(reports) >= 2
    assert "canary" not in reports[0].getMessage()


async def test_a_slow_tick_is_not_joined_by_another() -> None:
    skipped = _Heard("maximum number of running instances")
    began, go = asyncio.Semaphore(0), asyncio.Event()
    running = most = 0

    async def tick() -> None:
        nonlocal running, most
        running += 1
        most = max(most, running)
        began.release()
        await go.wait()
        running -= 1

    with skipped, ticking(tick, OFTEN):
        async with asyncio.timeout(HANGS):
            await began.acquire()
            await skipped.event.wait()
            go.set()
            await began.acquire()

    assert most == 1


class _Heard(logging.Handler):
    """Waits for APScheduler to say something."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self._words = words
        self.event = asyncio.Event()

    def emit(self, record: logging.LogRecord) -> None:
        if self._words in record.getMessage():
            self.event.set()

    def __enter__(self) -> None:
        logging.getLogger("apscheduler.scheduler").addHandler(self)

    def __exit__(self, *_error: object) -> None:
        logging.getLogger("apscheduler.scheduler").removeHandler(self)
