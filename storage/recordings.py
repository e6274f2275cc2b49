"""Voice messages that wait for their words, and for their tellers' word about these."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, delete, exists, select, update

from bot.core.ports.recordings import NewRecording, WaitingRecording
from storage.session import Row, Session, Statement, insert_new, micros
from storage.tables import person
from storage.talk_tables import recording

_ADD = insert_new(recording, "key")
_may_be_heard = (
    recording.c.not_before <= bindparam("now"),
    person.c.id == recording.c.person,
    person.c.noticed == 1,
)
_IS_DUE = Statement(select(exists().where(*_may_be_heard).label("due")))
_DUE = Statement(
    select(recording)
    .where(*_may_be_heard)
    .order_by(recording.c.not_before, recording.c.id)
    .limit(bindparam("most"))
)
_TAKE = Statement(
    update(recording)
    .where(
        recording.c.id == bindparam("which"),
        # Another process may have taken it since it was looked at.
        recording.c.attempts == bindparam("seen"),
        recording.c.not_before.is_not(None),
    )
    .values(attempts=recording.c.attempts + 1, not_before=bindparam("until"))
)
_PUT_OFF = Statement(
    update(recording)
    .where(recording.c.id == bindparam("which"), recording.c.not_before.is_not(None))
    .values(not_before=bindparam("until"))
)
_HEAR = Statement(
    update(recording)
    .where(recording.c.id == bindparam("which"), recording.c.not_before.is_not(None))
    .values(not_before=None, sealed=bindparam("new_sealed"))
)
_HEARD = Statement(
    select(recording).where(
        recording.c.id == bindparam("which"),
        recording.c.person == bindparam("who"),
        recording.c.not_before.is_(None),
    )
)
_AWAITS = Statement(
    select(
        exists()
        .where(recording.c.person == bindparam("who"), recording.c.not_before.is_not(None))
        .label("awaits")
    )
)
_DROP = Statement(delete(recording).where(recording.c.id == bindparam("which")))
_FORGET = Statement(
    delete(recording).where(recording.c.person == bindparam("who")).returning(recording.c.key)
)
_EXPIRED = Statement(
    select(recording)
    .where(recording.c.expires <= bindparam("now"))
    .order_by(recording.c.expires, recording.c.id)
    .limit(bindparam("most"))
)


class SqlRecordings:
    """The `Recordings` port on one session."""

    def __init__(self, session: Session) -> None:
        """Work within that session."""
        self._session = session

    def add(self, new: NewRecording) -> bool:
        """Write the row once."""
        added = self._session.run(
            _ADD,
            id=new.id.hex,
            key=new.key,
            person=new.person.hex,
            sealed=new.sealed,
            not_before=micros(new.not_before),
            attempts=0,
            expires=micros(new.expires),
        )
        return added == 1

    def is_due(self, now: datetime) -> bool:
        """Look for one."""
        row = self._session.one(_IS_DUE, now=micros(now))
        return row is not None and bool(row["due"])

    def claim(self, now: datetime, until: datetime, limit: int) -> Sequence[WaitingRecording]:
        """Take what is due and has not been taken by another."""
        return [
            _waiting(row, row["attempts"] + 1)
            for row in self._session.all(_DUE, now=micros(now), most=limit)
            if self._session.run(_TAKE, which=row["id"], seen=row["attempts"], until=micros(until))
        ]

    def put_off(self, which: UUID, until: datetime) -> None:
        """Write when it is due again."""
        self._session.run(_PUT_OFF, which=which.hex, until=micros(until))

    def hear(self, which: UUID, sealed: bytes) -> bool:
        """Write what was heard over what was needed to hear it."""
        return self._session.run(_HEAR, which=which.hex, new_sealed=sealed) == 1

    def heard(self, which: UUID, person: UUID) -> WaitingRecording | None:
        """Read one."""
        row = self._session.one(_HEARD, which=which.hex, who=person.hex)
        return None if row is None else _waiting(row, row["attempts"])

    def awaits(self, person: UUID) -> bool:
        """Look for one."""
        row = self._session.one(_AWAITS, who=person.hex)
        return row is not None and bool(row["awaits"])

    def drop(self, which: UUID) -> bool:
        """Delete the row."""
        return self._session.run(_DROP, which=which.hex) == 1

    def forget(self, person: UUID) -> Sequence[bytes]:
        """Delete the person's rows."""
        return [bytes(row["key"]) for row in self._session.all(_FORGET, who=person.hex)]

    def expired(self, now: datetime, limit: int) -> Sequence[WaitingRecording]:
        """Read them."""
        rows = self._session.all(_EXPIRED, now=micros(now), most=limit)
        return [_waiting(row, row["attempts"]) for row in rows]


def _waiting(row: Row, attempts: int) -> WaitingRecording:
    return WaitingRecording(
        id=UUID(row["id"]),
        person=UUID(row["person"]),
        sealed=bytes(row["sealed"]),
        attempts=attempts,
    )
