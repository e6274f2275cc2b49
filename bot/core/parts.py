"""A part as it is kept: a text that was read and sealed."""

from datetime import datetime
from uuid import UUID, uuid4

from bot.core.model.tag import Reading, Version
from bot.core.ports.sealing import Sealer
from bot.core.ports.stories import NewPart


def new_part(
    sealer: Sealer, key: bytes, text: str, told_at: datetime, reading: Reading, version: Version
) -> NewPart:
    """Return a part told by the message with that keyed hash; its original is sealed."""
    part_id = uuid4()
    return NewPart(
        id=part_id,
        key=key,
        original=sealer.seal_original(text, place(part_id)),
        told_at=told_at,
        reading=reading,
        version=version,
    )


def place(part_id: UUID) -> str:
    """Return the place to which the original of that part is sealed."""
    return f"part/{part_id.hex}/original"
