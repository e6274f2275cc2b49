"""What comes in from Telegram, as neutral values."""

from dataclasses import dataclass

from bot.core.model.delivery import Shelf
from bot.core.model.incoming import (
    IncomingCommand,
    IncomingEdit,
    IncomingMessage,
    IncomingOversight,
    IncomingReach,
    IncomingRemoval,
    IncomingTap,
    IncomingVerdict,
)
from bot.core.model.language import Language
from handlers.telegram.commands import Command


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


Incoming = (
    IncomingMessage
    | IncomingTap
    | IncomingRemoval
    | IncomingOversight
    | IncomingReach
    | IncomingVerdict
    | IncomingCommand
    | Guided
    | Voice
    | Look
    | Speech
    | Edited
)
