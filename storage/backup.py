"""Backup and restore of a SQLite database.

The keys of the originals lie in a file of their own, so that they can be kept for a shorter time
than the rest. An original whose key was deleted can be opened only with KUULE_KEY, a backup that
holds the original, and a `.keys` file from before the deletion: where only the newest `.keys` is
kept, nobody can. The shown text of a removed story lasts as long as the backups that hold it.
"""

import fcntl
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from bot.core.errors import SchemaError, StorageError
from storage.replay import replay
from storage.schema import OURS, History, upgrade
from storage.sqlite import connect_sqlite

_KEYED = ("part", "attachment")
"""The tables whose sealed content has keys of its own, each in a table named after it."""
_UNREADABLE = frozenset({sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
"""What SQLite says of a file that is damaged, or of something else than Kuule's database."""


def keys_file(backup: Path) -> Path:
    """Return where the keys of a backup lie."""
    return backup.with_name(backup.name + ".keys")


@contextmanager
def in_use(database: Path) -> Iterator[None]:
    """Mark the database as used by a running program; several may."""
    with _locked(database, fcntl.LOCK_SH):
        yield


def back_up(database: Path, backup: Path) -> None:
    """Write the backup and its keys, while Kuule may be running. Raise StorageError."""
    if not database.exists():
        raise StorageError("there is no database to back up yet")
    if backup.exists() or keys_file(backup).exists():
        raise StorageError("the backup file exists already: name a new one")
    partial = backup.with_name(backup.name + ".partial")
    partial_keys = keys_file(partial)
    try:
        _make_empty(partial, partial_keys)
        with (
            closing(connect_sqlite(database)) as source,
            closing(sqlite3.connect(partial, isolation_level=None)) as copy,
        ):
            source.backup(copy)
            copy.execute("PRAGMA secure_delete=ON")
            copy.execute("PRAGMA journal_mode=DELETE")
            copy.execute("ATTACH ? AS keys", (str(partial_keys),))
            for name in _KEYED:
                copy.execute(f"CREATE TABLE keys.{name}_key AS SELECT * FROM main.{name}_key")  # noqa: S608  # names of our own
            copy.execute("DETACH keys")
            for name in _KEYED:
                copy.execute(f"DELETE FROM {name}_key")  # noqa: S608  # the same
            copy.execute("VACUUM")
        partial_keys.rename(keys_file(backup))
        partial.rename(backup)
    except (sqlite3.Error, OSError) as error:
        raise StorageError(
            "the backup could not be written: is there such a folder, and room on the disk?"
        ) from error
    finally:
        _remove(partial, partial_keys)


def restore(backup: Path, database: Path, history: History = OURS) -> int | None:
    """Put the backup in the place of the database; return how many stories were removed again.

    What was removed since the backup stays removed, and what was sent or on its way then is not
    sent again: both are read from the database that is replaced. Where there is one and it
    cannot be read, None is returned: nothing was carried over. Raise StorageError; then the
    database is as it was.
    """
    revision = _check(backup, history)
    try:
        database.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with _locked(database, fcntl.LOCK_EX):
            return _replace(database, backup, revision, history)
    except (sqlite3.Error, OSError) as error:
        raise StorageError(
            "the backup could not be restored; the database is as it was"
        ) from error


def _replace(database: Path, backup: Path, revision: str, history: History) -> int | None:
    fresh = database.with_name(database.name + ".restoring")
    try:
        _make_empty(fresh)
        with closing(sqlite3.connect(backup)) as source, closing(sqlite3.connect(fresh)) as copy:
            source.backup(copy)
        if revision != history.head:
            upgrade(f"sqlite:///{fresh}", history)
        removed = _complete(fresh, keys_file(backup), database)
        _remove_logs(database)
        fresh.rename(database)
    finally:
        _remove(fresh)
    return removed


def _check(backup: Path, history: History) -> str:
    """Return the schema's revision of a backup that is whole."""
    if not backup.is_file():
        raise StorageError("there is no such backup file")
    try:
        with closing(sqlite3.connect(f"{backup.absolute().as_uri()}?mode=ro", uri=True)) as source:
            (verdict,) = source.execute("PRAGMA integrity_check").fetchone()
            (revision,) = source.execute("SELECT version_num FROM alembic_version").fetchone()
    except (sqlite3.Error, TypeError) as error:
        raise StorageError("the file is no backup of Kuule, or it is damaged") from error
    if verdict != "ok":
        raise StorageError("the backup is damaged: use an older one")
    if revision > history.head:
        raise SchemaError("the backup is from a newer Kuule: install that one first")
    return str(revision)


def _complete(fresh: Path, keys: Path, present: Path) -> int | None:
    """Add the keys, and carry over what happened after the backup."""
    with closing(sqlite3.connect(fresh, isolation_level=None)) as copy:
        copy.execute("PRAGMA foreign_keys=ON")
        copy.execute("PRAGMA secure_delete=ON")
        if keys.exists():
            copy.execute("ATTACH ? AS keys", (str(keys),))
            _add_keys(copy)
            copy.execute("DETACH keys")
        # Whether these were sent after the backup cannot be known from it.
        copy.execute(
            "UPDATE delivery SET state = 'unknown', lease_until = NULL "
            "WHERE state IN ('ready', 'sending')"
        )
        removed = _carried_over(copy, present) if present.exists() else 0
        copy.execute("VACUUM")
    return removed


def _add_keys(copy: sqlite3.Connection) -> None:
    """Add those whose content is there: the keys may be newer than the backup, and they may be of
    a schema that did not know all of them.
    """
    there = {name for (name,) in copy.execute("SELECT name FROM keys.sqlite_master")}
    for name in _KEYED:
        if f"{name}_key" in there:
            copy.execute(
                f"INSERT OR IGNORE INTO main.{name}_key ({name}, wrapped) "  # noqa: S608  # names of our own
                f"SELECT {name}, wrapped FROM keys.{name}_key "
                f"WHERE {name} IN (SELECT id FROM main.{name})"
            )


def _carried_over(copy: sqlite3.Connection, present: Path) -> int | None:
    try:
        copy.execute("ATTACH ? AS present", (str(present),))
        copy.execute("BEGIN IMMEDIATE")
        removed = replay(copy) if _is_same_installation(copy) else None
        copy.execute("COMMIT")
    except sqlite3.Error as error:
        if copy.in_transaction:
            copy.execute("ROLLBACK")
        if getattr(error, "sqlite_errorcode", 0) & 0xFF not in _UNREADABLE:
            raise
        removed = None
    if any(name == "present" for _, name, _ in copy.execute("PRAGMA database_list")):
        copy.execute("DETACH present")
    return removed


def _is_same_installation(copy: sqlite3.Connection) -> bool:
    """True when both were begun with the same KUULE_KEY; hashes of another mean nothing here."""
    same = "SELECT 1 FROM main.installation AS b JOIN present.installation AS p USING (key_check)"
    return copy.execute(same).fetchone() is not None


@contextmanager
def _locked(database: Path, kind: int) -> Iterator[None]:
    try:
        handle = database.with_name(database.name + ".lock").open("a")
    except OSError as error:
        raise StorageError("the folder of the database cannot be written to") from error
    with handle:
        try:
            fcntl.flock(handle, kind | fcntl.LOCK_NB)
        except OSError as error:
            raise StorageError("the database is in use: stop Kuule first") from error
        yield


def _make_empty(*files: Path) -> None:
    """Make empty files that only the owner reads, in place of what a crash left there."""
    _remove(*files)
    for file in files:
        file.touch(mode=0o600)


def _remove(*files: Path) -> None:
    for file in files:
        file.unlink(missing_ok=True)
        _remove_logs(file)


def _remove_logs(database: Path) -> None:
    for end in ("-journal", "-wal", "-shm"):
        database.with_name(database.name + end).unlink(missing_ok=True)
