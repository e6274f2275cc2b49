"""Whether somebody may be disturbed, as their platform tells."""

from typing import Protocol
from zoneinfo import ZoneInfo

from bot.core.model.delivery import Address


class Presences(Protocol):
    """One platform's knowledge of who is there, by the address where a person reads in private."""

    async def zone(self, address: Address) -> ZoneInfo | None:
        """Return the person's own time zone, None when it cannot be known."""
        ...

    async def is_away(self, address: Address) -> bool:
        """True on vacation, in do not disturb, or when the platform cannot be asked now. What it
        never tells (a scope is missing) is no reason.
        """
        ...
