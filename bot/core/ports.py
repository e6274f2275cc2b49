"""What the heart needs from the other rooms. Each operation is atomic; none is a get followed
by a set.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol, TypeVar
from uuid import UUID

from bot.core.model import (
    Address,
    Content,
    Delivery,
    DeliveryState,
    Digest,
    DigestState,
    Language,
    Line,
    NaturalKey,
    Reading,
    Role,
    Shortcut,
    Story,
    StoryLanguage,
    Team,
    Waiting,
    Week,
)

T = TypeVar("T")


class Clock(Protocol):
    """The one source of time."""

    def now(self) -> datetime:
        """Return the present instant, aware, in UTC."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Wait that long by this clock."""
        ...


class Tagger(Protocol):
    """Text in, tags out. Pure: the same text gives the same reading."""

    def read(self, text: str, team: Team) -> Reading:
        """Return what the text says, with the team's own themes."""
        ...


class Texts(Protocol):
    """The message catalogues."""

    def text(self, language: Language, key: str, /, **arguments: str | float) -> str:
        """Return the sentence in that language. Raise KeyError for an unknown key."""
        ...

    def dates(self, language: Language, first: date, last: date, /) -> str:
        """Return the range of dates, both included, as that language writes it."""
        ...

    def date(self, language: Language, day: date, /) -> str:
        """Return the date as that language writes it."""
        ...


@dataclass(frozen=True, slots=True)
class SealedText:
    """An original under a key of its own. Without `wrapped_key` nobody can read it again."""

    sealed: bytes
    wrapped_key: bytes


class Sealer(Protocol):
    """Keyed hashes and sealing under KUULE_KEY."""

    def keyed(self, key: NaturalKey) -> bytes:
        """Return the 32-byte keyed hash under which a natural key is looked up."""
        ...

    def seal(self, text: str, place: str) -> bytes:
        """Seal a text so that it opens only at the same place (row and field)."""
        ...

    def open(self, sealed: bytes, place: str) -> str:
        """Open what `seal` made. Raise ValueError when key, place or bytes are others."""
        ...

    def seal_original(self, text: str, place: str) -> SealedText:
        """Seal a teller's original under a new key, which is wrapped by KUULE_KEY."""
        ...

    def open_original(self, text: SealedText, place: str) -> str:
        """Open what `seal_original` made. Raise ValueError when it cannot be."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPart:
    """A part as the intake writes it. `key` is the keyed hash of its natural key."""

    id: UUID
    key: bytes
    original: SealedText
    told_at: datetime
    reading: Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class NewStory:
    """A story as the intake writes it, with its first part."""

    id: UUID
    team: Team
    person: UUID
    role: Role
    part: NewPart
    week: Week
    reply_due: datetime | None
    """Set when the teller waits for a reply: it opens a case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldPart:
    """A thread reply that came before its story; `sealed` is for the intake alone to open."""

    key: bytes
    parent: bytes
    person: bytes
    sealed: bytes
    expires: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who told something, without who it is."""

    id: UUID
    team: str
    """The team chosen last; empty when none was."""
    noticed: bool
    """True when the notice (who reads, how to remove) has been given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnStory:
    """What a removal needs to know of the story that it removes."""

    id: UUID
    number: str
    team: str
    language: StoryLanguage
    digest: UUID | None
    """The one that counts it."""
    begins_with_it: bool = True
    """False when the message that was asked about is a later part."""


@dataclass(frozen=True, slots=True)
class Trace:
    """What is known of a message before it is told."""

    told: bool
    """A part was told by it."""
    removed: bool
    """A tombstone stands for it."""
    awaited: bool
    """Replies to it came first and are held."""


class Stories(Protocol):
    """Stories, their parts and tags, and the tombstones of removed ones."""

    def lock(self, key: bytes) -> None:
        """Let no other process decide about this natural key until the commit."""
        ...

    def trace(self, key: bytes) -> Trace:
        """Return what is known of this message."""
        ...

    def add(self, story: NewStory) -> str:
        """Keep the story and return its number."""
        ...

    def of(self, key: bytes, person: UUID | None) -> OwnStory | None:
        """Return the kept story told by this message; with `person`, only their own."""
        ...

    def numbered(self, number: str, person: UUID) -> OwnStory | None:
        """Return this person's kept story with that number."""
        ...

    def add_part(self, story: UUID, part: NewPart) -> None:
        """Join one more part to a story."""
        ...

    def hold(self, part: HeldPart) -> None:
        """Keep a reply until its story comes or it expires; once, however often it is
        delivered.
        """
        ...

    def held(self, parent: bytes, person: bytes) -> Sequence[HeldPart]:
        """Return the person's replies that wait for this parent."""
        ...

    def release(self, key: bytes) -> None:
        """Drop a held reply."""
        ...

    def drop_held(self, now: datetime) -> int:
        """Drop the replies whose story never came; return how many."""
        ...

    def withdraw(self, story: UUID, now: datetime) -> None:
        """Remove words, tags, keys and teller; keep the counted row and a tombstone a part."""
        ...

    def drop_part(self, key: bytes, now: datetime) -> None:
        """Remove one part and leave its tombstone; the story keeps the others."""
        ...

    def bury(self, key: bytes, now: datetime) -> None:
        """Leave a tombstone for a message that was removed before it came."""
        ...

    def told_in(self, team: str, week: Week) -> Sequence[Story]:
        """Return the kept stories of a week, oldest first."""
        ...

    def uncounted(self, team: str, until: Week) -> Sequence[Story]:
        """Return the kept stories up to that week that are in no digest yet, oldest first."""
        ...

    def counted_in(self, digest: UUID) -> Sequence[Story]:
        """Return the kept stories that this digest counts, oldest first."""
        ...

    def earlier(self, team: str, before: Week, since: Week) -> Sequence[Story]:
        """Return the kept stories of the weeks in [since, before), oldest first."""
        ...

    def awaiting(self, team: str) -> Sequence[Story]:
        """Return the kept stories whose tellers wait for a reply, oldest first."""
        ...

    def waiting(self, team: str) -> Sequence[Waiting]:
        """Return who waits for a reply, longest first."""
        ...


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


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDelivery:
    """A delivery as a service writes it. `dedup` names the effect: the same effect is one row."""

    dedup: NaturalKey
    address: Address
    content: Content
    not_before: datetime
    shortcut: Shortcut | None = None
    digest: UUID | None = None
    story: UUID | None = None


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


