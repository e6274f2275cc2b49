"""From lessons to a layer."""

from collections.abc import Sequence
from typing import Protocol

from bot.core.model.learning import Example, Layer, Lesson
from bot.core.model.team import Team

BEGINNING = 1
"""The caution of a team whose corrections were never tried: people want to see that it learns."""


class Learner(Protocol):
    """Learns over a tagger whose own knowledge stays as it is. Pure; the order of lessons and
    examples does not matter.

    Caution is a small number: the greater, the more stories must say the same.
    """

    def study(self, lesson: Lesson, team: Team) -> Example:
        """Read the lesson with the untaught tagger."""
        ...

    def fit(self, examples: Sequence[Example], caution: int) -> Layer:
        """Return what the examples teach; of none, nothing."""
        ...

    def choose(self, examples: Sequence[Example], caution: int) -> int:
        """Return the caution by which most examples come out right that the others teach; the
        given one where none is better.
        """
        ...

    def errors(self, layer: Layer, examples: Sequence[Example]) -> int:
        """Return how many facets of these stories come out otherwise than people left them."""
        ...
