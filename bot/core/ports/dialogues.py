"""Guided talks in progress, one a person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from bot.core.model.dialogue import Dialogue


@dataclass(frozen=True, slots=True)
class Waking:
    """Whose talk goes on by itself. `key` is the keyed hash, `address` is sealed."""

    key: bytes
    address: bytes


class Dialogues(Protocol):
    """Talks by person. What was told in one is held by `Stories`, with the talk as its parent."""

    def of(self, person: UUID) -> Dialogue | None:
        """Return the person's talk."""
        ...

    def by_id(self, dialogue: UUID) -> Dialogue | None:
        """Return the talk, None once it has ended."""
        ...

    def save(self, dialogue: Dialogue) -> None:
        """Keep the talk as its teller's only one."""
        ...

    def end(self, dialogue: UUID) -> None:
        """Forget it."""
        ...

    def due(self, now: datetime, limit: int) -> Sequence[Waking]:
        """Return in whose talks something happens by now, longest due first."""
        ...
