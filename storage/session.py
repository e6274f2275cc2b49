"""Statements of SQLAlchemy Core, run inside a unit of work on either side.

The writer runs them on the driver's own cursor, compiled once a dialect, because an await or an
ORM-like result a statement costs more than the statement (docs/adr/0003). Readers run the same
statements through SQLAlchemy. Both give rows by column name.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

from sqlalchemy import Connection, Executable, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Dialect

from bot.core.errors import StorageUnavailableError

Insert = Callable[..., Any]
Row = Any
"""A row read by column name: sqlite3.Row, a dict of psycopg, or SQLAlchemy's RowMapping."""

_INSERTS: dict[str, Insert] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def micros(instant: datetime) -> int:
    """Return the stored form of an aware instant."""
    return (instant - _EPOCH) // _MICROSECOND


def instant(micro: int) -> datetime:
    """Return the instant of its stored form, in UTC."""
    return _EPOCH + micro * _MICROSECOND


def insert_new(table: Table, *unique: str) -> "Statement":
    """Return an insert of a whole row that does nothing when the unique columns stand already."""
    return Statement(lambda insert: insert(table).on_conflict_do_nothing(index_elements=unique))


class RacedError(StorageUnavailableError):
    """Another process changed what the unit had read; the writer runs the unit again."""


class Statement:
    """A Core statement and its compiled text for each dialect."""

    def __init__(self, build: Executable | Callable[[Insert], Executable]) -> None:
        """Take a statement, or a function that makes it from the dialect's `insert` (for ON
        CONFLICT).
        """
        self._build = build
        self._compiled: dict[str, tuple[str, dict[str, Any]]] = {}

    def of(self, dialect: str) -> Executable:
        """Return the statement for that dialect."""
        return (
            self._build if isinstance(self._build, Executable) else self._build(_INSERTS[dialect])
        )

    def compiled(self, dialect: Dialect) -> tuple[str, dict[str, Any]]:
        """Return SQL text and the parameters that the statement itself fixes.

        An insert without values takes a parameter for each column, by its name.
        """
        found = self._compiled.get(dialect.name)
        if found is None:
            compiled = self.of(dialect.name).compile(dialect=dialect)  # type: ignore[attr-defined]  # every Core statement compiles
            fixed = {
                name: bind.value for bind, name in compiled.bind_names.items() if not bind.required
            }
            found = self._compiled[dialect.name] = (str(compiled), fixed)
        return found


class Session(Protocol):
    """What a repository needs to run statements."""

    @property
    def dialect(self) -> str:
        """Return sqlite or postgresql."""
        ...

    def one(self, statement: Statement, **parameters: Any) -> Row | None:
        """Return the first row."""
        ...

    def all(self, statement: Statement, **parameters: Any) -> Sequence[Row]:
        """Return every row."""
        ...

    def run(self, statement: Statement, **parameters: Any) -> int:
        """Run without rows; return how many were touched."""
        ...

    def many(self, statement: Statement, parameters: Sequence[dict[str, Any]]) -> int:
        """Run once for each set of parameters; return how many rows were touched together."""
        ...


class CursorSession:
    """On the driver's cursor, for the writer."""

    def __init__(self, cursor: Any, dialect: Dialect) -> None:
        """Take a cursor whose rows are read by name."""
        self._cursor = cursor
        self._dialect = dialect
        self.dialect = dialect.name

    def one(self, statement: Statement, **parameters: Any) -> Row | None:
        """Return the first row."""
        self._execute(statement, parameters)
        row: Row | None = self._cursor.fetchone()
        return row

    def all(self, statement: Statement, **parameters: Any) -> Sequence[Row]:
        """Return every row."""
        self._execute(statement, parameters)
        rows: Sequence[Row] = self._cursor.fetchall()
        return rows

    def run(self, statement: Statement, **parameters: Any) -> int:
        """Run without rows; return how many were touched."""
        self._execute(statement, parameters)
        return int(self._cursor.rowcount)

    def many(self, statement: Statement, parameters: Sequence[dict[str, Any]]) -> int:
        """Run once for each set of parameters; return how many rows were touched together."""
        if not parameters:
            return 0
        sql, fixed = statement.compiled(self._dialect)
        self._cursor.executemany(sql, [fixed | each for each in parameters])
        return int(self._cursor.rowcount)

    def _execute(self, statement: Statement, parameters: dict[str, Any]) -> None:
        sql, fixed = statement.compiled(self._dialect)
        self._cursor.execute(sql, fixed | parameters if fixed else parameters)


class ConnectionSession:
    """On SQLAlchemy's connection, for readers."""

    def __init__(self, connection: Connection) -> None:
        """Take the connection of one read."""
        self._connection = connection
        self.dialect = connection.dialect.name

    def one(self, statement: Statement, **parameters: Any) -> Row | None:
        """Return the first row."""
        return self._connection.execute(statement.of(self.dialect), parameters).mappings().first()

    def all(self, statement: Statement, **parameters: Any) -> Sequence[Row]:
        """Return every row."""
        return self._connection.execute(statement.of(self.dialect), parameters).mappings().all()

    def run(self, statement: Statement, **parameters: Any) -> int:
        """Run without rows; return how many were touched."""
        return self._connection.execute(statement.of(self.dialect), parameters).rowcount

    def many(self, statement: Statement, parameters: Sequence[dict[str, Any]]) -> int:
        """Run once for each set of parameters; return how many rows were touched together."""
        if not parameters:
            return 0
        return self._connection.execute(statement.of(self.dialect), list(parameters)).rowcount
