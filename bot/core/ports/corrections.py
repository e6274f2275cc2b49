"""What people changed in tags."""

from typing import Protocol
from uuid import UUID

from bot.core.model.correction import Correction


class Corrections(Protocol):
    """Corrections, numbered by team. What they changed stands in the sets of tags."""

    def add(self, correction: Correction) -> None:
        """Keep it, as the team's newest."""
        ...

    def forget(self, story: UUID) -> None:
        """Delete the story's corrections and every tag that a person set in a corrected facet."""
        ...

    def reread(self, story: UUID) -> None:
        """Let the story's corrections be learned anew, because it has other words now."""
        ...
