"""The commands, by the names that each language gives them. All names work in every language."""

from collections.abc import Mapping
from enum import StrEnum

from bot.core.model.language import Language
from handlers.telegram.reader_words import Goal, Wanted, read_start


class Command(StrEnum):
    """What a command asks for, in the order of the menus."""

    START = "start"
    STORY = "story"
    MINE = "mine"
    EDIT = "edit"
    DELETE = "delete"
    LANGUAGE = "language"
    PRIVACY = "privacy"
    MY_DATA = "mydata"
    STOP = "stop"
    HELP = "help"


NAMES: Mapping[Language, tuple[str, ...]] = {
    "en": tuple(Command),
    "fi": (
        *("start", "tarina", "omat", "muokkaa", "poista"),
        *("kieli", "tietosuoja", "tietoni", "lopeta", "ohje"),
    ),
    "sv": (
        *("start", "berattelse", "mina", "andra", "radera"),
        *("sprak", "integritet", "minadata", "sluta", "hjalp"),
    ),
}
"""Telegram takes small Latin letters, digits and underscores only.
https://core.telegram.org/bots/api#botcommand
"""
NOTES: Mapping[Command, str] = {
    Command.EDIT: "edit-how",
    Command.LANGUAGE: "language-question",
    Command.PRIVACY: "privacy",
    Command.HELP: "help",
}
"""Commands that one sentence answers."""
OWN = frozenset({Command.MINE, Command.DELETE, Command.MY_DATA})
"""Commands about what is kept of the person, who may have told nothing."""

READERS: Mapping[str, Wanted] = {
    **dict.fromkeys(("search", "hae", "sok"), Wanted.SEARCH),
    **dict.fromkeys(("queue", "jono", "ko"), Wanted.QUEUE),
}
"""Commands of those who read a team's digest. No menu shows them: customers see the menus, too."""

_COMMANDS = {
    name: command for names in NAMES.values() for name, command in zip(names, Command, strict=True)
}


def command_named(name: str) -> Command | None:
    """Return the command of that name in any language."""
    return _COMMANDS.get(name.lower())


def reader_goal(name: str, argument: str) -> Goal | None:
    """Return what a reader wants by that command; None for another command."""
    if command_named(name) is Command.START:
        return read_start(argument)
    wanted = READERS.get(name.lower())
    return Goal(wanted, "") if wanted else None
