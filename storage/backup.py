"""Backup and restore of a SQLite database.

The keys of the originals lie in a file of their own, so that they can be kept for a shorter time
than the rest: where only the newest `FILE.keys` is kept, an original whose key was deleted
cannot be read in any backup.
"""

import fcntl
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from bot.core.errors import SchemaError, StorageError
from storage.links import connect_sqlite
from storage.schema import HEAD

_KEYS = "CREATE TABLE keys.part_key AS SELECT part, wrapped FROM main.part_key"


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
    if backup.exists():
        raise StorageError("the backup file exists already: name a new one")
    partial = backup.with_name(backup.name + ".partial")
    partial_keys = keys_file(partial)
    try:
        _remove(partial, partial_keys)
        partial.touch(mode=0o600)
        partial_keys.touch(mode=0o600)
        with (
            closing(connect_sqlite(database)) as source,
            closing(sqlite3.connect(partial)) as copy,
        ):
            source.backup(copy)
        with closing(sqlite3.connect(partial, isolation_level=None)) as copy:
            copy.execute("PRAGMA secure_delete=ON")
            copy.execute("PRAGMA journal_mode=DELETE")
            copy.execute("ATTACH ? AS keys", (str(partial_keys),))
            copy.execute(_KEYS)
            copy.execute("DELETE FROM main.part_key")
            copy.execute("DETACH keys")
            copy.execute("VACUUM")
        partial_keys.rename(keys_file(backup))
        partial.rename(backup)
    except (sqlite3.Error, OSError) as error:
        raise StorageError(
            "the backup could not be written: is there room on the disk?"
        ) from error
    finally:
        _remove(partial, partial_keys)


def restore(backup: Path, database: Path) -> int:
    """Put the backup in the place of the database; return how many stories were removed again.

    What was removed since the backup stays removed, and what was on its way then is not sent
    again: both are read from the database that is replaced, where there is one. Raise
    StorageError.
    """
    _check(backup)
    database.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _locked(database, fcntl.LOCK_EX):
        fresh = database.with_name(database.name + ".restoring")
        _remove(fresh)
        fresh.touch(mode=0o600)
        try:
            with (
                closing(sqlite3.connect(backup)) as source,
                closing(sqlite3.connect(fresh)) as copy,
            ):
                source.backup(copy)
            removed = _complete(fresh, keys_file(backup), database)
            _remove(*(database.with_name(database.name + end) for end in ("-wal", "-shm")))
            fresh.rename(database)
        except sqlite3.Error as error:
            raise StorageError(
                "the backup could not be restored; the database is as it was"
            ) from error
        finally:
            _remove(fresh)
    return removed


def _check(backup: Path) -> None:
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
    if revision > HEAD:
        raise SchemaError("the backup is from a newer Kuule: install that one first")


def _complete(fresh: Path, keys: Path, present: Path) -> int:
    """Add the keys, and carry over what happened after the backup."""
    with closing(sqlite3.connect(fresh, isolation_level=None)) as copy:
        copy.execute("PRAGMA foreign_keys=ON")
        copy.execute("PRAGMA secure_delete=ON")
        if keys.exists():
            copy.execute("ATTACH ? AS keys", (str(keys),))
            copy.execute("INSERT OR IGNORE INTO part_key SELECT part, wrapped FROM keys.part_key")
            copy.execute("DETACH keys")
        # Whether these were sent after the backup cannot be known from it.
        copy.execute("UPDATE delivery SET state = 'unknown' WHERE state IN ('ready', 'sending')")
        removed = 0
        if present.exists():
            copy.execute("ATTACH ? AS present", (str(present),))
            copy.execute("BEGIN IMMEDIATE")
            removed = _replay(copy)
            copy.execute("COMMIT")
            copy.execute("DETACH present")
        copy.execute("VACUUM")
    return removed


def _replay(copy: sqlite3.Connection) -> int:
    copy.execute("INSERT OR IGNORE INTO erasure SELECT key, at FROM present.erasure")
    removed = copy.execute(
        "UPDATE story SET status = 'withdrawn', person = NULL, language = 'other', "
        "needs_reply = 0, criticality = 0 WHERE status = 'kept' "
        "AND key IN (SELECT key FROM erasure)"
    ).rowcount
    withdrawn = "SELECT id FROM story WHERE status = 'withdrawn'"
    erased = f"story IN ({withdrawn}) OR key IN (SELECT key FROM erasure)"
    copy.execute(f'DELETE FROM "case" WHERE story IN ({withdrawn})')  # noqa: S608  # no input
    copy.execute(f"DELETE FROM part WHERE {erased}")  # noqa: S608  # no input
    # A digest that was posted since must not be posted again, nor its stories be counted again.
    copy.execute("INSERT OR IGNORE INTO digest SELECT * FROM present.digest")
    copy.execute(
        "UPDATE digest SET lines = p.lines FROM present.digest AS p WHERE p.id = digest.id"
    )
    copy.execute(
        "UPDATE story SET digest = p.digest FROM present.story AS p "
        "WHERE p.id = story.id AND p.digest IN (SELECT id FROM digest)"
    )
    return removed


@contextmanager
def _locked(database: Path, kind: int) -> Iterator[None]:
    lock = database.with_name(database.name + ".lock")
    with lock.open("a") as handle:
        try:
            fcntl.flock(handle, kind | fcntl.LOCK_NB)
        except OSError as error:
            raise StorageError("the database is in use: stop Kuule first") from error
        yield


def _remove(*files: Path) -> None:
    for file in files:
        file.unlink(missing_ok=True)
