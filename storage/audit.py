"""The audit trail: rows are added and counted up, never changed otherwise."""

from typing import Any

from bot.core.ports.audit import Entry
from storage.session import Insert, Session, Statement, micros
from storage.tables import audit


def _add(dialect_insert: Insert) -> Any:
    new = dialect_insert(audit)
    return new.on_conflict_do_update(
        index_elements=["id"], set_={"count": audit.c.count + new.excluded.count}
    )


_ADD = Statement(_add)


class SqlAudit:
    """The `Audit` port on one session."""

    def __init__(self, session: Session) -> None:
        """Work within that session."""
        self._session = session

    def add(self, entry: Entry) -> None:
        """Insert the row, or count it up."""
        self._session.run(
            _ADD,
            id=entry.id.hex,
            at=micros(entry.at),
            deed=entry.deed,
            cause=entry.cause,
            team=entry.team,
            before=entry.before,
            after=entry.after,
            count=entry.count,
            reason=entry.reason,
        )
