"""The clock of the practice workspace."""

import asyncio
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.practice.clock import PracticeClock, next_monday
from tests.patience import HANGS

NOON = datetime(2026, 11, 10, 12, tzinfo=UTC)
HELSINKI = ZoneInfo("Europe/Helsinki")


async def test_a_simulated_clock_stands_still_until_it_is_moved():
    clock = PracticeClock("simulated", NOON)

    clock.advance(90)

    assert clock.now() == NOON + timedelta(seconds=90)


async def test_a_sleeper_wakes_when_the_simulated_clock_passes_its_hour():
    clock = PracticeClock("simulated", NOON)
    sleeper = asyncio.create_task(clock.sleep(60))
    await asyncio.sleep(0)

    clock.advance(59)
    await asyncio.sleep(0)
    assert not sleeper.done()

    clock.advance(1)
    await sleeper


async def test_sleepers_wake_in_the_order_of_their_hours():
    clock = PracticeClock("simulated", NOON)
    woken: list[int] = []
    for seconds in (30, 10, 20):
        clock.call_later(seconds, lambda seconds=seconds: woken.append(seconds))

    clock.advance(60)

    assert woken == [10, 20, 30]


async def test_a_driver_can_go_from_one_sleeper_to_the_next():
    clock = PracticeClock("simulated", NOON)
    clock.call_later(5, lambda: None).cancel()
    clock.call_later(10, lambda: None)

    assert clock.next_due() == NOON + timedelta(seconds=10)


async def test_a_live_clock_runs_on_after_a_leap():
    clock = PracticeClock("live", NOON)

    clock.advance_to(NOON + timedelta(days=7))
    first = clock.now()
    await asyncio.sleep(0.002)

    assert NOON + timedelta(days=7) <= first < clock.now()


async def test_a_leap_of_a_live_clock_wakes_its_sleepers():
    clock = PracticeClock("live")
    sleeper = asyncio.create_task(clock.sleep(3600))
    await asyncio.sleep(0)

    clock.advance(3601)

    await asyncio.wait_for(sleeper, HANGS)


async def test_the_clock_does_not_go_back():
    clock = PracticeClock("simulated", NOON)

    with pytest.raises(ValueError, match="cannot go back"):
        clock.advance(-1)


@pytest.mark.parametrize(
    ("instant", "monday"),
    [
        (datetime(2026, 11, 10, 12, tzinfo=UTC), datetime(2026, 11, 16, 7, tzinfo=UTC)),
        (datetime(2026, 11, 16, 6, 59, tzinfo=UTC), datetime(2026, 11, 16, 7, tzinfo=UTC)),
        (datetime(2026, 11, 16, 7, tzinfo=UTC), datetime(2026, 11, 23, 7, tzinfo=UTC)),
        (datetime(2026, 10, 24, 12, tzinfo=UTC), datetime(2026, 10, 26, 7, tzinfo=UTC)),
    ],
)
def test_next_monday_at_nine_is_local_also_over_a_change_of_summer_time(instant, monday):
    assert next_monday(instant, HELSINKI) == monday
