"""From a text to what it says."""

from typing import Protocol

from bot.core.model.tag import Reading
from bot.core.model.team import Team


class Tagger(Protocol):
    """Text in, tags out. Pure: the same text gives the same reading."""

    def read(self, text: str, team: Team) -> Reading:
        """Return what the text says, with the team's own themes."""
        ...
