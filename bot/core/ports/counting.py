"""Figures from the database, for those who may know no more."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.core.model.delivery import DeliveryState


@dataclass(frozen=True, slots=True, kw_only=True)
class Census:
    """What operators may know: numbers and ages, no ids and no texts. What an administrator has
    marked as seen is left out of `parked` and `deliveries`.
    """

    stories: int
    parked: int
    deliveries: Mapping[DeliveryState, int]
    oldest_due: datetime | None
    """Since when the longest waiting ready delivery is due."""
    unposted: int
    """Digests that were claimed but not posted yet."""
    held: int
    """Digests that did not pass the checks."""


class Counting(Protocol):
    """Figures for `doctor` and the metrics."""

    def take(self) -> Census:
        """Count."""
        ...

    def see(self, now: datetime) -> int:
        """Mark what is parked, what has an unknown outcome and what was refused as seen by an
        administrator, a delivery until it is tried again; return how many were not before.
        """
        ...
