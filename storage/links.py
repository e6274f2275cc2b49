"""The writing connections: sqlite3 and psycopg, each with what its errors mean."""

import sqlite3
from pathlib import Path

import psycopg
from psycopg.pq import TransactionStatus
from psycopg.rows import dict_row
from sqlalchemy.dialects.postgresql import psycopg as postgresql_dialect
from sqlalchemy.dialects.sqlite import pysqlite

from bot.core.errors import StorageUnavailableError
from storage.session import CursorSession

BUSY_SECONDS = 2.0
"""How long a writer waits for another process's lock: below the platforms' three seconds."""

PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA secure_delete=ON",
    "PRAGMA foreign_keys=ON",
)


class SqliteLink:
    """The one writer of a SQLite file."""

    def __init__(self, path: Path) -> None:
        """Connect at the first transaction, in the thread that uses it."""
        self._path = path
        self._connection: sqlite3.Connection | None = None
        self._session: CursorSession | None = None
        self._dialect = pysqlite.dialect(paramstyle="named")

    def begin(self) -> CursorSession:
        """Begin at once with the write lock, so that a read in the unit cannot go stale."""
        if self._connection is None or self._session is None:
            self._connection = connect_sqlite(self._path)
            self._session = CursorSession(self._connection.cursor(), self._dialect)
        self._connection.execute("BEGIN IMMEDIATE")
        return self._session

    def commit(self) -> None:
        """Commit; a transaction that SQLite dropped on the way is an outage."""
        assert self._connection is not None  # noqa: S101  # begin came first
        if not self._connection.in_transaction:
            raise StorageUnavailableError("the database dropped the transaction")
        self._connection.execute("COMMIT")

    def rollback(self) -> None:
        """Roll back if anything is left to; a connection that cannot is replaced."""
        if self._connection is None:
            return
        try:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
        except sqlite3.Error:
            self.close()

    def close(self) -> None:
        """Close the file."""
        if self._connection is not None:
            self._connection.close()
        self._connection = self._session = None

    def is_outage(self, error: Exception) -> bool:
        """Locked, full, unreadable or damaged; a plain DatabaseError is SQLite's word for a
        damaged file.
        """
        return isinstance(error, sqlite3.OperationalError | StorageUnavailableError) or (
            type(error) is sqlite3.DatabaseError
        )

    def is_conflict(self, error: Exception) -> bool:  # noqa: ARG002  # the port's form
        """Never: the write lock is held from the start."""
        return False


class PostgresqlLink:
    """One of several writers on PostgreSQL."""

    def __init__(self, url: str) -> None:
        """Take a libpq URL; connect at the first transaction."""
        self._url = url
        self._connection: psycopg.Connection[dict[str, object]] | None = None
        self._dialect = postgresql_dialect.dialect()  # type: ignore[no-untyped-call]  # SQLAlchemy's own

    def begin(self) -> CursorSession:
        """Begin, on a new connection when the old one was lost."""
        if self._connection is None or self._connection.closed:
            self._connection = psycopg.connect(
                self._url,
                autocommit=True,
                row_factory=dict_row,
                connect_timeout=5,
                application_name="kuule",
            )
        self._connection.execute("BEGIN")
        return CursorSession(self._connection.cursor(), self._dialect)

    def commit(self) -> None:
        """Commit; PostgreSQL turns the COMMIT of a failed transaction into a silent ROLLBACK,
        so look first.
        """
        assert self._connection is not None  # noqa: S101  # begin came first
        if self._connection.info.transaction_status is not TransactionStatus.INTRANS:
            raise StorageUnavailableError("the database dropped the transaction")
        self._connection.execute("COMMIT")

    def rollback(self) -> None:
        """Roll back; a connection that cannot is replaced."""
        if self._connection is None or self._connection.closed:
            return
        try:
            self._connection.execute("ROLLBACK")
        except psycopg.Error:
            self.close()

    def close(self) -> None:
        """Disconnect."""
        if self._connection is not None:
            self._connection.close()
        self._connection = None

    def is_outage(self, error: Exception) -> bool:
        """Away, full or restarting; not what two processes do to each other."""
        return isinstance(
            error, psycopg.OperationalError | psycopg.InternalError | StorageUnavailableError
        ) and not self.is_conflict(error)

    def is_conflict(self, error: Exception) -> bool:
        """Both wrote the same natural key, or locked each other."""
        return isinstance(
            error,
            psycopg.errors.UniqueViolation
            | psycopg.errors.DeadlockDetected
            | psycopg.errors.SerializationFailure,
        )


def connect_sqlite(path: Path, *, busy_seconds: float = BUSY_SECONDS) -> sqlite3.Connection:
    """Return a connection with Kuule's pragmas whose rows are read by name and whose
    transactions are explicit.
    """
    connection = sqlite3.connect(
        path, timeout=busy_seconds, isolation_level=None, check_same_thread=False
    )
    connection.row_factory = sqlite3.Row
    for pragma in PRAGMAS:
        connection.execute(pragma)
    return connection
