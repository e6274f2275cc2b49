"""The writing connections: sqlite3 and psycopg, each with what its errors mean."""

import contextlib
import sqlite3
import time
from pathlib import Path

import psycopg
from psycopg.pq import TransactionStatus
from psycopg.rows import dict_row
from sqlalchemy.dialects.postgresql import psycopg as postgresql_dialect
from sqlalchemy.dialects.sqlite import pysqlite

from bot.core.errors import StorageError, StorageUnavailableError
from storage.session import CursorSession, RacedError

BUSY_SECONDS = 2.0
"""How long a writer waits for another process's lock: below the platforms' three seconds."""

_CHECKPOINT_SECONDS = 0.2
"""How long a checkpoint waits for readers; it keeps the writer waiting meanwhile."""

_WAL = "PRAGMA journal_mode=WAL"
_PRAGMAS = (
    "PRAGMA synchronous=FULL",
    "PRAGMA secure_delete=ON",
    "PRAGMA foreign_keys=ON",
    # Keys are random, so a story touches a page of every index: 16 MB of them stay at hand, and
    # as much log is gathered before it is moved into the file (a page written twice moves once).
    "PRAGMA cache_size=-16000",
    "PRAGMA wal_autocheckpoint=4000",
)

_ASKED_AGAIN_SECONDS = 0.01

_UNITS_OWN = frozenset(
    {
        sqlite3.SQLITE_ERROR,
        sqlite3.SQLITE_TOOBIG,
        sqlite3.SQLITE_CONSTRAINT,
        sqlite3.SQLITE_MISMATCH,
        sqlite3.SQLITE_MISUSE,
        sqlite3.SQLITE_RANGE,
    }
)
"""Primary result codes that a wrong statement or value gives; every other one is the database's
trouble. https://www.sqlite.org/rescode.html
"""

_STATEMENTS_OWN = ("25P02", "54")
"""SQLSTATEs that psycopg counts as operational although the unit is at fault: it went on after an
error that it hid, or asked for more than PostgreSQL's limits.
https://www.postgresql.org/docs/current/errcodes-appendix.html
"""


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

    def check(self) -> None:
        """Raise an outage when SQLite rolled back by itself, as on a full disk."""
        if self._connection is None or not self._connection.in_transaction:
            raise StorageUnavailableError("the database dropped the transaction")

    def commit(self) -> None:
        """Commit; the wait is for the disk."""
        assert self._connection is not None  # noqa: S101  # begin came first
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

    def is_outage(self, error: BaseException) -> bool:
        """Locked, full, unreadable, damaged or out of memory."""
        return is_sqlite_outage(error)

    def is_conflict(self, error: BaseException) -> bool:  # noqa: ARG002  # the port's form
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
        connection = self._begun() or self._connected()
        return CursorSession(connection.cursor(), self._dialect)

    def check(self) -> None:
        """Raise when a unit hid an error: PostgreSQL turns the COMMIT of a failed transaction
        into a silent ROLLBACK.
        """
        assert self._connection is not None  # noqa: S101  # begin came first
        status = self._connection.info.transaction_status
        if status is TransactionStatus.INERROR:
            raise StorageError("a unit of work hid an error of the database")
        if status is not TransactionStatus.INTRANS:
            raise StorageUnavailableError("the database dropped the transaction")

    def commit(self) -> None:
        """Commit."""
        assert self._connection is not None  # noqa: S101  # begin came first
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

    def is_outage(self, error: BaseException) -> bool:
        """Away, full, restarting or out of memory."""
        return is_postgresql_outage(error)

    def is_conflict(self, error: BaseException) -> bool:
        """Both wrote the same natural key, locked each other, or one changed what the other had
        read.
        """
        return isinstance(
            error,
            psycopg.errors.UniqueViolation
            | psycopg.errors.DeadlockDetected
            | psycopg.errors.SerializationFailure
            | RacedError,
        )

    def _begun(self) -> "psycopg.Connection[dict[str, object]] | None":
        """Return the old connection in a transaction; None when the server let go of it while it
        was idle, of which only its use tells.
        """
        if self._connection is not None:
            with contextlib.suppress(psycopg.OperationalError):
                self._connection.execute("BEGIN")
                return self._connection
            self.close()
        return None

    def _connected(self) -> "psycopg.Connection[dict[str, object]]":
        self._connection = psycopg.connect(
            self._url,
            autocommit=True,
            row_factory=dict_row,
            connect_timeout=5,
            application_name="kuule",
        )
        self._connection.execute("BEGIN")
        return self._connection


def is_sqlite_outage(error: BaseException) -> bool:
    """True when SQLite failed, not what it was asked to do."""
    if isinstance(error, sqlite3.Error):
        # Errors that the driver itself raises carry no code: they are about the values given.
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_MISUSE)
        return code & 0xFF not in _UNITS_OWN
    return isinstance(error, StorageUnavailableError | MemoryError)


def is_postgresql_outage(error: BaseException) -> bool:
    """True when PostgreSQL or the way to it failed, not what it was asked to do."""
    if isinstance(error, psycopg.OperationalError | psycopg.InternalError):
        return not (error.sqlstate or "").startswith(_STATEMENTS_OWN)
    return isinstance(error, StorageUnavailableError | MemoryError)


def connect_sqlite(path: Path, *, busy_seconds: float = BUSY_SECONDS) -> sqlite3.Connection:
    """Return a connection with Kuule's pragmas whose rows are read by name and whose
    transactions are explicit. A file that is not there is not made.
    """
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=rw",
        uri=True,
        timeout=busy_seconds,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        connection.row_factory = sqlite3.Row
        _log_ahead(connection, time.monotonic() + busy_seconds)
        for pragma in _PRAGMAS:
            connection.execute(pragma)
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _log_ahead(connection: sqlite3.Connection, until: float) -> None:
    """Turn the write-ahead log on; the file remembers it.

    While another process does the same, SQLite refuses at once instead of waiting as it does for
    every other lock, for both hold what the other one needs.
    """
    while True:
        try:
            connection.execute(_WAL)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() >= until:
                raise
            time.sleep(_ASKED_AGAIN_SECONDS)
        else:
            return


def checkpoint(path: Path) -> bool:
    """Move SQLite's log into the file and empty it, so that what was deleted is in neither.

    Return False when readers stood in the way; the next time will do.
    """
    with contextlib.closing(connect_sqlite(path, busy_seconds=_CHECKPOINT_SECONDS)) as connection:
        row = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not row["busy"]
