"""Who waits for a reply, and who has taken that on."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID

from bot.core.model.case import Case


class Cases(Protocol):
    """The cases of kept stories that are open or claimed."""

    def queue(self, team: str, most: int) -> Sequence[Case]:
        """Return so many of the team's cases, longest waiting first."""
        ...

    def numbered(self, team: str, number: str) -> Case | None:
        """Return the case of a story, None when it waits for no reply (any more)."""
        ...

    def claim(self, story: UUID, person: UUID, at: datetime) -> bool:
        """Give an open case to a person; return False when it is not open."""
        ...

    def release_all(self, person: UUID) -> None:
        """Open every case again that the person has taken on."""
        ...

    def release(self, story: UUID, person: UUID) -> bool:
        """Open the case again; return False when it is not that person's."""
        ...
