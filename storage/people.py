"""Persons, looked up by keyed hash only."""

from uuid import UUID, uuid4

from sqlalchemy import bindparam, select, update

from bot.core.ports.people import Person
from storage.session import Session, Statement, insert_new
from storage.tables import person

_BY_KEY = Statement(select(person).where(person.c.key == bindparam("key")))
_ADD = insert_new(person, "key")
_CHOOSE = Statement(
    update(person).where(person.c.id == bindparam("who")).values(team=bindparam("chosen"))
)
_NOTE = Statement(update(person).where(person.c.id == bindparam("who")).values(noticed=1))


class SqlPeople:
    """The `People` port on one session."""

    def __init__(self, session: Session) -> None:
        """Work within that session."""
        self._session = session

    def find(self, key: bytes) -> Person | None:
        """Look the person up."""
        row = self._session.one(_BY_KEY, key=key)
        if row is None:
            return None
        return Person(id=UUID(row["id"]), team=row["team"], noticed=bool(row["noticed"]))

    def meet(self, key: bytes, address: bytes) -> Person:
        """Look the person up, or write the row of a new one."""
        known = self.find(key)
        if known is not None:
            return known
        self._session.run(_ADD, id=uuid4().hex, key=key, address=address, team="", noticed=0)
        added = self.find(key)
        assert added is not None  # noqa: S101  # the row was written above, by us or by another process
        return added

    def choose_team(self, who: UUID, team: str) -> None:
        """Write the chosen team."""
        self._session.run(_CHOOSE, who=who.hex, chosen=team)

    def note(self, who: UUID) -> None:
        """Write that the notice was given."""
        self._session.run(_NOTE, who=who.hex)
