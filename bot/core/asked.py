"""What somebody was asked and when, sealed."""

import json
from collections.abc import Sequence
from datetime import datetime

from bot.core.cadence import Asked
from bot.core.ports.sealing import Sealer


def seal_asked(sealer: Sealer, person: bytes, asked: Sequence[Asked]) -> bytes | None:
    """Seal it for the person of that keyed hash; None when there is nothing."""
    if not asked:
        return None
    text = json.dumps([[each.prompt, each.at.isoformat()] for each in asked])
    return sealer.seal(text, _place(person))


def open_asked(sealer: Sealer, person: bytes, sealed: bytes | None) -> tuple[Asked, ...]:
    """Open what `seal_asked` made."""
    if sealed is None:
        return ()
    rows = json.loads(sealer.open(sealed, _place(person)))
    return tuple(Asked(prompt, datetime.fromisoformat(at)) for prompt, at in rows)


def _place(person: bytes) -> str:
    return f"person/{person.hex()}/asked"