class Deliveries(Protocol):
    """The one door out of the process."""

    def add(self, delivery: NewDelivery) -> bool:
        """Keep it; return False when the same effect has its row already.

        An effect that was refused is tried anew: what stood in its way may be mended.
        """
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

    def posted(self, digest: UUID) -> Sequence[tuple[Address, str]]:
        """Return where a digest was posted, with the platform's id of the message."""
        ...

    def forget(self, story: UUID) -> None:
        """Drop what has not been sent yet about a removed story."""
        ...


class Digests(Protocol):
    """Digests by team and period."""

    def claim(self, digest: Digest, now: datetime) -> bool:
        """Keep a claimed or merged digest; return False when its period has one."""
        ...

    def count(self, digest: UUID, stories: Sequence[UUID]) -> None:
        """Stamp the stories with the digest that counts them."""
        ...

    def of(self, team: str, week: Week) -> Digest | None:
        """Return the digest whose period ends with that week."""
        ...

    def by_id(self, digest: UUID) -> Digest | None:
        """Return a digest."""
        ...

    def latest(self, team: str) -> Week | None:
        """Return the last week that has a digest row."""
        ...

    def latest_posted(self, team: str, before: Week, limit: int) -> Sequence[Digest]:
        """Return the digests (claimed or posted) before that week, newest first."""
        ...

    def showing(self, team: str, number: str) -> Sequence[Digest]:
        """Return the team's digests of which a line rests on the story with that number."""
        ...

    def move(self, digest: UUID, state: DigestState) -> None:
        """Set the state."""
        ...

    def rewrite(self, digest: UUID, lines: Sequence[Line]) -> None:
        """Replace the lines."""
        ...

    def listening_since(self, team: str, now: datetime) -> datetime:
        """Return when Kuule began to serve the team; `now` the first time."""
        ...


class Parking(Protocol):
    """Inputs that failed five times."""

    def add(self, key: bytes, platform: str, raw: str, reason: str, now: datetime) -> bool:
        """Park an input sealed, once; return False when it is there already."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Census:
    """What operators may know: numbers and ages, no ids and no texts."""

    stories: int
    parked: int
    deliveries: Mapping[DeliveryState, int]
    oldest_due: datetime | None
    """Since when the longest waiting ready delivery is due."""
    unposted: int
    """Digests that were claimed but not posted yet."""
    held: int
    """Digests of which nothing passed the checks."""


class Counting(Protocol):
    """Figures for `doctor` and the metrics."""

    def take(self) -> Census:
        """Count."""
        ...


class Transaction(Protocol):
    """What a unit of work may touch."""

    @property
    def stories(self) -> Stories:
        """Return the stories."""
        ...

    @property
    def people(self) -> People:
        """Return the persons."""
        ...

    @property
    def deliveries(self) -> Deliveries:
        """Return what is to be sent."""
        ...

    @property
    def digests(self) -> Digests:
        """Return the digests."""
        ...

    @property
    def parking(self) -> Parking:
        """Return the inputs that failed."""
        ...

    @property
    def counting(self) -> Counting:
        """Return the figures."""
        ...


class Store(Protocol):
    """The database."""

    async def write(self, unit: Callable[[Transaction], T]) -> T:
        """Run the unit in a transaction; return after the commit. The unit may run more than once.

        Raise StorageUnavailableError when the database cannot do it now, and nothing was kept.
        """
        ...

    async def read(self, unit: Callable[[Transaction], T]) -> T:
        """Run a unit that only reads, beside the writers."""
        ...


class Sender(Protocol):
    """One platform's way out."""

    async def send(self, delivery: Delivery, digest: Digest | None) -> str:
        """Deliver and return the platform's id of the message, empty when it gives none.

        Raise DeliveryRefusedError, DeliveryDelayedError or DeliveryUnknownError.
        """
        ...

    async def find(self, delivery: Delivery) -> str | None:
        """Return the platform's id of a delivery whose answer was lost, None when it was not
        delivered.

        Raise DeliveryUnknownError when the platform cannot tell.
        """
        ...


class Holidays(Protocol):
    """Public holidays."""

    def __call__(self, day: date, country: str) -> bool:
        """True when nobody reads a digest that day."""
        ...
