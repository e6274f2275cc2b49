"""A part as it is kept: a text that was read and sealed."""

from datetime import datetime
from uuid import UUID, uuid4

from bot.core.model.team import Team
from bot.core.ports.sealing import Sealer
from bot.core.ports.stories import NewPart
from bot.core.ports.tagger import Tagger
from bot.core.stated import with_stated


def new_part(
    tagger: Tagger,
    sealer: Sealer,
    team: Team,
    key: bytes,
    text: str,
    told_at: datetime,
    stated: tuple[tuple[str, str], ...] = (),
) -> NewPart:
    """Return the text as a part of a story of that team, told by the message with that keyed
    hash; its original is sealed. `stated` are tags that its teller chose.
    """
    part_id = uuid4()
    reading = tagger.read(text, team).with_quoted_ideas().with_sentiment_tag()
    return NewPart(
        id=part_id,
        key=key,
        original=sealer.seal_original(text, place(part_id)),
        told_at=told_at,
        reading=with_stated(reading, stated) if stated else reading,
        vector=tagger.vector(reading.masked),
        version=tagger.version(team),
    )


def place(part_id: UUID) -> str:
    """Return the place to which the original of that part is sealed."""
    return f"part/{part_id.hex}/original"
