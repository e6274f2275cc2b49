"""From a text to what it says."""

from typing import Protocol

from bot.core.model.tag import Reading, Version
from bot.core.model.team import Team


class Tagger(Protocol):
    """Text in, tags out. The same text gives the same reading under the same version."""

    def read(self, text: str, team: Team) -> Reading:
        """Return what the text says, with the team's own themes. A shown text, read again, is its
        own shown text.
        """
        ...

    def is_urgent(self, text: str, team: Team) -> bool:
        """Tell whether the reading has the sign that somebody may be in danger of life or health.
        Costs less than the reading where it has not.
        """
        ...

    def vector(self, shown: str) -> bytes:
        """Return the vector of a shown text (`bot.core.model.vector`): the same for the same."""
        ...

    def version(self, team: Team) -> Version:
        """Return under what the team's texts are read now."""
        ...
