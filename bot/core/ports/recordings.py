"""Voice messages that wait: first for their words, then for their tellers' word about these."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRecording:
    """A voice message as the core writes it. `key` is the keyed hash of its natural key, `sealed`
    is for the core to open.
    """

    id: UUID
    key: bytes
    person: UUID
    sealed: bytes
    not_before: datetime
    expires: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingRecording:
    """One that waits."""

    id: UUID
    person: UUID
    sealed: bytes
    attempts: int = 0
    """How often somebody took it to hear it."""


class Recordings(Protocol):
    """The voice messages of everybody; none of them is part of a story."""

    def add(self, new: NewRecording) -> bool:
        """Keep it until it expires; return False when it is kept already."""
        ...

    def is_due(self, now: datetime) -> bool:
        """True when one may be heard."""
        ...

    def claim(self, now: datetime, until: datetime, limit: int) -> Sequence[WaitingRecording]:
        """Take those that are due, of tellers who have accepted the notice. One about which
        nothing is written by `until` is due again: whoever took it has died.
        """
        ...

    def put_off(self, which: UUID, until: datetime) -> None:
        """Let it be due then."""
        ...

    def hear(self, which: UUID, sealed: bytes) -> bool:
        """Keep what was heard; return False when it waits for that no more."""
        ...

    def heard(self, which: UUID, person: UUID) -> WaitingRecording | None:
        """Return what was heard in it, to nobody but its teller."""
        ...

    def awaits(self, person: UUID) -> bool:
        """True while one of the person's is still to be heard."""
        ...

    def drop(self, which: UUID) -> bool:
        """Forget it; return False when it is gone already."""
        ...

    def forget(self, person: UUID) -> Sequence[bytes]:
        """Forget all of the person's; return the keys of their messages."""
        ...

    def expired(self, now: datetime, limit: int) -> Sequence[WaitingRecording]:
        """Return those that have waited too long, oldest first."""
        ...
