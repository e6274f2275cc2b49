"""The schema goes forward after a copy, never backward, and is the one that the program thinks."""

import asyncio
import os
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect, text
from sqlalchemy.pool import NullPool

from bot.core.errors import SchemaError, StorageError, StorageUnavailableError
from bot.sealing import KeyedSealer
from storage import migrations, schema
from storage.schema import HEAD, History
from storage.store import driver_url, open_store
from storage.tables import metadata
from tests.contract.builders import NOW, tell
from tests.contract.tables import insert_rows, rows
from tests.patience import HANGS

NEXT = f"{int(HEAD) + 1:04}"
NEXT_SCRIPT = '''
"""A migration of the future."""

import os
import signal

import sqlalchemy as sa
from alembic import op

revision = "{next}"
down_revision = "{head}"


def upgrade():
    op.create_table("mood", sa.Column("id", sa.Text(), primary_key=True), sqlite_strict=True)
    op.execute("INSERT INTO mood VALUES ('calm')")
    op.add_column("team", sa.Column("mood", sa.Text()))
    op.execute("UPDATE team SET mood = 'calm'")
    if {fails}:
        op.execute("SELECT no_such_column FROM team")
    if {killed}:
        os.kill(os.getpid(), signal.SIGKILL)
    op.drop_index("held_parent", "held")
'''
MIGRATE = """
import sys
from storage import schema
schema.prepare(
    sys.argv[1], allowed=True, announce=print, history=schema.History(*sys.argv[2:])
)
"""


def history(folder: Path, *, fails: bool = False, killed: bool = False) -> History:
    """Return Kuule's migrations and one of the future."""
    folder.mkdir()
    source = Path(migrations.__file__).parent
    shutil.copytree(source, folder / "migrations")
    script = NEXT_SCRIPT.format(fails=fails, killed=killed, next=NEXT, head=HEAD)
    (folder / "migrations" / "versions" / f"m{NEXT}_mood.py").write_text(script)
    return History(NEXT, str(folder / "migrations"))


@pytest.fixture
def later(tmp_path: Path) -> History:
    return history(tmp_path / "later")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "kuule.db"


def prepare(url: str, later: History = schema.OURS, *, allowed: bool = True) -> list[str]:
    """Prepare the schema and return what was announced."""
    told: list[str] = []
    schema.prepare(url, allowed=allowed, announce=told.append, history=later)
    return told


def sqlite(path: Path) -> str:
    return f"sqlite:///{path}"


def copies(path: Path) -> list[str]:
    return sorted(each.name for each in path.parent.iterdir() if ".before-migration" in each.name)


def scalar(path: Path, statement: str) -> object:
    with closing(sqlite3.connect(path)) as connection:
        (value,) = connection.execute(statement).fetchone()
    return value


def test_the_program_knows_the_newest_migration() -> None:
    config = Config()
    config.set_main_option("script_location", schema.OURS.scripts)

    assert ScriptDirectory.from_config(config).get_heads() == [HEAD]


def test_an_empty_database_gets_the_newest_schema(empty_database: str) -> None:
    assert schema.current(empty_database) is None

    assert prepare(empty_database, allowed=False) == [f"The database has schema {HEAD} now."]

    assert schema.current(empty_database) == HEAD
    assert prepare(empty_database) == [], "nothing is to be done any more"


def test_the_migrations_make_the_tables_that_the_program_thinks_of(database: str) -> None:
    engine = create_engine(driver_url(database), poolclass=NullPool)

    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True})
        assert compare_metadata(context, metadata) == []
        found = {
            (table, index["name"], tuple(index["column_names"]))
            for table in metadata.tables
            for index in inspect(connection).get_indexes(table)
            if not index["unique"]
        }
    assert found == {
        (table.name, index.name, tuple(index.columns.keys()))
        for table in metadata.tables.values()
        for index in table.indexes
    }


def test_every_table_of_sqlite_takes_only_values_of_its_types(path: Path) -> None:
    prepare(sqlite(path))

    with closing(sqlite3.connect(path)) as connection:
        tables = connection.execute(
            "SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table' "
            "AND name NOT LIKE 'sqlite_%' AND name <> 'alembic_version'"
        ).fetchall()

    assert {name for name, strict in tables if strict} == set(metadata.tables)
    assert [name for name, strict in tables if not strict] == []


def test_a_new_database_is_read_by_its_owner_only(path: Path) -> None:
    prepare(sqlite(path))

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


async def test_an_older_database_goes_forward_with_what_it_holds(
    empty_database: str, later: History, sealer: KeyedSealer
) -> None:
    prepare(empty_database)
    async with open_store(empty_database, sealer) as store:
        await store.write(lambda tx: tx.digests.serve("palvelu", NOW))
        await tell(store, "1.0")

    assert prepare(empty_database, later)[-1] == f"The database has schema {NEXT} now."

    assert schema.current(empty_database) == NEXT
    engine = create_engine(driver_url(empty_database), poolclass=NullPool)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT mood FROM team")).scalars().all() == ["calm"]
    assert len(rows(empty_database, "story")) == 1


def test_a_copy_is_made_before_a_migration(path: Path, later: History) -> None:
    prepare(sqlite(path))
    insert_rows(sqlite(path), "team", [{"id": "palvelu", "since": 1}])

    told = prepare(sqlite(path), later)

    (copy,) = copies(path)
    assert told[0] == f"Copied the database to {copy} before the migration."
    assert copy == f"kuule.db.before-migration-from-{HEAD}.1"
    assert stat.S_IMODE((path.parent / copy).stat().st_mode) == 0o600
    assert schema.current(sqlite(path.parent / copy)) == HEAD
    assert scalar(path.parent / copy, "SELECT id FROM team") == "palvelu"


