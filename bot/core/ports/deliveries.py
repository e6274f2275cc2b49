"""What is to be sent, kept in the database until its outcome is known."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from bot.core.model.delivery import (
    Address,
    Content,
    Delivery,
    DeliveryState,
    DigestPost,
    Shortcut,
)
from bot.core.model.platforms import NaturalKey


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDelivery:
    """A delivery as a service writes it. `dedup` names the effect: the same effect is one row.

    `after` names another one that goes first, whatever becomes of it; `root` one to which this is
    a reply: until it was delivered this waits, and if it is refused this is too.
    """

    dedup: NaturalKey
    address: Address
    content: Content
    not_before: datetime
    shortcut: Shortcut | None = None
    digest: UUID | None = None
    story: UUID | None = None
    after: NaturalKey | None = None
    root: NaturalKey | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How one attempt ended, as the courier writes it."""

    delivery: UUID
    state: DeliveryState
    remote_id: str = ""
    reason: str = ""
    not_before: datetime | None = None
    """When to try again, for state ready; when to ask the platform again, for state unknown."""
    lane_free_at: datetime | None = None
    """Until when the platform wants nothing more at that place."""
    is_closed: bool = False
    """True when nothing gets in at that place any more."""
    closed_by: NaturalKey | None = None
    """The person who closed it; None when it is a group."""
    moved_to: str = ""
    """The id that the place has now, when the platform says that it has another."""


@dataclass(frozen=True, slots=True)
class Posted:
    """A message of a digest that was delivered: where, what, and the platform's id of it."""

    address: Address
    content: DigestPost
    remote_id: str


class Deliveries(Protocol):
    """The one door out of the process."""

    def add(self, delivery: NewDelivery) -> bool:
        """Keep it; return False when the same effect has its row already.

        An effect that was refused is tried anew: what stood in its way may be mended.
        """
        ...

    def has(self, dedup: NaturalKey) -> bool:
        """True when `add` would return False for that effect."""
        ...

    def claim(self, now: datetime, lease_until: datetime, limit: int) -> Sequence[Delivery]:
        """Take due deliveries, receipts first, at most one a lane, and mark them as being sent.

        Each takes its lane for as long as `pacing.interval` says.
        """
        ...

    def settle(self, outcome: Outcome, now: datetime) -> None:
        """Write how an attempt ended. What was delivered or refused loses its content."""
        ...

    def expire(self, now: datetime) -> int:
        """Mark those whose lease ran out as unknown; return how many.

        Expired shortcuts, lanes long free and what was refused a week ago are forgotten too.
        """
        ...

    def unknown(self, now: datetime, limit: int) -> Sequence[Delivery]:
        """Return deliveries whose answer was lost and about which the platform may be asked
        now, longest unasked first.
        """
        ...

    def next_due(self, now: datetime) -> datetime | None:
        """Return when the next ready delivery may go; in the past when one may go now."""
        ...

    def posted(self, digest: UUID) -> Sequence[Posted]:
        """Return the messages of a digest that were delivered."""
        ...

    def story_of(self, remote_id: str, person: UUID) -> UUID | None:
        """Return the person's kept story about which that message of ours was."""
        ...

    def receipts(self, story: UUID) -> Sequence[str]:
        """Return the platform's ids of the story's receipts that arrived, each once."""
        ...

    def forget(self, story: UUID) -> None:
        """Drop what has not been sent yet about a removed story, and the platform's ids of what
        was.
        """
        ...

    def silence(self, address: Address, now: datetime) -> None:
        """Send nothing of what waits for that place, and drop what it says, but what a digest or
        somebody's story is about. It counts as done all the same.
        """
        ...
