"""What came before the story or the message that it needs, sealed."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core.ports.sealing import Sealer
from bot.core.ports.stories import HeldPart

HOLD = timedelta(minutes=10)
"""Contract: a reply waits so long for its story, and an edit for its message."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words that wait, the time of their message, and of their last edit if there was one."""

    text: str
    told_at: datetime
    changed_at: datetime | None = None
    files: tuple[str, ...] = ()
    """What came with them, as the platform names it."""
    sounds: tuple[str, ...] = ()
    """The recordings in which they were said, likewise."""


def held(
    sealer: Sealer, key: bytes, parent: bytes, person: bytes, words: Words, expires: datetime
) -> HeldPart:
    """Return the words sealed, to be held for that parent until then."""
    changed = words.changed_at and words.changed_at.isoformat()
    text = json.dumps([words.text, words.told_at.isoformat(), changed, words.files, words.sounds])
    return HeldPart(
        key=key,
        parent=parent,
        person=person,
        sealed=sealer.seal(text, _place(key)),
        expires=expires,
    )


def opened(sealer: Sealer, part: HeldPart) -> Words:
    """Return the words that `held` sealed."""
    # A program before schema 0003 held no time of an edit, one before 0005 no files, and one
    # before 0012 no recordings.
    found = json.loads(sealer.open(part.sealed, _place(part.key)))
    text, told_at, changed, files, sounds = (*found, None, None, None)[:5]
    return Words(
        text,
        datetime.fromisoformat(told_at),
        datetime.fromisoformat(changed) if changed else None,
        tuple(files or ()),
        tuple(sounds or ()),
    )


def _place(key: bytes) -> str:
    return f"held/{key.hex()}/sealed"
