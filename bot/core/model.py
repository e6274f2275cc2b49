"""The values that every room shares. Texts in them are the shown (masked) text unless a name
says otherwise.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Literal
from uuid import UUID
from zoneinfo import ZoneInfo

Language = Literal["fi", "en", "sv"]
"""A language in which Kuule speaks."""

StoryLanguage = Literal["fi", "en", "sv", "other"]
"""The language in which something was told."""

NaturalKey = tuple[str, ...]
"""What the platform itself calls a thing: platform, then its own ids, all as strings. Never
stored in clear.
"""

SPOKEN: tuple[Language, ...] = ("fi", "en", "sv")

_WEEK = re.compile(r"(\d{4})-W(\d{2})", re.ASCII)


def spoken(locale: str) -> Language | None:
    """Return the language of a locale (fi, sv-FI, sv_SE) if Kuule speaks it."""
    subtag = locale.replace("_", "-").partition("-")[0].lower()
    return next((language for language in SPOKEN if subtag == language), None)


class Platform(StrEnum):
    """A service through which people tell."""

    SLACK = "slack"
    TELEGRAM = "telegram"


class Route(StrEnum):
    """The way by which something was told."""

    CHANNEL = "channel"
    MENTION = "mention"
    DM = "dm"
    COMMAND = "command"
    THREAD = "thread"
    """A reply where Kuule does not listen: a part of the teller's own story, or nothing."""


class Role(StrEnum):
    """Who tells."""

    CUSTOMER = "customer"
    EMPLOYEE = "employee"
    EMPLOYEE_ABOUT_CUSTOMER = "employee_about_customer"


class Identity(StrEnum):
    """What readers learn of the teller."""

    NAMED = "named"
    UNNAMED = "unnamed"


class Share(StrEnum):
    """How far a story may go. The order of the members is the order of the scale."""

    STORE = "store"
    TEAM = "team"
    ORGANISATION = "organisation"
    TRAINING = "training"
    PUBLIC = "public"

    @property
    def is_quotable(self) -> bool:
        """True when the team may read the words; a stored story is only counted."""
        return self is not Share.STORE


class Status(StrEnum):
    """Where a story stands. A withdrawn one keeps its place in the counts; its words are gone."""

    KEPT = "kept"
    WITHDRAWN = "withdrawn"
    ERASED = "erased"


class Source(StrEnum):
    """Who set a tag, highest precedence first."""

    TELLER = "teller"
    HUMAN = "human"
    RULE = "rule"
    MACHINE = "machine"


