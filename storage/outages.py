"""What is wrong with a database that failed, and what to do about it."""

import sqlite3

from bot.core.errors import StorageUnavailableError

_LOCKED = "the database is locked by another program: end that program, or try again later"
_FULL = "the disk of the database is full: make room on it"
_DAMAGED = "the database is damaged: stop Kuule and restore the newest backup"
_NO_DATABASE = "the file is no database: name another one in kuule.database"
_CLOSED = (
    "the database file cannot be opened: check kuule.database, and the file's owner and rights"
)
_BAD_DISK = "the disk of the database cannot be read or written: check the disk, then the backup"
_AWAY = (
    "the database server does not answer or refuses Kuule: check that it runs, kuule.database, "
    "the role and its password"
)

_SQLITE = {
    sqlite3.SQLITE_BUSY: _LOCKED,
    sqlite3.SQLITE_LOCKED: _LOCKED,
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_NOTADB: _NO_DATABASE,
    sqlite3.SQLITE_CANTOPEN: _CLOSED,
    sqlite3.SQLITE_PERM: _CLOSED,
    sqlite3.SQLITE_READONLY: _CLOSED,
    sqlite3.SQLITE_IOERR: _BAD_DISK,
}
"""By primary result code. https://www.sqlite.org/rescode.html"""

_POSTGRESQL = {
    "55P03": _LOCKED,
    "53100": _FULL,
    "XX001": _DAMAGED,
    "XX002": _DAMAGED,
    "58030": _BAD_DISK,
    # Who was not let in has no state, whatever the reason.
    None: _AWAY,
}
"""By SQLSTATE. https://www.postgresql.org/docs/current/errcodes-appendix.html"""


def outage(error: BaseException | None, otherwise: str) -> StorageUnavailableError:
    """Return the outage that a driver's error is, in a sentence without its capital and stop;
    `otherwise` where the error does not say more. Its cause is the error.
    """
    found = StorageUnavailableError(_sentence(error) or otherwise)
    found.__cause__ = error
    return found


def _sentence(error: BaseException | None) -> str | None:
    if isinstance(error, sqlite3.Error):
        return _SQLITE.get(getattr(error, "sqlite_errorcode", sqlite3.SQLITE_MISUSE) & 0xFF)
    # Only psycopg's errors have the attribute.
    return _POSTGRESQL.get(getattr(error, "sqlstate", ""))
