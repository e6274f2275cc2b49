"""What comes in: something told, something asked, or the wish to change or remove a story."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from bot.core.model.correction import TagChange
from bot.core.model.delivery import Address, Shortcut
from bot.core.model.dialogue import Verb
from bot.core.model.oversight import Choice
from bot.core.model.platforms import NaturalKey, Platform, Route
from bot.core.model.story import Identity, Role, Share


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What a teller chose beside the words: as whom, for whom, and facets and keys of their own
    tags.
    """

    role: Role
    identity: Identity
    share: Share
    tags: tuple[tuple[str, str], ...] = ()


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
    files: tuple[str, ...] = ()
    """What came with it, as the platform names it; empty where it gives no name."""
    sounds: tuple[str, ...] = ()
    """Voice messages and video notes that came with it, likewise."""
    album: NaturalKey | None = None
    """The album that it is one picture of: all of them are answered once."""
    choices: Choices | None = None
    """None where nothing could be chosen: then the platform and the team decide."""

    @property
    def person(self) -> NaturalKey:
        """The natural key of the teller."""
        return (self.platform, self.workspace, self.user)


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingEdit:
    """A message that says something else now. `changed_at` is the platform's own time, aware."""

    message: NaturalKey
    person: NaturalKey
    channel: str
    text: str
    changed_at: datetime
    may_come: bool = False
    """True where the message would be a story, so that it may have been overtaken by its edit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingAsk:
    """A message of somebody else that may be a story, if its author says so."""

    message: NaturalKey
    person: NaturalKey
    """The author."""
    channel: str
    text: str
    value: str
    """How the platform itself names the message, for the author's answer."""
    private: Address
    """Where the author reads alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingRefusal:
    """An author's no."""

    key: NaturalKey
    """Of this answer itself."""
    message: NaturalKey
    person: NaturalKey
    answer_to: Address
    shortcut: Shortcut | None = None


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
    among_others: bool = False
    """True where others read, too: only who asks sees the answer."""
    edits: str = ""
    """The platform's id of a message of ours whose place the answer takes."""
    replies_to: str = ""
    """The platform's id of the message under which the answer hangs."""

    @property
    def person(self) -> NaturalKey:
        """The natural key of who asks."""
        return (self.platform, self.workspace, self.user)


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingTap:
    """A button of a guided talk."""

    key: NaturalKey
    person: NaturalKey
    channel: str
    talk: UUID
    verb: Verb
    value: str = ""
    edits: str = ""
    """The platform's id of the message with the button; empty when it cannot be changed."""
    locale: str = ""


class Verdict(StrEnum):
    """What a teller says of what was heard. The values stand in the buttons themselves."""

    RIGHT = "right"
    WRITE = "write"
    DISCARD = "drop"


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingVerdict:
    """A button below what was heard in a voice message."""

    key: NaturalKey
    person: NaturalKey
    channel: str
    recording: UUID
    verdict: Verdict
    edits: str = ""
    """The platform's id of the message with the button; empty when it cannot be changed."""
    locale: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingReach:
    """A person lets Kuule's messages in, or does not any more."""

    person: NaturalKey
    may: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingClaim:
    """A colleague takes on the reply to a story, or gives that back."""

    key: NaturalKey
    person: NaturalKey
    """Platform, workspace and user."""
    team: str
    number: str
    post_to: Address
    """Where the team sees it: the thread in which the story stood."""
    answer_to: Address
    """Where only this person sees why nothing changed."""
    locale: str = ""


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
class IncomingErasing:
    """A person's wish that everything goes that is kept of them."""

    key: NaturalKey
    """Of this wish itself, so that it is done and answered once."""
    person: NaturalKey
    confirmed: int | None
    """How many stories the person was told would go; None when they were not asked yet."""
    question: str
    """The note that asks, or says where to confirm."""
    answer_to: Address
    locale: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingCorrection:
    """A wish to change a tag of the story with that number."""

    platform: Platform
    workspace: str
    user: str
    number: str
    change: TagChange

    @property
    def person(self) -> NaturalKey:
        """The natural key of who asks."""
        return (self.platform, self.workspace, self.user)


@dataclass(frozen=True, slots=True)
class OwnTags:
    """What the teller says of the story: for each facet every right key; none says that nothing
    of the facet is right.
    """

    keys: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Sharing:
    """Who may learn whom the story is from, and how far it may go."""

    identity: Identity
    share: Share


@dataclass(frozen=True, slots=True)
class NewWords:
    """What parts of the story say now, by the ids of the parts."""

    texts: Mapping[UUID, str]


Change = OwnTags | Sharing | NewWords


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingOversight:
    """What an owner wants done with a digest, answered in the place of the buttons."""

    key: NaturalKey
    person: NaturalKey
    digest: UUID
    choice: Choice
    answer_to: Address
    shortcut: Shortcut | None = None
    locale: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingAmendment:
    """A teller's change to their own story, answered with the receipt as it is then; where there
    is no place for that, only that the story is gone is said.
    """

    key: NaturalKey
    """Of this wish itself, so that its answer is sent once."""
    person: NaturalKey
    number: str
    change: Change
    answer_to: Address | None = None
    shortcut: Shortcut | None = None
    private: Address | None = None
    """Where the teller reads alone."""
