"""Persons, looked up by keyed hash only."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import bindparam, delete, select, update

from bot.core.model.language import Language, spoken
from bot.core.ports.people import Person, Reachable
from storage.session import Row, Session, Statement, insert_new, instant, micros
from storage.tables import person

_OF_KEY = select(person).where(person.c.key == bindparam("key"))
_BY_KEY = Statement(_OF_KEY)
# On PostgreSQL whoever tells something holds the row, too, so that the one waits for the other.
_HOLD = Statement(_OF_KEY.with_for_update())
_FORGET = Statement(delete(person).where(person.c.id == bindparam("who")))
_BY_ID = Statement(select(person).where(person.c.id == bindparam("who")))
_ADD = insert_new(person, "key")
_CHOOSE = Statement(
    update(person).where(person.c.id == bindparam("who")).values(team=bindparam("chosen"))
)
_COME = Statement(
    update(person)
    .where(person.c.id == bindparam("who"))
    .values(touchpoint=bindparam("place"), came_at=bindparam("at"))
)
_NOTE = Statement(update(person).where(person.c.id == bindparam("who")).values(noticed=1))
_SPEAK = Statement(
    update(person).where(person.c.id == bindparam("who")).values(language=bindparam("chosen"))
)
_LET_ASK = Statement(
    update(person).where(person.c.id == bindparam("who")).values(may_ask=bindparam("may"))
)
_REACH = Statement(
    update(person)
    .where(person.c.id == bindparam("who"))
    .values(unreachable=bindparam("is_unreachable"))
)
_ASKABLE = Statement(select(person).where(person.c.may_ask == 1))
_ASKED = Statement(
    update(person).where(person.c.id == bindparam("who")).values(asked=bindparam("sealed"))
)


class SqlPeople:
    """The `People` port on one session."""

    def __init__(self, session: Session) -> None:
        """Work within that session."""
        self._session = session

    def find(self, key: bytes) -> Person | None:
        """Look the person up."""
        row = self._session.one(_BY_KEY, key=key)
        return None if row is None else _person(row)

    def by_id(self, who: UUID) -> Reachable | None:
        """Look the person's row up."""
        row = self._session.one(_BY_ID, who=who.hex)
        return None if row is None else _reachable(row)

    def meet(self, key: bytes, address: bytes) -> Person:
        """Look the person up, or write the row of a new one."""
        known = self.find(key)
        if known is not None:
            return known
        self._session.run(
            _ADD,
            id=uuid4().hex,
            key=key,
            address=address,
            team="",
            noticed=0,
            language="",
            may_ask=0,
            asked=None,
            unreachable=0,
            touchpoint="",
            came_at=None,
        )
        added = self.find(key)
        assert added is not None  # noqa: S101  # the row was written above, by us or by another process
        return added

    def hold(self, key: bytes) -> Person | None:
        """Look the person up, and lock the row."""
        row = self._session.one(_HOLD, key=key)
        return None if row is None else _person(row)

    def forget(self, who: UUID) -> None:
        """Delete the row."""
        self._session.run(_FORGET, who=who.hex)

    def choose_team(self, who: UUID, team: str) -> None:
        """Write the chosen team."""
        self._session.run(_CHOOSE, who=who.hex, chosen=team)

    def come(self, who: UUID, touchpoint: str, at: datetime | None) -> None:
        """Write the touchpoint."""
        came_at = None if at is None else micros(at)
        self._session.run(_COME, who=who.hex, place=touchpoint, at=came_at)

    def note(self, who: UUID) -> None:
        """Write that the notice was given."""
        self._session.run(_NOTE, who=who.hex)

    def choose_language(self, who: UUID, language: Language | None) -> None:
        """Write the chosen language."""
        self._session.run(_SPEAK, who=who.hex, chosen=language or "")

    def let_ask(self, who: UUID, *, may: bool) -> None:
        """Write the wish."""
        self._session.run(_LET_ASK, who=who.hex, may=int(may))
        if not may:
            self.remember_asked(who, None)

    def reach(self, who: UUID, *, may: bool) -> None:
        """Write whether messages arrive."""
        self._session.run(_REACH, who=who.hex, is_unreachable=int(not may))

    def askable(self) -> Sequence[Reachable]:
        """Read who may be asked."""
        return [_reachable(row) for row in self._session.all(_ASKABLE)]

    def remember_asked(self, who: UUID, asked: bytes | None) -> None:
        """Write what was asked."""
        self._session.run(_ASKED, who=who.hex, sealed=asked)


def _reachable(row: Row) -> Reachable:
    return Reachable(_person(row), bytes(row["key"]), bytes(row["address"]))


def _person(row: Row) -> Person:
    return Person(
        id=UUID(row["id"]),
        team=row["team"],
        noticed=bool(row["noticed"]),
        language=spoken(row["language"]),
        may_ask=bool(row["may_ask"]),
        asked=None if row["asked"] is None else bytes(row["asked"]),
        is_reachable=not row["unreachable"],
        touchpoint=row["touchpoint"],
        came_at=None if row["came_at"] is None else instant(row["came_at"]),
    )
