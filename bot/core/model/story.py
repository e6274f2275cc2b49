"""A story, how far it may go, and what readers learn of its teller."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from bot.core.model.language import StoryLanguage
from bot.core.model.platforms import Platform, Route
from bot.core.model.tag import Sentiment, Tag
from bot.core.model.week import Week


class Role(StrEnum):
    """Who tells."""

    CUSTOMER = "customer"
    EMPLOYEE = "employee"
    EMPLOYEE_ABOUT_CUSTOMER = "employee_about_customer"

    @classmethod
    def on(cls, platform: Platform, route: Route | None = None) -> "Role":
        """Return the role of who speaks there, until they say otherwise: customers come alone."""
        is_among_colleagues = platform is Platform.SLACK or route is Route.GROUP
        return cls.EMPLOYEE if is_among_colleagues else cls.CUSTOMER


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

    @property
    def leaves_the_team(self) -> bool:
        """True when others in the organisation may read the words, too."""
        return self not in {Share.STORE, Share.TEAM}


class Status(StrEnum):
    """Where a story stands. A withdrawn one keeps its place in the counts; its words are gone."""

    KEPT = "kept"
    WITHDRAWN = "withdrawn"
    ERASED = "erased"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One message of a story; `text` is shown, `vector` is that of the text."""

    text: str
    vector: bytes
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
    """A teller who wants a reply: the story's number, since when, and the person row behind it."""

    number: str
    since: datetime
    teller: UUID | None = None
