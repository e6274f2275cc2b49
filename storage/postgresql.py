"""PostgreSQL: the writing connections, what their errors mean, and the readers.

Imported only where the settings name it: its driver costs memory.
"""

import contextlib
from typing import Any

import psycopg
from psycopg.pq import TransactionStatus
from psycopg.rows import dict_row
from sqlalchemy import create_engine
from sqlalchemy.dialects.postgresql import psycopg as postgresql_dialect
from sqlalchemy.engine import URL
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from bot.core.errors import StorageError, StorageUnavailableError
from storage.backend import Backend
from storage.leading import AdvisoryLead
from storage.session import CursorSession, RacedError
from storage.writer import Writer

_WRITERS = 4
"""A commit waits for the network, so a few groups are under way at once."""

_STATEMENTS_OWN = ("25P02", "54")
"""SQLSTATEs that psycopg counts as operational although the unit is at fault: it went on after an
error that it hid, or asked for more than PostgreSQL's limits.
https://www.postgresql.org/docs/current/errcodes-appendix.html
"""


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
        """Both wrote the same natural key, locked each other, or one changed or deleted what the
        other had read.
        """
        return isinstance(
            error,
            psycopg.errors.UniqueViolation
            | psycopg.errors.ForeignKeyViolation
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


def is_postgresql_outage(error: BaseException) -> bool:
    """True when PostgreSQL or the way to it failed, not what it was asked to do."""
    if isinstance(error, psycopg.OperationalError | psycopg.InternalError):
        return not (error.sqlstate or "").startswith(_STATEMENTS_OWN)
    return isinstance(error, StorageUnavailableError | MemoryError)


def open_postgresql(where: URL) -> Backend:
    """Return the database of that URL."""
    driver = where.set(drivername="postgresql+psycopg")
    options: dict[str, Any] = {
        "hide_parameters": True,
        "execution_options": {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True},
    }
    readers = create_async_engine(driver, pool_pre_ping=True, **options)
    snapshots = create_engine(driver, poolclass=NullPool, **options)
    plain = where.set(drivername="postgresql").render_as_string(hide_password=False)
    writer = Writer([PostgresqlLink(plain) for _ in range(_WRITERS)])
    # PostgreSQL vacuums by itself.
    return Backend(
        readers, snapshots, writer, is_postgresql_outage, lambda: True, AdvisoryLead(plain)
    )