class Sentiment(StrEnum):
    """How a story sounds as a whole."""

    POSITIVE = "positive"
    NEUTRAL = "neutral"
    NEGATIVE = "negative"
    MIXED = "mixed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """facet:key on a story. `start` and `end` are code points of the shown text; `polarity` is
    +1, 0 or −1.
    """

    facet: str
    key: str
    source: Source
    polarity: int
    confidence: float
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class PersonalData:
    """A span of the given text that tells who somebody is, in code points."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one pass of the tagger finds in a text.

    `masked` is the shown text; spans of `tags` refer to it, spans of `pii` to the text that was
    given.
    """

    language: StoryLanguage
    sentiment: Sentiment
    valence: float
    emotions: tuple[str, ...]
    tags: tuple[Tag, ...]
    criticality: int
    needs_reply: bool
    signs: tuple[str, ...]
    pii: tuple[PersonalData, ...]
    masked: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """A label and synonyms of the team's own, or a value of the taxonomy, by language."""

    facet: str
    key: str
    label: Mapping[Language, str]
    synonyms: Mapping[Language, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """An organisational unit with its own channels, language, themes and digest schedule."""

    id: str
    name: str
    language: Language
    timezone: ZoneInfo
    country: str = "FI"
    owner: str = ""
    on_call: str = ""
    members: int = 0
    identity: Identity = Identity.UNNAMED
    share: Share = Share.TEAM
    reply_days: int = 3
    sensitive_groups: frozenset[str] = frozenset()
    themes: tuple[Theme, ...] = ()
    slack_listen: tuple[str, ...] = ()
    slack_digest: str = ""
    slack_capture: frozenset[str] = frozenset()
    telegram_start: str = ""
    telegram_digest: int = 0
    digest_day: int = 0
    """Weekday of the digest, Monday is 0."""
    digest_time: time = time(9)


@dataclass(frozen=True, slots=True)
class Teams:
    """Every team, in the order of the settings. There is at least one."""

    all: tuple[Team, ...]

    @property
    def first(self) -> Team:
        """The team for those who did not choose."""
        return self.all[0]

    def by_id(self, team_id: str) -> Team | None:
        """Return the team with this id."""
        return next((team for team in self.all if team.id == team_id), None)

    def by_channel(self, channel: str) -> Team | None:
        """Return the team whose listened or digest channel on Slack this is."""
        return next(
            (
                team
                for team in self.all
                if channel in team.slack_listen or channel == team.slack_digest
            ),
            None,
        )

    def captures(self, route: Route, channel: str) -> bool:
        """True when the team of that Slack channel, else any team, takes stories by that route."""
        here = self.by_channel(channel)
        return any(route in team.slack_capture for team in ((here,) if here else self.all))

    def listens(self, channel: str) -> bool:
        """True when every message in that Slack channel is a story."""
        return any(channel in team.slack_listen for team in self.all)

    def by_start(self, word: str) -> Team | None:
        """Return the team that a Telegram start word names."""
        return next((team for team in self.all if word and team.telegram_start == word), None)


@dataclass(frozen=True, slots=True, order=True)
class Week:
    """An ISO week; local time gives it meaning."""

    year: int
    number: int

    @classmethod
    def of(cls, instant: datetime, zone: ZoneInfo) -> "Week":
        """Return the week in which the instant falls in that zone."""
        year, number, _ = instant.astimezone(zone).isocalendar()
        return cls(year, number)

    @classmethod
    def parse(cls, text: str) -> "Week":
        """Read the form 2026-W46. Raise ValueError for anything else."""
        found = _WEEK.fullmatch(text)
        if found is None:
            raise ValueError(text)
        week = cls(int(found[1]), int(found[2]))
        week.monday()
        return week

    def monday(self) -> date:
        """Return the first day. Raise ValueError when the year has no such week."""
        return date.fromisocalendar(self.year, self.number, 1)

    def sunday(self) -> date:
        """Return the last day."""
        return date.fromisocalendar(self.year, self.number, 7)

    def start(self, zone: ZoneInfo) -> datetime:
        """Return the local midnight that begins the week."""
        return datetime.combine(self.monday(), time(), zone)

    def end(self, zone: ZoneInfo) -> datetime:
        """Return the local midnight after its Sunday; the week is half-open."""
        return self.next().start(zone)

    def next(self) -> "Week":
        """Return the week after this one."""
        return self.shifted(1)

    def shifted(self, weeks: int) -> "Week":
        """Return the week that many weeks later; earlier when negative."""
        year, number, _ = (self.monday() + timedelta(weeks=weeks)).isocalendar()
        return Week(year, number)

    def __str__(self) -> str:
        """Return the form 2026-W46."""
        return f"{self.year}-W{self.number:02}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where a message goes. `user` set on Slack: only that person sees it in the channel.

    `edits` is the platform's id of an earlier message of ours that this one replaces.
    """

    platform: Platform
    channel: str
    user: str = ""
    edits: str = ""


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
    """True when a file came with the text and was not kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A sentence of the catalogue with its arguments."""

    key: str
    language: Language
    arguments: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DigestPost:
    """The digest of one team and period, read from the store when it is sent."""

    digest_id: UUID


Content = Receipt | Note | DigestPost


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingMessage:
    """Something told, as a platform's `parse` gives it. `told_at` is the platform's own time,
    aware.
    """

    key: NaturalKey
    platform: Platform
    route: Route
    workspace: str
    """Slack workspace or Telegram bot: together with `user` it names a person."""
    user: str
    channel: str
    text: str
    told_at: datetime
    parent: NaturalKey | None = None
    parent_is_own: bool = True
    """False when the platform says that somebody else began the thread."""
    locale: str = ""
    shortcut: Shortcut | None = None
    file_dropped: bool = False

    @property
    def person(self) -> NaturalKey:
        """The natural key of the teller."""
        return (self.platform, self.workspace, self.user)


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingCommand:
    """Something that asks for an answer and is no story. `note` is the answer's key in the
    catalogue.
    """

    key: NaturalKey
    platform: Platform
    workspace: str
    user: str
    channel: str
    note: str
    argument: str = ""
    locale: str = ""
    shortcut: Shortcut | None = None

    @property
    def person(self) -> NaturalKey:
        """The natural key of who asks."""
        return (self.platform, self.workspace, self.user)


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingRemoval:
    """A wish to remove a story: by its number, or by the message in which it was told."""

    key: NaturalKey
    """Of this wish itself, so that its answer is sent once."""
    person: NaturalKey | None
    """Who asks; None when the platform itself reports that the message is gone."""
    number: str = ""
    message: NaturalKey | None = None
    answer_to: Address | None = None
    shortcut: Shortcut | None = None
    locale: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One message of a story; `text` is shown."""

    text: str
    told_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What was told, as readers may see it. Tags are already filtered by precedence of their
    source.
    """

    id: UUID
    number: str
    team: str
    role: Role
    identity: Identity
    share: Share
    status: Status
    language: StoryLanguage
    sentiment: Sentiment
    criticality: int
    needs_reply: bool
    week: Week
    told_at: datetime
    teller: UUID | None
    """The person row behind it: counts tellers, says nothing about who it is."""
    parts: tuple[Part, ...]
    tags: tuple[Tag, ...]

    @property
    def text(self) -> str:
        """The shown text of all parts; spans of tags refer to it."""
        return "\n".join(part.text for part in self.parts)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A teller who wants a reply: the story's number and since when."""

    number: str
    since: datetime


class DigestState(StrEnum):
    """Where a digest stands."""

    COMPOSED = "composed"
    HELD = "held"
    CLAIMED = "claimed"
    POSTED = "posted"
    MERGED = "merged"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a digest with the numbers of the stories that it rests on."""

    block: str
    text: str
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Period:
    """The weeks that one digest covers, first to last, both included."""

    first: Week
    last: Week


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """What is posted for a team and period."""

    id: UUID
    team: str
    period: Period
    language: Language
    state: DigestState
    lines: tuple[Line, ...]


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
    shortcut: Shortcut | None = None
