"""When Kuule listened, across its starts and processes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.core.model.platforms import Platform


@dataclass(frozen=True, slots=True)
class Gap:
    """While nobody listened to a platform."""

    platform: Platform
    since: datetime
    until: datetime


class Listening(Protocol):
    """The last instant at which each platform was listened to, and its last gap."""

    def last(self) -> Mapping[Platform, datetime]:
        """Return the instants; a platform that was never listened to has none."""
        ...

    def note(self, platform: Platform, at: datetime) -> None:
        """Remember that the platform was listened to then. An earlier instant changes nothing."""
        ...

    def miss(self, gap: Gap) -> None:
        """Remember the gap in the place of the platform's last one, which has been heard since."""
        ...

    def gaps(self) -> Sequence[Gap]:
        """Return the last gap of each platform that had one."""
        ...
