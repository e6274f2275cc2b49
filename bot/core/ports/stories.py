"""Stories in the database, as the services write them and ask for them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from bot.core.edition import History, RecentTellers, WeekCount
from bot.core.model.digest import DigestState
from bot.core.model.language import StoryLanguage
from bot.core.model.story import Identity, Role, Share, Story, Waiting
from bot.core.model.tag import Reading, Version
from bot.core.model.team import Team
from bot.core.model.week import Week
from bot.core.ports.sealing import SealedText


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPart:
    """A part as the intake writes it. `key` is the keyed hash of its natural key."""

    id: UUID
    key: bytes
    original: SealedText
    told_at: datetime
    reading: Reading
    vector: bytes
    """Of the reading's shown text."""
    version: Version
    """Under which the reading was made."""
    changed_at: datetime | None = None
    """The platform's time of the edit that this text is of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewStory:
    """A story as the intake writes it, with its first part."""

    id: UUID
    team: Team
    person: UUID
    role: Role
    identity: Identity
    share: Share
    part: NewPart
    week: Week
    reply_due: datetime | None
    """Set when the teller waits for a reply: it opens a case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldPart:
    """A message that came before what it needs. `parent` is the message of the story for which a
    thread reply waits, the message itself for an edit that overtook it, or the talk in which it
    was told. `sealed` is for the core to open.
    """

    key: bytes
    parent: bytes
    person: bytes
    sealed: bytes
    expires: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldPart:
    """A part as it stands, for its teller and for whoever changes it."""

    id: UUID
    shown: str
    """Its text as others see it."""
    original: SealedText
    told_at: datetime
    changed_at: datetime | None
    """The platform's time of its last edit."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What became of a story, as far as the tables tell."""

    week: Week | None = None
    """The last week of the digest that counts it."""
    digest: DigestState | None = None
    is_shown: bool = False
    """True when that digest shows it, not only counts it."""
    case: str = ""
    """State of the case, empty when no reply is due."""
    due: datetime | None = None
    """By when a reply was promised."""
    receipt_at: datetime | None = None
    """When the platform took the first receipt."""
    attachments: int = 0
    """How many are kept with it."""


@dataclass(frozen=True, slots=True)
class Holdings:
    """How much is kept of a person."""

    stories: int
    parts: int
    own_tags: int
    attachments: int = 0


Mark = tuple[str, ...]
"""How a story stands: equal as long as nothing changed of it that a digest may show."""


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

    def numbered(self, number: str, person: UUID | None) -> OwnStory | None:
        """Return the kept story with that number; with `person`, only their own."""
        ...

    def add_part(self, story: UUID, part: NewPart) -> None:
        """Join one more part to a story."""
        ...

    def put_first(self, story: UUID, part: NewPart) -> None:
        """Join the part with which the story begins from now on."""
        ...

    def part(self, key: bytes) -> ToldPart | None:
        """Return the part told by this message."""
        ...

    def parts_of(self, story: UUID) -> Sequence[ToldPart]:
        """Return the story's parts, oldest first."""
        ...

    def change_part(self, own: OwnStory, part: NewPart, changed_at: datetime) -> None:
        """Replace the original of the part with that id; its shown text is replaced with its
        tags, by `TagSets`.

        The story becomes as critical as the new text if it has no other part, else at least so.
        """
        ...

    def shown(self, story: UUID) -> str:
        """Return the shown text of all parts, as `Story.text` gives it."""
        ...

    def hold(self, part: HeldPart) -> bool:
        """Keep it until its story comes or it expires; return False when it is held already."""
        ...

    def held_as(self, key: bytes) -> HeldPart | None:
        """Return what is held of this message."""
        ...

    def held(self, parent: bytes, person: bytes) -> Sequence[HeldPart]:
        """Return the person's replies that wait for this parent."""
        ...

    def release(self, key: bytes) -> None:
        """Drop a held reply."""
        ...

    def bury_held(self, person: bytes, now: datetime) -> None:
        """Drop all that the person said and that waits, and leave a tombstone for each message."""
        ...

    def drop_held(self, now: datetime) -> int:
        """Drop the replies whose story never came; return how many."""
        ...

    def own(self, person: UUID) -> Sequence[OwnStory]:
        """Return all kept stories of the person, oldest first."""
        ...

    def withdraw(self, story: UUID, now: datetime) -> None:
        """Remove words, tags, keys and teller; keep the counted row and a tombstone a part."""
        ...

    def erase(self, story: UUID, now: datetime) -> None:
        """Do the same because its teller is erased."""
        ...

    def drop_part(self, key: bytes, now: datetime) -> None:
        """Remove one part and leave its tombstone; the story keeps the others."""
        ...

    def bury(self, key: bytes, now: datetime) -> None:
        """Leave a tombstone for a message that was removed before it came, or for a person."""
        ...

    def by_id(self, story: UUID) -> Story | None:
        """Return the kept story."""
        ...

    def of_number(self, team: str, number: str) -> Story | None:
        """Return the team's kept story of that number, to be read and not to be changed."""
        ...

    def of_person(self, person: UUID, first: int, most: int) -> Sequence[Story]:
        """Return the person's kept stories, newest first, so many from the `first` on, which is
        counted from 0.
        """
        ...

    def holdings(self, person: UUID) -> Holdings:
        """Count what is kept of the person."""
        ...

    def standing(self, story: UUID) -> Standing:
        """Return what became of the story."""
        ...

    def share_as(self, story: UUID, identity: Identity, share: Share) -> None:
        """Set who readers learn it from, and how far it may go."""
        ...

    def distressing(self, least: int, since: datetime) -> frozenset[UUID]:
        """Return who told a kept story of at least that criticality since then."""
        ...

    def told_in(self, team: str, week: Week) -> Sequence[Story]:
        """Return the kept stories of a week, oldest first."""
        ...

    def marks(self, stories: Sequence[UUID]) -> Mapping[UUID, Mark]:
        """Return how each of these stories stands; one that is not kept has no mark."""
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

    def told_between(self, team: str, start: datetime, end: datetime) -> Sequence[Story]:
        """Return the kept stories told in [start, end), oldest first."""
        ...

    def by_week(self, team: str, last: Week, weeks: int) -> Sequence[WeekCount]:
        """Return the kept stories of so many weeks up to that one, oldest first, also of a week
        without any.
        """
        ...

    def history(self, team: str, before: Week, weeks: int) -> History:
        """Return how many people told of each theme in so many weeks before that one, well or ill.
        Only kept stories count that a digest has counted. The weeks are those since the first of
        them in which somebody told.
        """
        ...

    def recent_tellers(self, team: str, before: Week, weeks: int) -> RecentTellers:
        """Return whose stories, and of which stages, were counted in so many weeks before."""
        ...

    def awaiting(self, team: str, most: int) -> Sequence[Story]:
        """Return the kept stories whose tellers wait longest for a reply, oldest first."""
        ...

    def search(self, team: str, words: Sequence[str], limit: int) -> Sequence[Story]:
        """Return the team's kept stories in whose shown text each of the words occurs, anywhere in
        a word and in any capitals, newest first.
        """
        ...

    def waiting(self, team: str) -> Sequence[Waiting]:
        """Return who waits for a reply, longest first."""
        ...
