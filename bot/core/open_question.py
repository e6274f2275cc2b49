"""The question that somebody has just been asked about a story: their next direct message answers
it, whether or not it is written in its thread (docs/adr/0018).

It waits sealed beside what else waits for a message, and nothing stays of it afterwards.
"""

import json
from datetime import datetime, timedelta

from bot.core.ports.sealing import Sealer
from bot.core.ports.store import Transaction
from bot.core.ports.stories import HeldPart

_OPEN = timedelta(hours=1)
"""Whoever writes later tells something else."""


def put(
    tx: Transaction,
    sealer: Sealer,
    person: bytes,
    number: str,
    told_at: datetime,
    now: datetime,
) -> None:
    """Let the question about the story with that number, told then, be the one that is open for
    the person.
    """
    close(tx, sealer, person)
    key = _key(sealer, person)
    tx.stories.hold(
        HeldPart(
            key=key,
            parent=key,
            person=person,
            sealed=sealer.seal(json.dumps([number, told_at.isoformat()]), _place(key)),
            expires=now + _OPEN,
        )
    )


def about(
    tx: Transaction, sealer: Sealer, person: bytes, told_at: datetime, now: datetime
) -> str | None:
    """Return the number of the story about which a message of that time answers a question; None
    when none is open, or the story was told later.
    """
    key = _key(sealer, person)
    # Of two messages at the same moment one answers.
    tx.stories.lock(key)
    held = tx.stories.held_as(key)
    if held is None or held.expires <= now:
        return None
    number, asked_at = json.loads(sealer.open(held.sealed, _place(held.key)))
    return str(number) if told_at >= datetime.fromisoformat(asked_at) else None


def close(tx: Transaction, sealer: Sealer, person: bytes) -> None:
    """Let no question be open for the person."""
    tx.stories.release(_key(sealer, person))


def _key(sealer: Sealer, person: bytes) -> bytes:
    return sealer.keyed(("open question", person.hex()))


def _place(key: bytes) -> str:
    return f"held/{key.hex()}/question"
