"""The one clock of the workspace: it runs with the world, or stands still until it is moved."""

import asyncio
import heapq
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Literal
from zoneinfo import ZoneInfo


@dataclass(order=True, slots=True)
class Timer:
    """Something that is to happen at an instant; `cancel()` forgets it."""

    at: datetime
    order: int
    action: Callable[[], None] | None = field(compare=False)

    def cancel(self) -> None:
        self.action = None


class PracticeClock:
    """Aware UTC time for the stand-in and for the program that is tried out against it.

    A live clock is the real time plus every leap so far. A simulated clock stands still until
    `advance_to`; a sleeper wakes when the clock passes its hour, and sees the instant to which the
    clock was moved.
    """

    def __init__(
        self, mode: Literal["live", "simulated"] = "live", start: datetime | None = None
    ) -> None:
        self.mode = mode
        self._timers: list[Timer] = []
        self._orders = count()
        self._wake_up: asyncio.TimerHandle | None = None
        began = datetime.now(UTC) if start is None else aware(start)
        self._standing = began
        self._offset = began - datetime.now(UTC) if start is not None else timedelta(0)

    def now(self) -> datetime:
        """Return the present instant, aware, in UTC."""
        if self.mode == "live":
            return datetime.now(UTC) + self._offset
        return self._standing

    async def sleep(self, seconds: float) -> None:
        """Wait that long by this clock."""
        if seconds <= 0:
            await asyncio.sleep(0)
            return
        woken: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        timer = self.call_later(seconds, lambda: _wake(woken))
        try:
            await woken
        finally:
            timer.cancel()

    def call_later(self, seconds: float, action: Callable[[], object]) -> Timer:
        """Call `action` after that many seconds by this clock. A live one needs a running loop."""
        timer = Timer(self.now() + timedelta(seconds=seconds), next(self._orders), _silent(action))
        heapq.heappush(self._timers, timer)
        if self._timers[0] is timer:
            self._arm()
        return timer

    def advance_to(self, instant: datetime) -> None:
        """Move the clock forward and wake whoever was due. Raise ValueError for the past."""
        target = aware(instant)
        now = self.now()
        if target < now:
            msg = f"The clock cannot go back from {now} to {target}."
            raise ValueError(msg)
        if self.mode == "live":
            self._offset += target - now
        else:
            self._standing = target
        self._fire_due()

    def advance(self, seconds: float) -> None:
        """Move the clock that many seconds forward."""
        self.advance_to(self.now() + timedelta(seconds=seconds))

    def next_due(self) -> datetime | None:
        """Return when the next sleeper wakes, so that a driver can go from one to the next."""
        self._drop_cancelled()
        return self._timers[0].at if self._timers else None

    def close(self) -> None:
        """Forget all timers."""
        self._timers.clear()
        self._arm()

    def _drop_cancelled(self) -> None:
        while self._timers and self._timers[0].action is None:
            heapq.heappop(self._timers)

    def _fire_due(self) -> None:
        # An action may set a new timer that is already due, so each round looks anew.
        while True:
            self._drop_cancelled()
            if not self._timers or self._timers[0].at > self.now():
                break
            timer = heapq.heappop(self._timers)
            if timer.action is not None:
                timer.action()
        self._arm()

    def _arm(self) -> None:
        if self._wake_up is not None:
            self._wake_up.cancel()
            self._wake_up = None
        self._drop_cancelled()
        if self.mode == "live" and self._timers:
            wait = (self._timers[0].at - self.now()).total_seconds()
            loop = asyncio.get_running_loop()
            self._wake_up = loop.call_later(max(wait, 0), self._fire_due)


def next_monday(instant: datetime, zone: ZoneInfo, hour: int = 9) -> datetime:
    """Return the first Monday at that local hour strictly after `instant`, in UTC."""
    local = instant.astimezone(zone)
    day = local.date() + timedelta(days=(7 - local.weekday()) % 7)
    candidate = datetime(day.year, day.month, day.day, hour, tzinfo=zone)
    if candidate <= local:
        day += timedelta(days=7)
        candidate = datetime(day.year, day.month, day.day, hour, tzinfo=zone)
    return candidate.astimezone(UTC)


def aware(instant: datetime) -> datetime:
    """Return the instant in UTC. Raise ValueError for a naive one."""
    if instant.tzinfo is None:
        msg = f"{instant} has no time zone."
        raise ValueError(msg)
    return instant.astimezone(UTC)


def _silent(action: Callable[[], object]) -> Callable[[], None]:
    def act() -> None:
        action()

    return act


def _wake(sleeper: asyncio.Future[None]) -> None:
    if not sleeper.done():
        sleeper.set_result(None)