def test_what_is_still_in_the_log_is_in_the_copy(path: Path, later: History) -> None:
    prepare(sqlite(path))
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("INSERT INTO team VALUES ('palvelu', 1)")
        connection.commit()
        prepare(sqlite(path), later)

    assert scalar(path.parent / copies(path)[0], "SELECT id FROM team") == "palvelu"


def test_the_last_three_copies_are_kept(path: Path, tmp_path: Path) -> None:
    prepare(sqlite(path))
    failing = history(tmp_path / "failing", fails=True)

    for _ in range(12):
        with pytest.raises(StorageUnavailableError):
            prepare(sqlite(path), failing)

    assert copies(path) == [f"kuule.db.before-migration-from-{HEAD}.{n}" for n in (10, 11, 12)]


def test_what_sqlite_left_beside_a_copy_does_not_hinder(path: Path, later: History) -> None:
    prepare(sqlite(path))
    for end in ("1-wal", "1-shm", "1-journal", "1.partial", "x"):
        path.with_name(f"kuule.db.before-migration-from-{HEAD}.{end}").touch()

    prepare(sqlite(path), later)

    assert schema.current(sqlite(path)) == NEXT
    assert f"kuule.db.before-migration-from-{HEAD}.1" in copies(path)


def test_a_copy_that_cannot_be_made_stops_the_migration(path: Path, later: History) -> None:
    prepare(sqlite(path))
    path.with_name(f"kuule.db.before-migration-from-{HEAD}.1.partial").mkdir()

    with pytest.raises(StorageError, match="could not be copied, so it was not migrated"):
        prepare(sqlite(path), later)

    assert schema.current(sqlite(path)) == HEAD


def test_a_newer_database_is_refused_with_what_to_do(empty_database: str, later: History) -> None:
    prepare(empty_database, later)

    with pytest.raises(SchemaError) as refused:
        prepare(empty_database)

    assert str(refused.value) == (
        f"the database has schema {NEXT}, and this program knows {HEAD}: "
        "install the newer Kuule, or restore the copy made before the migration"
    )
    assert schema.current(empty_database) == NEXT


@pytest.mark.parametrize("empty_database", ["postgresql"], indirect=True)
def test_a_postgresql_that_holds_something_is_not_migrated_unasked(
    empty_database: str, later: History
) -> None:
    prepare(empty_database)

    with pytest.raises(SchemaError, match="--migrate"):
        prepare(empty_database, later, allowed=False)

    assert schema.current(empty_database) == HEAD
    prepare(empty_database, later)
    assert schema.current(empty_database) == NEXT


def test_a_migration_that_fails_leaves_the_old_schema(empty_database: str, tmp_path: Path) -> None:
    prepare(empty_database)

    with pytest.raises(StorageUnavailableError):
        prepare(empty_database, history(tmp_path / "failing", fails=True))

    assert_is_old(empty_database)


def test_a_migration_that_is_killed_leaves_the_old_schema_and_can_run_again(
    empty_database: str, tmp_path: Path, later: History
) -> None:
    prepare(empty_database)
    killed = history(tmp_path / "killed", killed=True)

    process = run(MIGRATE, empty_database, killed.head, killed.scripts)
    assert process.returncode == -signal.SIGKILL

    assert_is_old(empty_database)
    prepare(empty_database, later)
    assert schema.current(empty_database) == NEXT


async def test_two_processes_that_begin_together_make_one_schema(empty_database: str) -> None:
    script = "import sys; from storage import schema; " + (
        "schema.prepare(sys.argv[1], allowed=False, announce=print)"
    )
    processes = await asyncio.gather(
        *(asyncio.to_thread(run, script, empty_database) for _ in range(3))
    )

    assert [(process.returncode, process.stderr) for process in processes] == [(0, "")] * 3
    assert schema.current(empty_database) == HEAD


def test_alembic_is_not_imported_when_nothing_is_to_be_done(database: str) -> None:
    script = (
        "import sys; from storage import schema, store; "
        "schema.prepare(sys.argv[1], allowed=True, announce=print); "
        "print([name for name in sys.modules if name.partition('.')[0] in ('alembic', 'mako')])"
    )

    process = run(script, database)

    assert (process.stdout, process.stderr) == ("[]\n", "")


def test_what_is_no_database_is_told_as_such(path: Path) -> None:
    path.parent.mkdir()
    path.write_text("This is no database. " * 100)

    with pytest.raises(StorageUnavailableError, match="the file is no database: "):
        prepare(sqlite(path))

    assert path.read_text().startswith("This is no database.")


def test_the_version_is_read_while_another_process_writes(path: Path) -> None:
    prepare(sqlite(path))
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("BEGIN IMMEDIATE")

        assert schema.current(sqlite(path)) == HEAD


def assert_is_old(url: str) -> None:
    """Fail unless nothing of the migration of the future is left."""
    assert schema.current(url) == HEAD
    engine = create_engine(driver_url(url), poolclass=NullPool)
    with engine.connect() as connection:
        seen = inspect(connection)
        assert not seen.has_table("mood")
        assert [column["name"] for column in seen.get_columns("team")] == ["id", "since"]
        assert "held_parent" in {index["name"] for index in seen.get_indexes("held")}


def run(script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603  # our own script
        [sys.executable, "-c", script, *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=HANGS,
        env={"PATH": os.environ["PATH"]},
        cwd=Path(migrations.__file__).parents[2],
    )
