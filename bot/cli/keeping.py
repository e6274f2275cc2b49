"""`kuule backup`, `restore` and `migrate`: what is done to the database as a whole."""

import shlex
from pathlib import Path

from bot.cli.terminal import working
from bot.core.errors import SchemaError
from storage import backup as backups
from storage import schema
from storage.store import sqlite_path

_PG_DUMP = (
    "pg_dump --format=custom --exclude-table-data=part_key --exclude-table-data=attachment_key "
    "--file={file} DATABASE\n"
    "pg_dump --format=custom --data-only --table=part_key --table=attachment_key --file={keys} "
    "DATABASE"
)
_PG_RESTORE = (
    "pg_restore --clean --if-exists --dbname=DATABASE {file}\n"
    "pg_restore --data-only --dbname=DATABASE {keys}"
)
_NOTHING_CARRIED_OVER = (
    "The replaced database could not be read with this KUULE_KEY: "
    "what was removed since the backup is back, and has to be removed again."
)
_NONE = "There is no database yet: start `kuule run`, or run `kuule migrate` to make it."
_OLDER = "The database is of an older Kuule: run `kuule migrate`."
_NEWER = "The database is of a newer Kuule: install that one."


def schema_fix(database: str) -> str:
    """Return what to do when the database is missing or of another Kuule; else nothing."""
    found = schema.current(database)
    if found == schema.HEAD:
        return ""
    if found is None:
        return _NONE
    return _OLDER if found < schema.HEAD else _NEWER


def require_schema(database: str) -> None:
    """Raise SchemaError with what to do unless the database is there and of this program."""
    if fix := schema_fix(database):
        raise SchemaError(fix)


def back_up(database: str, file: Path) -> str:
    """Copy it, and return what to say; for PostgreSQL only that."""
    path = sqlite_path(database)
    if path is None:
        return _for_shell(_PG_DUMP, file)
    require_schema(database)
    with working("Copying the database"):
        backups.back_up(path, file)
    return f"Wrote {file} and {backups.keys_file(file)}. Keep only the newest .keys file."


def restore(file: Path, database: str) -> str:
    """Put the backup in its place, and return what to say; for PostgreSQL only that."""
    path = sqlite_path(database)
    if path is None:
        return _for_shell(_PG_RESTORE, file)
    with working("Restoring the database"):
        removed = backups.restore(file, path)
    if removed is None:
        return f"Restored. {_NOTHING_CARRIED_OVER}"
    return f"Restored. {removed} stories that were removed since the backup are removed again."


def migrate(database: str) -> str:
    """Bring the schema forward after a copy, and return what to say."""
    told: list[str] = []
    with working("Migrating the database"):
        schema.prepare(database, allowed=True, announce=told.append)
    return "\n".join(told) or f"The database has schema {schema.HEAD} already."


def _for_shell(commands: str, file: Path) -> str:
    keys = backups.keys_file(file)
    return commands.format(file=shlex.quote(str(file)), keys=shlex.quote(str(keys)))
