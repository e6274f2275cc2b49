"""A guided talk in progress: where it stands, and what its buttons say."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from bot.core.model.language import Language

SILENCE = timedelta(minutes=3)
"""After so long without a word the teller is asked once whether there is more."""
LIFE = timedelta(hours=24)
"""After so long without a word a talk ends by itself."""


class Step(StrEnum):
    """What the talk waits for."""

    NOTICE = "notice"
    """The teller has not accepted yet who reads and what is kept."""
    STORY = "story"
    FEELING = "feeling"
    EXPECTATION = "expectation"
    SHARE = "share"
    HELPED = "helped"
    """A sign of distress has ended the script; what comes is added to the story."""


class Verb(StrEnum):
    """What a button says. The values stand in the buttons themselves, so they are short."""

    ACCEPT = "go"
    SPEAK = "lang"
    DONE = "done"
    CANCEL = "cancel"
    GO_ON = "on"
    SAVE = "save"
    DISCARD = "drop"
    FEEL = "feel"
    MORE = "more"
    NEXT = "next"
    EXPECT = "exp"
    SHARE = "share"


class Readers(StrEnum):
    """Who may read the story, and whether its teller wants a reply."""

    TEAM = "team"
    TEAM_REPLY = "reply"
    SERVICE = "service"
    """Only those who answer; the team counts it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialogue:
    """One person's talk. What was told in it is held until the talk ends."""

    id: UUID
    teller: UUID
    """The person row behind it."""
    step: Step
    language: Language
    heard_at: datetime
    """When the teller last wrote or tapped."""
    texts: int = 0
    """How many messages were told in it."""
    feelings: tuple[str, ...] = ()
    shows_more: bool = False
    """True while the less common feelings are offered."""
    expectation: str = ""
    is_stopping: bool = False
    """True while the teller is asked what becomes of what was told."""
    was_reminded: bool = False
    story: UUID | None = None
    """The one that a sign of distress has told already."""

    @property
    def is_accepted(self) -> bool:
        """True when the teller has accepted the notice."""
        return self.step is not Step.NOTICE

    @property
    def has_draft(self) -> bool:
        """True while something was told that is no story yet."""
        return self.texts > 0 and self.step is not Step.HELPED

    @property
    def may_remind(self) -> bool:
        """True while silence is a reason to ask whether there is more."""
        is_telling = self.step is Step.STORY and self.texts > 0
        return is_telling and not self.is_stopping and not self.was_reminded

    @property
    def wakes_at(self) -> datetime:
        """Return when something happens by itself."""
        return self.heard_at + (SILENCE if self.may_remind else LIFE)
