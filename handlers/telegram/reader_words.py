"""What leads a reader: start words behind buttons, the data of buttons, and the mark of a
question. Written and read back here; none is signed, for each says only what is asked for, and
who asks is asked about at Telegram every time. Pure.
"""

import base64
import hashlib
import re
from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from bot.core.model.team import Team
from bot.core.payload import Payload
from handlers.telegram.fields import answered_message

LONGEST_SEARCH = 100
"""Characters of what is searched for."""


class Wanted(StrEnum):
    """What a reader wants; the values stand in start words and in buttons."""

    DIGEST = "read"
    SEARCH = "find"
    QUEUE = "wait"
    TURN = "turn"
    """Another page of the queue, in its place."""
    STORY = "story"
    CLAIM = "take"
    RELEASE = "drop"
    VOTE = "vote"
    """The stories of a digest for which a reader may vote."""
    PICK = "pick"
    """One of them is the reader's choice: why, is asked then."""
    WHY = "why"
    """The mark of that question; the answer to it is the vote."""
    METHOD = "how"
    """How a digest is made, and why its stories were chosen."""
    MUTE = "mute"
    SPEAK = "lang"


class Goal(NamedTuple):
    """Where a button or a start word leads: to which digest or team, which story, which page."""

    wanted: Wanted
    place: str
    """The short form of a digest's id or of a team."""
    number: str = ""
    page: int = 0


OF_DIGEST = frozenset({Wanted.DIGEST, Wanted.VOTE, Wanted.PICK, Wanted.WHY, Wanted.METHOD})
"""What says a digest, where the others say a team."""

_STARTS = re.compile(
    r"(?:(read|vote|why|how)_([\w-]{22})|(find)_([\w-]{8}))(?:_(T-\d{1,9}))?", re.ASCII
)
_DATA = re.compile(
    r"r:(?:(read|vote|pick):([\w-]{22})|(find|wait|turn|story|take|drop|mute|lang):([\w-]{8}))"
    r":(T-\d{1,9})?:(\d{1,4})",
    re.ASCII,
)
_RATING = re.compile(r"u:([\w-]{22}):([01])", re.ASCII)
_LINK = re.compile(r"https://t\.me/\w+\?start=(.+)", re.ASCII)


def digest_word(digest: UUID) -> str:
    """Return a digest's id in 22 characters that a start word may have."""
    return base64.urlsafe_b64encode(digest.bytes).decode().rstrip("=")


def digest_of(word: str) -> UUID | None:
    """Return the id of the short form; None for what is none."""
    try:
        return UUID(bytes=base64.urlsafe_b64decode(f"{word}=="))
    except ValueError:
        return None


def team_word(team: Team) -> str:
    """Return eight characters that stand for the team, whatever the length of its id."""
    return base64.urlsafe_b64encode(hashlib.sha256(team.id.encode()).digest()[:6]).decode()


def start_word(wanted: Wanted, place: str, number: str = "") -> str:
    """Return what follows /start."""
    return f"{wanted}_{place}_{number}" if number else f"{wanted}_{place}"


def start_link(username: str, word: str) -> str:
    """Return the address that opens the private chat with that start word."""
    return f"https://t.me/{username}?start={word}"


def read_start(word: str) -> Goal | None:
    """Return what a start word of a reader says; None for another one."""
    found = _STARTS.fullmatch(word)
    if found is None:
        return None
    return Goal(Wanted(found[1] or found[3]), found[2] or found[4], found[5] or "")


def button_data(goal: Goal) -> str:
    """Return what a button in the private chat carries."""
    return f"r:{goal.wanted}:{goal.place}:{goal.number}:{goal.page}"


def read_button(text: str) -> Goal | None:
    """Return what such a button says; None for another button, or one that nobody wrote."""
    found = _DATA.fullmatch(text)
    if found is None:
        return None
    wanted, place = found[1] or found[3], found[2] or found[4]
    return Goal(Wanted(wanted), place, found[5] or "", int(found[6]))


def rating_data(digest: UUID, *, is_useful: bool) -> str:
    """Return what a button below a digest carries that says whether it was useful."""
    return f"u:{digest_word(digest)}:{is_useful:d}"


def read_rating(text: str) -> tuple[UUID, bool] | None:
    """Return the digest, and whether it was useful; None for another button."""
    found = _RATING.fullmatch(text)
    digest = digest_of(found[1]) if found else None
    return (digest, found[2] == "1") if found and digest else None


def goal_answered(message: Payload, bot: str) -> Goal | None:
    """Return what Kuule's question is about that the message answers; None when it answers nothing
    of the kind. The question carries its own start word as a link.
    """
    asked = answered_message(message, bot)
    entities = asked.get("entities") if asked is not None else None
    for entity in entities if isinstance(entities, list) else ():
        url = entity.get("url") if isinstance(entity, Mapping) else None
        found = _LINK.fullmatch(url) if isinstance(url, str) else None
        goal = read_start(found[1]) if found else None
        if goal and goal.wanted in {Wanted.SEARCH, Wanted.WHY}:
            return goal
    return None
