"""What comes in from Telegram, as neutral values."""

from dataclasses import dataclass
from uuid import UUID

from bot.core.model.delivery import Shelf
from bot.core.model.incoming import (
    IncomingCommand,
    IncomingEdit,
    IncomingErasing,
    IncomingMessage,
    IncomingOversight,
    IncomingReach,
    IncomingRemoval,
    IncomingTap,
    IncomingVerdict,
)
from bot.core.model.language import Language
from bot.core.model.platforms import NaturalKey
from handlers.telegram.commands import Command
from handlers.telegram.reader_words import Goal


@dataclass(frozen=True, slots=True)
class Guided:
    """A command that takes more than one sentence."""

    command: Command
    incoming: IncomingCommand


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice message, and the answer where nobody can listen to it."""

    message: IncomingMessage
    answer: IncomingCommand


@dataclass(frozen=True, slots=True)
class Look:
    """A button that turns to a page of one's own stories."""

    shelf: Shelf
    page: int
    incoming: IncomingCommand


@dataclass(frozen=True, slots=True)
class Speech:
    """A language chosen apart from a talk."""

    language: Language
    incoming: IncomingCommand


@dataclass(frozen=True, slots=True)
class Edited:
    """An edit, and the answer for when it has changed a story."""

    edit: IncomingEdit
    answer: IncomingCommand


@dataclass(frozen=True, slots=True)
class ReaderWish:
    """A member of a team wants to read, to search or to take on a reply."""

    goal: Goal
    """Without a place: of the team whose group the person is in."""
    command: IncomingCommand
    """With the answer for who is no member; its argument is what is searched for, or the start
    word.
    """
    is_start: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Rated:
    """A press below a digest that says whether it was useful."""

    digest: UUID
    is_useful: bool
    person: NaturalKey
    chat: str
    locale: str


Incoming = (
    IncomingMessage
    | IncomingTap
    | IncomingRemoval
    | IncomingErasing
    | IncomingOversight
    | IncomingReach
    | IncomingVerdict
    | IncomingCommand
    | Guided
    | Voice
    | Look
    | Speech
    | Edited
    | ReaderWish
)
