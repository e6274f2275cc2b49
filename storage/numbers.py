"""The numbers of stories: drawn at random from the free ones of the present block of 10,000."""

import secrets
from collections.abc import Collection

BLOCK = 10_000


class FreeNumbers:
    """Free numbers of a block in random order, in memory.

    Other processes draw from the same block, and a unit that is rolled back returns nothing:
    whether a number is still free is decided by the insert, and what is lost comes back with the
    next fill.
    """

    def __init__(self) -> None:
        """Begin empty; the first draw asks for a fill."""
        self._free: list[int] = []

    def draw(self) -> int | None:
        """Return a number, None when a fill is needed."""
        # The writers' threads share this; one call takes one number.
        try:
            return self._free.pop()
        except IndexError:
            return None

    def fill(self, block: int, used: Collection[int]) -> bool:
        """Take the free numbers of that block; return False when it has none."""
        low = block * BLOCK
        free = [number for number in range(low, low + BLOCK) if number not in used]
        secrets.SystemRandom().shuffle(free)
        self._free = free
        return bool(free)
