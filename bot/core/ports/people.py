"""Tellers in the database, without who they are."""

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who told something, without who it is."""

    id: UUID
    team: str
    """The team chosen last; empty when none was."""
    noticed: bool
    """True when the notice (who reads, how to remove) has been given."""


class People(Protocol):
    """Persons by keyed hash; the address is sealed."""

    def find(self, key: bytes) -> Person | None:
        """Return the person, None for somebody who never told anything."""
        ...

    def meet(self, key: bytes, address: bytes) -> Person:
        """Return the person, who is created when new."""
        ...

    def choose_team(self, person: UUID, team: str) -> None:
        """Remember the team that the person chose."""
        ...

    def note(self, person: UUID) -> None:
        """Remember that the notice has been given."""
        ...
