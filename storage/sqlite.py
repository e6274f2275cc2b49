"""SQLite: the one writing connection, what its errors mean, and its readers."""

import contextlib
import sqlite3
import time
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, create_engine, event
from sqlalchemy.dialects.sqlite import pysqlite
from sqlalchemy.engine import URL
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from bot.core.errors import StorageUnavailableError
from storage.alone import AloneLead
from storage.backend import Backend
from storage.session import CursorSession
from storage.writer import Writer

BUSY_SECONDS = 1.0
"""How long a writer waits for another process's lock. A unit may wait behind one that waits, and
what is then said to the person has to come within the platforms' three seconds, too."""

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


def is_sqlite_outage(error: BaseException) -> bool:
    """True when SQLite failed, not what it was asked to do."""
    if isinstance(error, sqlite3.Error):
        # Errors that the driver itself raises carry no code: they are about the values given.
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_MISUSE)
        return code & 0xFF not in _UNITS_OWN
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


def open_sqlite(path: Path) -> Backend:
    """Return the database of that file."""
    where = URL.create("sqlite", database=str(path))
    readers = create_async_engine(where.set(drivername="sqlite+aiosqlite"), hide_parameters=True)
    snapshots = create_engine(where, poolclass=NullPool, hide_parameters=True)
    for engine in (readers.sync_engine, snapshots):
        event.listen(engine, "connect", _only_read)
        event.listen(engine, "begin", _begin)
    writer = Writer([SqliteLink(path)])
    return Backend(
        readers, snapshots, writer, is_sqlite_outage, partial(checkpoint, path), AloneLead()
    )


def _only_read(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA query_only=ON")
    cursor.close()


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")
