"""What came before the message that it needs, for ten minutes."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, select

from bot.core.ports.stories import HeldPart
from storage.session import Row, Session, Statement, insert_new, instant, micros
from storage.tables import held as table

_HOLD = insert_new(table, "key")
_HELD = Statement(
    select(table).where(
        table.c.parent == bindparam("parent"), table.c.person == bindparam("person")
    )
)
_HELD_AS = Statement(select(table).where(table.c.key == bindparam("key")))
_KEYS_OF = Statement(select(table.c.key).where(table.c.person == bindparam("person")))
_RELEASE = Statement(delete(table).where(table.c.key == bindparam("key")))
_DROP = Statement(delete(table).where(table.c.expires <= bindparam("now")))


def hold(session: Session, new: HeldPart) -> bool:
    """Write it once."""
    added = session.run(
        _HOLD,
        key=new.key,
        parent=new.parent,
        person=new.person,
        sealed=new.sealed,
        expires=micros(new.expires),
    )
    return added == 1


def held(session: Session, parent: bytes, person: bytes) -> Sequence[HeldPart]:
    """Read what a person said that waits for that message."""
    return [_held(row) for row in session.all(_HELD, parent=parent, person=person)]


def held_as(session: Session, key: bytes) -> HeldPart | None:
    """Read what is held of a message."""
    row = session.one(_HELD_AS, key=key)
    return None if row is None else _held(row)


def keys_of(session: Session, person: bytes) -> Sequence[bytes]:
    """Read of which messages of a person something is held."""
    return [bytes(row["key"]) for row in session.all(_KEYS_OF, person=person)]


def release(session: Session, key: bytes) -> None:
    """Delete the row."""
    session.run(_RELEASE, key=key)


def drop(session: Session, now: datetime) -> int:
    """Delete what has waited long enough; return how many."""
    return session.run(_DROP, now=micros(now))


def _held(row: Row) -> HeldPart:
    return HeldPart(
        key=bytes(row["key"]),
        parent=bytes(row["parent"]),
        person=bytes(row["person"]),
        sealed=bytes(row["sealed"]),
        expires=instant(row["expires"]),
    )
