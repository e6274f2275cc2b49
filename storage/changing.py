"""A part that says something else now: its original and key, and what its story is by it."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, case, func, select, update

from bot.core.ports.sealing import SealedText
from bot.core.ports.stories import NewPart, OwnStory, ToldPart
from storage.session import Row, Session, Statement, instant, micros
from storage.tables import part, part_key, story

_WITH_KEY = select(
    part.c.id, part.c.shown, part.c.original, part.c.told_at, part.c.changed_at, part_key.c.wrapped
).join_from(part, part_key, part_key.c.part == part.c.id)
_PART = Statement(_WITH_KEY.where(part.c.key == bindparam("key")))
_PARTS_OF = Statement(
    _WITH_KEY.where(part.c.story == bindparam("story_id")).order_by(part.c.told_at, part.c.id)
)
_CHANGE_PART = Statement(
    update(part)
    .where(part.c.id == bindparam("part_id"))
    .values(
        original=bindparam("new_original"),
        changed_at=bindparam("new_changed_at"),
    )
)
_CHANGE_KEY = Statement(
    update(part_key)
    .where(part_key.c.part == bindparam("part_id"))
    .values(wrapped=bindparam("new_wrapped"))
)
_PARTS = select(func.count()).where(part.c.story == story.c.id).scalar_subquery()
_REREAD = Statement(
    update(story)
    .where(story.c.id == bindparam("story_id"))
    .values(
        criticality=case(
            (_PARTS == 1, bindparam("found")),
            (story.c.criticality < bindparam("found"), bindparam("found")),
            else_=story.c.criticality,
        )
    )
)
_SPEAK = Statement(
    update(story)
    .where(story.c.id == bindparam("story_id"))
    .values(language=bindparam("new_language"))
)
_SHOWN = Statement(
    select(part.c.shown)
    .where(part.c.story == bindparam("story_id"))
    .order_by(part.c.told_at, part.c.id)
)


def part_of(session: Session, key: bytes) -> ToldPart | None:
    """Read the part that a message told."""
    row = session.one(_PART, key=key)
    return None if row is None else _told(row)


def parts_of(session: Session, story_id: UUID) -> Sequence[ToldPart]:
    """Read a story's parts."""
    return [_told(row) for row in session.all(_PARTS_OF, story_id=story_id.hex)]


def change(session: Session, own: OwnStory, new: NewPart, changed_at: datetime) -> None:
    """Write all but the shown text and its vector, which are written with its tags."""
    part_id, reading = new.id.hex, new.reading
    session.run(
        _CHANGE_PART,
        part_id=part_id,
        new_original=new.original.sealed,
        new_changed_at=micros(changed_at),
    )
    session.run(_CHANGE_KEY, part_id=part_id, new_wrapped=new.original.wrapped_key)
    session.run(_REREAD, story_id=own.id.hex, found=reading.criticality)
    if own.begins_with_it:
        session.run(_SPEAK, story_id=own.id.hex, new_language=reading.language)


def shown(session: Session, story_id: UUID) -> str:
    """Read a story's shown text."""
    return "\n".join(row["shown"] for row in session.all(_SHOWN, story_id=story_id.hex))


def _told(row: Row) -> ToldPart:
    changed = row["changed_at"]
    return ToldPart(
        id=UUID(row["id"]),
        shown=row["shown"],
        original=SealedText(bytes(row["original"]), bytes(row["wrapped"])),
        told_at=instant(row["told_at"]),
        changed_at=None if changed is None else instant(changed),
    )
