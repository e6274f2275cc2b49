"""What the buttons carry, as it is written and as it is read back. Pure."""

from typing import NamedTuple
from uuid import UUID

from bot.core.model.delivery import Shelf
from bot.core.model.dialogue import Verb
from bot.core.model.incoming import Verdict

REMOVE = "remove:"
"""Before the number of the story that goes."""
ERASE = "erase:"
"""Before the number of stories that the person was told would go; nothing after it asks first."""
PRIVACY = "privacy"
SPEAK = "lang:"
"""Before the language that is chosen apart from a talk."""
OWN = "is-mine"
"""A forwarded message is the teller's own story."""
NOT_OWN = "not-mine"
_VERDICT = "v:"
OVERSEE = "o:"
"""Before what an owner does with a digest."""
_SHELF = "own:"
_TALK = "t:"


class Tap(NamedTuple):
    """A button of a talk."""

    talk: UUID
    verb: Verb
    value: str


def talk_data(talk: UUID, verb: Verb, value: str = "") -> str:
    """Return what a button of that talk carries."""
    return f"{_TALK}{talk.hex}:{verb}:{value}"


def read_tap(data: str) -> Tap | None:
    """Return the button of a talk; None for another button, or one that nobody wrote."""
    if not data.startswith(_TALK):
        return None
    talk, _, rest = data.removeprefix(_TALK).partition(":")
    verb, _, value = rest.partition(":")
    try:
        return Tap(UUID(hex=talk), Verb(verb), value)
    except ValueError:
        return None


def verdict_data(recording: UUID, verdict: Verdict) -> str:
    """Return what a button below what was heard carries."""
    return f"{_VERDICT}{recording.hex}:{verdict}"


def read_verdict(data: str) -> tuple[UUID, Verdict] | None:
    """Return what such a button says; None for another button, or one that nobody wrote."""
    if not data.startswith(_VERDICT):
        return None
    recording, _, verdict = data.removeprefix(_VERDICT).partition(":")
    try:
        return UUID(hex=recording), Verdict(verdict)
    except ValueError:
        return None


def shelf_data(shelf: Shelf, page: int) -> str:
    """Return what a button carries that turns to a page of one's own stories."""
    return f"{_SHELF}{shelf}:{page}"


def read_shelf(data: str) -> tuple[Shelf, int] | None:
    """Return the page that a button turns to; None for another button."""
    if not data.startswith(_SHELF):
        return None
    shelf, _, written = data.removeprefix(_SHELF).partition(":")
    page = read_count(written)
    return (Shelf(shelf), page) if shelf in set(Shelf) and page is not None else None


def read_count(written: str) -> int | None:
    """Return a number of a button; None for anything else."""
    return int(written[:9]) if written.isascii() and written.isdigit() else None
