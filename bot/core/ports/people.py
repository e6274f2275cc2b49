"""Tellers in the database, without who they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from bot.core.model.language import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who told something, without who it is."""

    id: UUID
    team: str
    """The team chosen last; empty when none was."""
    noticed: bool
    """True when the notice (who reads, how to remove) has been given."""
    language: Language | None = None
    """The one chosen here, which goes before the platform's."""
    may_ask: bool = False
    """True when Kuule may ask this person for a story every two weeks."""
    asked: bytes | None = None
    """What was asked when, sealed for the service that asks."""
    is_reachable: bool = True
    """False when the person lets no message of Kuule's in."""
    touchpoint: str = ""
    """Where the person scanned a code last; empty once a story has followed."""
    came_at: datetime | None = None
    """When that was."""


@dataclass(frozen=True, slots=True)
class Reachable:
    """A person with where they are reached. `key` is the keyed hash, `address` is sealed."""

    person: Person
    key: bytes
    address: bytes


class People(Protocol):
    """Persons by keyed hash; the address is sealed."""

    def find(self, key: bytes) -> Person | None:
        """Return the person, None for somebody who never told anything."""
        ...

    def by_id(self, person: UUID) -> Reachable | None:
        """Return where the person of that row is reached."""
        ...

    def meet(self, key: bytes, address: bytes) -> Person:
        """Return the person, who is created when new."""
        ...

    def hold(self, key: bytes) -> Person | None:
        """Return the person, for whom nobody else writes anything until the commit."""
        ...

    def forget(self, person: UUID) -> None:
        """Drop the person's row. Nothing may refer to it any more."""
        ...

    def choose_team(self, person: UUID, team: str) -> None:
        """Remember the team that the person chose."""
        ...

    def come(self, person: UUID, touchpoint: str, at: datetime | None) -> None:
        """Remember at which touchpoint the person scanned a code; empty forgets it."""
        ...

    def note(self, person: UUID) -> None:
        """Remember that the notice has been given."""
        ...

    def choose_language(self, person: UUID, language: Language | None) -> None:
        """Remember the language that the person chose; None is the platform's again."""
        ...

    def let_ask(self, person: UUID, *, may: bool) -> None:
        """Remember whether the person may be asked. What was asked is forgotten with a no."""
        ...

    def reach(self, person: UUID, *, may: bool) -> None:
        """Remember whether messages to the person arrive."""
        ...

    def askable(self) -> Sequence[Reachable]:
        """Return who may be asked, in no order."""
        ...

    def remember_asked(self, person: UUID, asked: bytes | None) -> None:
        """Keep what was asked when, sealed; None forgets it."""
        ...
