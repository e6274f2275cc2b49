"""How alike two stories are, by the vectors that stand beside their shown texts.

Everything is counted in whole cells and summed in one order: every machine comes to the same.
"""

from collections.abc import Iterable
from itertools import accumulate
from math import sqrt
from typing import NamedTuple

from bot.core.model.story import Story
from bot.core.model.vector import CELLS

_STRETCHES = tuple(accumulate((CELLS / (CELLS - full) for full in range(CELLS)), initial=0.0))
"""By how many cells are full, how many stretches it takes on average to fill so many: now and
then two fall into one cell, the oftener the more are full.
"""


class Vector(NamedTuple):
    """Of a story: its full cells, and how many stretches filled them."""

    cells: int
    stretches: float

    @classmethod
    def of(cls, story: Story) -> "Vector":
        """Return what its parts fill together."""
        cells = 0
        for part in story.parts:
            cells |= int.from_bytes(part.vector)
        return cls(cells, _STRETCHES[cells.bit_count()])

    def likenesses(self, others: Iterable["Vector"]) -> list[float]:
        """Return for each of the others the share of stretches that both have in common, at most
        1: their cosine as vectors of 0 and 1, right to some 0.02, and so now and then below 0.
        """
        cells, own = self
        return [
            # Nothing is like what has no stretch.
            (own + its - _STRETCHES[(cells | theirs).bit_count()]) / (sqrt(own * its) or 1.0)
            for theirs, its in others
        ]
