"""What a removed story or part leaves: a counted row without words, and tombstones."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, delete, select, update

from bot.core.model.story import Status
from storage import holding
from storage.session import Insert, Session, Statement, micros
from storage.tables import case, erasure, part, story, vote


def _bury(insert: Insert) -> Any:
    new = insert(erasure)
    return new.on_conflict_do_update(index_elements=["key"], set_={"at": new.excluded.at})


_BURY = Statement(_bury)
_KEYS = Statement(select(part.c.key).where(part.c.story == bindparam("story")))
_DROP_PARTS = Statement(delete(part).where(part.c.story == bindparam("story")))
_DROP_PART = Statement(delete(part).where(part.c.key == bindparam("key")))
_DROP_VOTES = Statement(delete(vote).where(vote.c.story == bindparam("story")))
_DROP_CASE = Statement(delete(case).where(case.c.story == bindparam("story")))
_EMPTY = Statement(
    update(story)
    .where(story.c.id == bindparam("story_id"))
    .values(
        status=bindparam("as_what"), person=None, language="other", needs_reply=0, criticality=0
    )
)


def empty(session: Session, story_id: UUID, status: Status, now: datetime) -> None:
    """Delete the words and leave the tombstones.

    The story's row is written first: whoever is adding a part to it holds that row.
    """
    session.run(_EMPTY, story_id=story_id.hex, as_what=status)
    for row in session.all(_KEYS, story=story_id.hex):
        bury(session, bytes(row["key"]), now)
    session.run(_DROP_PARTS, story=story_id.hex)
    session.run(_DROP_CASE, story=story_id.hex)
    session.run(_DROP_VOTES, story=story_id.hex)


def drop_part(session: Session, key: bytes, now: datetime) -> None:
    """Delete one part and leave its tombstone."""
    bury(session, key, now)
    session.run(_DROP_PART, key=key)


def bury(session: Session, key: bytes, now: datetime) -> None:
    """Leave a tombstone of this time; a held reply of that message goes too."""
    session.run(_BURY, key=key, at=micros(now))
    holding.release(session, key)
