"""What goes out: what is said, where, and how far it got."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from bot.core.model.digest import Sheet
from bot.core.model.language import Language
from bot.core.model.platforms import NaturalKey, Platform
from bot.core.model.story import Identity, Share


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where a message goes. `user` set on Slack: only that person sees it in the channel.

    `edits` is the platform's id of an earlier message of ours that this one replaces, `replies_to`
    that of the message on which it hangs.
    """

    platform: Platform
    channel: str
    user: str = ""
    edits: str = ""
    replies_to: str = ""


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A one-time way to answer (Slack's `response_url`), better than the address until it
    expires.
    """

    url: str
    until: datetime
    replaces: bool = False
    """True when the answer takes the place of the message whose button was pressed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What a teller gets for a story."""

    number: str
    language: Language
    team: str
    share: Share
    first: bool = False
    """True once a person: the receipt repeats who reads and how to remove."""
    elsewhere: bool = False
    """True where the message will vanish: it says where the same buttons stay."""
    file_dropped: bool = False
    """True when a file came with the text and is not kept."""
    file_awaited: bool = False
    """True when a file came with the text and is still to be fetched."""
    chosen: bool = False
    """True when the reader chose that language here: the platform's is not asked."""
    identity: Identity = Identity.UNNAMED
    offers_asking: bool = False
    """True once a person who has not turned questions on: the receipt offers them."""
    bell: bool = False
    """True where 🔕 takes a message out, which the first receipt says."""
    read_by: date | None = None
    """The day by which a person will have read it, where that is promised."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A sentence of the catalogue with its arguments."""

    key: str
    language: Language
    arguments: Mapping[str, str] = field(default_factory=dict)
    moments: Mapping[str, datetime] = field(default_factory=dict)
    """Arguments that are told as date and time, each in its own time zone."""
    chosen: bool = False
    """True when the reader chose that language here: the platform's is not asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Nudge:
    """A prompt to somebody who wants to be asked. After `until` it is too late to ask."""

    prompt: str
    language: Language
    until: datetime
    chosen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """Who has taken on the reply to a story, for the whole team; `released`: who gave it back."""

    number: str
    user: str
    """The platform's id of the colleague, who pressed the button before everybody."""
    language: Language
    released: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """The question to an author whether a message may be a story, with two buttons."""

    words: str
    """Its first words, masked."""
    message: str
    """What the buttons give back: the platform's own name of the message."""
    language: Language


@dataclass(frozen=True, slots=True)
class DigestPost:
    """One message of a digest, read from the store when it is sent."""

    digest_id: UUID
    sheet: Sheet = Sheet.TOP
    number: int = 0
    """Which message of a sheet that needs several, from 0."""


@dataclass(frozen=True, slots=True)
class DigestCopy(DigestPost):
    """The same for one person alone: that it arrived says nothing of the digest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Oversight:
    """What the owner may do with a digest before it leaves. How the digest stands is read when
    this is sent.
    """

    digest_id: UUID
    team: str
    week: str
    leaves: datetime
    """When it leaves, in the team's time."""
    last_chance: datetime
    """Until when it may be changed, in the team's time."""
    language: Language
    chosen: bool = False
    points_at: str = ""
    """The story that the owner would rather have, and is asked why."""
    held_until: datetime | None = None
    """When it leaves at the latest although it is held, in the team's time."""


class QuestionForm(StrEnum):
    """On what occasion a question of a talk is asked."""

    PLAIN = "plain"
    WAITING = "waiting"
    """The notice was shown, and what was told meanwhile waits for it."""
    REMINDER = "reminder"
    """Nothing was said for a while."""
    OTHER_TEAM = "other_team"
    """The start word was unknown."""
    DELETION = "deletion"
    """The teller wants something deleted, and what was told last is no story yet."""
    FILE = "file"
    """A picture or another file came, and no words yet."""
    VOICE = "voice"
    """A voice message came, and is being listened to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """The present question of a talk with its buttons; the talk is read when it is sent."""

    talk: UUID
    language: Language
    team: str
    share: Share
    identity: Identity
    form: QuestionForm = QuestionForm.PLAIN
    number: str = ""
    """Of the story that a sign of distress has told."""


class TranscriptState(StrEnum):
    """Where what was heard in a voice message stands."""

    HEARD = "heard"
    """Its teller is asked whether it is right."""
    TAKEN = "taken"
    """The teller said yes: it is told."""
    REWRITTEN = "rewritten"
    """The teller wants to write it; nothing of it is kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Transcript:
    """What was heard in a voice message, for its teller's word about it."""

    recording: UUID
    text: str
    state: TranscriptState
    language: Language


class Shelf(StrEnum):
    """Why a teller looks at their own stories."""

    MINE = "mine"
    DELETE = "delete"


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnStories:
    """A page of a teller's own stories, read when it is sent; pages are counted from 0."""

    person: UUID
    page: int
    shelf: Shelf
    language: Language


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnRecord:
    """Everything that is kept of a teller, as a file; gathered when it is sent."""

    teller: NaturalKey
    language: Language


class TeamView(StrEnum):
    """What a member of a team looks at on Telegram."""

    DIGEST = "digest"
    """The stories of a digest; the value is its id."""
    STORY = "story"
    """One story in full; the value is its number."""
    QUEUE = "queue"
    """Who waits for a reply."""
    ASK = "ask"
    """The question which words are searched for."""
    FOUND = "found"
    """What a search found; the value is its words."""
    VOTE = "vote"
    """The stories of a digest for which the reader may vote; the value is its id."""
    WHY = "why"
    """The question why one of them; the value is its number, a colon and the digest's id."""
    METHOD = "method"
    """How a digest is made; the value is its id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamPage:
    """A page of what a team reads, for one of its members; read when it is sent. Pages are counted
    from 0.
    """

    view: TeamView
    team: str
    reader: NaturalKey
    language: Language
    value: str = ""
    page: int = 0


Content = (
    Receipt
    | Note
    | Question
    | Transcript
    | OwnStories
    | OwnRecord
    | TeamPage
    | Nudge
    | Ask
    | Claimed
    | DigestPost
    | Oversight
)


class DeliveryState(StrEnum):
    """Where a delivery stands."""

    READY = "ready"
    SENDING = "sending"
    SENT = "sent"
    UNKNOWN = "unknown"
    DEAD = "dead"


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One message to be sent to one place, once."""

    id: UUID
    address: Address
    content: Content
    attempts: int = 0
    story: UUID | None = None
    """The one that it is about."""
    shortcut: Shortcut | None = None
