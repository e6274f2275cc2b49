"""The schema's version: forward at start after a copy, never backward, and refused when it is
newer.

Alembic is imported only when there is something to migrate; the version is read without it.
"""

import sqlite3
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.exc import DBAPIError, OperationalError

from bot.core.errors import SchemaError, StorageUnavailableError
from storage.store import driver_url, sqlite_path

HEAD = "0001"
"""The newest migration; revisions are numbered, so that older and newer can be told apart
without Alembic.
"""

_COPIES_KEPT = 3
_NEWER = "install the newer Kuule, or restore the copy made before the migration"
_OLDER = "stop every Kuule on it, back it up and start one with --migrate"


def current(url: str) -> str | None:
    """Return the schema's revision, None for an empty database. Raise StorageUnavailableError."""
    path = sqlite_path(url)
    if path is not None and not path.exists():
        return None
    engine = _engine(url)
    try:
        with engine.connect() as connection:
            if not inspect(connection).has_table("alembic_version"):
                return None
            return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    except DBAPIError as error:
        raise StorageUnavailableError("the database cannot be opened") from error
    finally:
        engine.dispose()


def prepare(url: str, *, allowed: bool, announce: Callable[[str], None]) -> None:
    """Bring the schema to HEAD. `announce` is told what is done, in one sentence each.

    Without `allowed` a database that holds something is not migrated (PostgreSQL, where others
    may be running on it). Raise SchemaError with what to do.
    """
    found = current(url)
    if found == HEAD:
        return
    if found is not None and found > HEAD:
        message = f"the database has schema {found}, and this program knows {HEAD}: {_NEWER}"
        raise SchemaError(message)
    if found is not None and not allowed:
        message = f"the database has schema {found}, and this program needs {HEAD}: {_OLDER}"
        raise SchemaError(message)
    path = sqlite_path(url)
    if path is not None:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600)
        if found is not None:
            announce(f"Copied the database to {_copy(path, found).name} before the migration.")
    _upgrade(url)
    announce(f"The database has schema {HEAD} now.")


def _copy(path: Path, revision: str) -> Path:
    """Copy the database beside itself; keep the last three copies."""
    serial = 1 + max((int(old.suffix[1:]) for old in _copies(path)), default=0)
    copy = path.with_name(f"{path.name}.before-migration-from-{revision}.{serial}")
    with sqlite3.connect(path) as source, sqlite3.connect(copy) as target:
        source.backup(target)
    source.close()
    target.close()
    copy.chmod(0o600)
    for old in _copies(path)[:-_COPIES_KEPT]:
        old.unlink()
    return copy


def _copies(path: Path) -> list[Path]:
    found = path.parent.glob(f"{path.name}.before-migration-from-*.*")
    return sorted(found, key=lambda copy: int(copy.suffix[1:]))


def _upgrade(url: str) -> None:
    # Alembic costs memory that a running Kuule does not need.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", "storage:migrations")
    engine = _engine(url)
    try:
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    except OperationalError as error:
        raise StorageUnavailableError("the database cannot be migrated now") from error
    finally:
        engine.dispose()


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
