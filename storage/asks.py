"""Questions to authors: asked, or refused and remembered without who it was."""

from datetime import datetime

from sqlalchemy import bindparam, select, update

from storage.session import Session, Statement, insert_new, micros
from storage.tables import ask

_ADD = insert_new(ask, "key")
_OPEN = Statement(
    select(ask.c.key).where(
        ask.c.key == bindparam("key"),
        ask.c.person == bindparam("person"),
        ask.c.expires > bindparam("now"),
    )
)
_REFUSED = {"person": None, "expires": None}
_REFUSE = Statement(
    update(ask)
    .where(ask.c.key == bindparam("which"), ask.c.person == bindparam("who"))
    .values(_REFUSED)
)
_FORGET = Statement(update(ask).where(ask.c.person == bindparam("who")).values(_REFUSED))
_EXPIRE = Statement(update(ask).where(ask.c.expires <= bindparam("now")).values(_REFUSED))


class SqlAsks:
    """The `Asks` port on one session."""

    def __init__(self, session: Session) -> None:
        """Work within that session."""
        self._session = session

    def add(self, key: bytes, person: bytes, expires: datetime) -> bool:
        """Write the row once a message."""
        return self._session.run(_ADD, key=key, person=person, expires=micros(expires)) == 1

    def is_open(self, key: bytes, person: bytes, now: datetime) -> bool:
        """Look for the open question."""
        return self._session.one(_OPEN, key=key, person=person, now=micros(now)) is not None

    def refuse(self, key: bytes, person: bytes) -> bool:
        """Empty the row, which stays."""
        return self._session.run(_REFUSE, which=key, who=person) == 1

    def forget(self, person: bytes) -> None:
        """Empty the rows, which stay."""
        self._session.run(_FORGET, who=person)

    def expire(self, now: datetime) -> int:
        """Empty what waited long enough."""
        return self._session.run(_EXPIRE, now=micros(now))
