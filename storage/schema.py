"""The schema's version: forward at start after a copy, never backward, and refused when it is
newer.

Alembic is imported only when there is something to migrate; the version is read without it.
"""

import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.exc import DBAPIError

from bot.core.errors import SchemaError, StorageError
from storage.outages import outage
from storage.store import driver_url, sqlite_path

HEAD = "0014"
"""The newest migration; revisions are numbered, so that older and newer can be told apart
without Alembic.
"""


@dataclass(frozen=True, slots=True)
class History:
    """A line of numbered migrations: its newest, and where Alembic finds the scripts."""

    head: str
    scripts: str


OURS = History(HEAD, "storage:migrations")

_COPIES_KEPT = 3
_COPY = ".before-migration-from-"
_LOCK = text("SELECT pg_advisory_xact_lock(7205759403792794)")
"""Any number that nothing else locks; it holds until the commit."""
_NEWER = "install the newer Kuule, or restore the copy made before the migration"
_OLDER = "stop every Kuule on it, back it up and start one with --migrate"


def current(url: str) -> str | None:
    """Return the schema's revision, None for an empty database. Raise StorageUnavailableError."""
    path = sqlite_path(url)
    if path is not None and not path.exists():
        return None
    engine = create_engine(driver_url(url))
    try:
        with engine.connect() as connection:
            if not inspect(connection).has_table("alembic_version"):
                return None
            return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    except DBAPIError as error:
        raise outage(error.orig, "the database cannot be opened") from error
    finally:
        engine.dispose()


def prepare(
    url: str, *, allowed: bool, announce: Callable[[str], None], history: History = OURS
) -> None:
    """Bring the schema to the newest. `announce` is told what is done, in one sentence each.

    Without `allowed` a database that holds something is not migrated (PostgreSQL, where others
    may be running on it). Raise SchemaError with what to do.
    """
    found, head = current(url), history.head
    if found == head:
        return
    if found is not None and found > head:
        message = f"the database has schema {found}, and this program knows {head}: {_NEWER}"
        raise SchemaError(message)
    if found is not None and not allowed:
        message = f"the database has schema {found}, and this program needs {head}: {_OLDER}"
        raise SchemaError(message)
    path = sqlite_path(url)
    if path is not None:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600)
        if found is not None:
            announce(f"Copied the database to {_copy(path, found).name} before the migration.")
    upgrade(url, history)
    announce(f"The database has schema {head} now.")


def upgrade(url: str, history: History = OURS) -> None:
    """Migrate in one transaction, without a copy. Raise StorageUnavailableError."""
    # Alembic costs memory that a running Kuule does not need.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", history.scripts)
    engine = _engine(url)
    try:
        with engine.begin() as connection:
            if connection.dialect.name == "postgresql":
                # Another process may be doing the same; what it did is seen after its commit.
                connection.execute(_LOCK)
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    except DBAPIError as error:
        raise outage(error.orig, "the database cannot be migrated now") from error
    finally:
        engine.dispose()


def _copy(path: Path, revision: str) -> Path:
    """Copy the database beside itself; keep the last three copies. Raise StorageError."""
    serial = 1 + max((_serial(old) for old in _copies(path)), default=0)
    copy = path.with_name(f"{path.name}{_COPY}{revision}.{serial}")
    partial = copy.with_name(copy.name + ".partial")
    try:
        partial.unlink(missing_ok=True)
        partial.touch(mode=0o600)
        with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(partial)) as target:
            source.backup(target)
            # A copy is one file: SQLite must not put a log beside it when it is opened.
            target.execute("PRAGMA journal_mode=DELETE")
        partial.rename(copy)
        for old in _copies(path)[:-_COPIES_KEPT]:
            old.unlink()
    except (sqlite3.Error, OSError) as error:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
        raise StorageError(
            "the database could not be copied, so it was not migrated: is there room on the disk?"
        ) from error
    return copy


def _copies(path: Path) -> list[Path]:
    """Return the copies beside the database, oldest first."""
    found = (each for each in path.parent.iterdir() if each.name.startswith(path.name + _COPY))
    return sorted((each for each in found if each.suffix[1:].isdecimal()), key=_serial)


def _serial(copy: Path) -> int:
    return int(copy.suffix[1:])


def _engine(url: str) -> Engine:
    engine = create_engine(driver_url(url))
    if sqlite_path(url) is None:
        return engine

    # The driver commits before DDL on its own otherwise, and a killed migration would leave half
    # a schema.
    @event.listens_for(engine, "connect")
    def explicit(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine
