"""The platforms' limits: what a message may hold and how fast messages may come."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

SLACK_TEXT = 40_000
TELEGRAM_TEXT = 4_096
TELEGRAM_CAPTION = 1_024
TELEGRAM_CALLBACK = 64


def utf16_units(text: str) -> int:
    """Return the length as Telegram counts it."""
    return len(text.encode("utf-16-le", errors="surrogatepass")) // 2


@dataclass(frozen=True, slots=True)
class Rate:
    """How many at once, and how many a second after that."""

    burst: float
    per_second: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """The pace that each platform allows. None means as fast as it comes."""

    slack_post: Rate | None = Rate(5, 1)  # a channel
    slack_ephemeral: Rate | None = Rate(20, 100 / 60)  # a workspace: tier 4
    slack_read: Rate | None = Rate(20, 50 / 60)  # a workspace and method: tier 3
    slack_update: Rate | None = Rate(20, 50 / 60)  # a workspace: tier 3
    slack_other: Rate | None = Rate(20, 100 / 60)  # a workspace and method: tier 4
    telegram_chat: Rate | None = Rate(5, 1)
    telegram_group: Rate | None = Rate(20, 20 / 60)
    telegram_all: Rate | None = Rate(30, 30)


AS_FAST_AS_IT_COMES = Rates(
    slack_post=None,
    slack_ephemeral=None,
    slack_read=None,
    slack_update=None,
    slack_other=None,
    telegram_chat=None,
    telegram_group=None,
    telegram_all=None,
)


class TooFastError(Exception):
    """A call beyond the pace: wait this many seconds."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"{seconds:.2f} s")
        self.seconds = seconds


@dataclass(slots=True)
class Pace:
    """Token buckets by key, refilled by the clock of the workspace."""

    now: Callable[[], datetime]
    _left: dict[tuple[str, ...], tuple[float, datetime]] = field(default_factory=dict)

    def keep(self, rate: Rate | None, *key: str) -> None:
        """Use one up. Raise TooFastError if none is left."""
        seconds = self.take(rate, *key)
        if seconds > 0:
            raise TooFastError(seconds)

    def take(self, rate: Rate | None, *key: str) -> float:
        """Return 0 and use one up, or return how many seconds to wait."""
        if rate is None:
            return 0
        now = self.now()
        left, since = self._left.get(key, (rate.burst, now))
        left = min(rate.burst, left + (now - since).total_seconds() * rate.per_second)
        if left < 1:
            self._left[key] = (left, now)
            return (1 - left) / rate.per_second
        self._left[key] = (left - 1, now)
        return 0
