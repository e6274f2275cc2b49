"""A database that is missing, older, newer, away or of another key."""

import base64
import contextlib
import os
import re
import socket
import sqlite3
from pathlib import Path

import pytest

from storage.store import sqlite_path
from tests.integration.commands.desk import TEAMS, TOKENS, Desk, a_sentence
from tests.patience import HANGS

OTHER_KEY = base64.b64encode(bytes(range(1, 33))).decode()


@pytest.mark.parametrize("command", ["stories", "digest", "doctor"])
def test_a_database_that_does_not_exist_yet_says_what_to_do(desk: Desk, command: str) -> None:
    desk.set(**TOKENS, KUULE__KUULE__DATABASE="sqlite:///none/kuule.db")

    result = desk.run(command)

    assert result.status == 1
    assert "There is no database yet: start `kuule run`, or run `kuule migrate`" in (
        result.err + result.out
    )
    assert not (desk.folder / "none").exists()


def test_a_backup_of_no_database_says_so_and_makes_none(desk: Desk) -> None:
    desk.set(KUULE__KUULE__DATABASE="sqlite:///kuule.db")

    result = desk.run("backup", "copy.db")

    assert result.status == 1
    assert result.err.startswith("There is no database yet: ")
    assert [file.name for file in desk.folder.iterdir()] == ["config.toml"]


@pytest.mark.parametrize(
    ("revision", "said"),
    [("0000", "of an older Kuule: run `kuule migrate`"), ("9999", "of a newer Kuule: install ")],
)
@pytest.mark.parametrize("command", ["stories", "digest", "doctor"])
def test_a_database_of_another_kuule_says_what_to_do(
    desk: Desk, revision: str, said: str, command: str
) -> None:
    desk.set(**TOKENS)
    with contextlib.closing(sqlite3.connect(sqlite_path(desk.database) or "")) as connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", (revision,))
        connection.commit()

    result = desk.run(command)

    assert result.status == 1
    assert said in result.err + result.out


def test_run_refuses_a_newer_database(desk: Desk) -> None:
    desk.set(**TOKENS)
    with contextlib.closing(sqlite3.connect(sqlite_path(desk.database) or "")) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()

    result = desk.run("run")

    assert result.status == 1
    assert result.err.startswith("The database has schema 9999")
    assert a_sentence(result.err)
    assert len(result.err.splitlines()) == 1


@pytest.mark.parametrize("command", [("run",), ("stories",), ("digest", "--post"), ("doctor",)])
def test_another_key_than_the_database_has_is_a_sentence(
    both: Desk, command: tuple[str, ...]
) -> None:
    both.tell("Tarina.")
    both.set(**TOKENS, KUULE_KEY=OTHER_KEY)

    result = both.run(*command)

    assert result.status == (1 if command == ("doctor",) else 2)
    assert "KUULE_KEY is not the key of this database" in result.err + result.out
    assert "Traceback" not in result.err


def test_a_file_that_is_no_database_is_a_sentence(desk: Desk) -> None:
    desk.set(**TOKENS, KUULE__KUULE__DATABASE="sqlite:///config.toml")
    desk.write(TEAMS + "#" * 5000)

    for command in (("run",), ("stories",), ("doctor",), ("backup", "b.db"), ("migrate",)):
        result = desk.run(*command)
        assert result.status == 1
        assert "Traceback" not in result.err
        assert "The file is no database: name another one in kuule.database." in (
            result.err + result.out
        )


def test_a_database_that_another_program_locks_says_so(desk: Desk) -> None:
    desk.set(**TOKENS)

    with desk.locked():
        results = [desk.run(*command) for command in (("digest", "--post"), ("doctor",))]

    for result in results:
        assert result.status == 1
        assert "The database is locked by another program: end that program, or try " in (
            result.err + result.out
        )


def test_a_damaged_database_says_so(desk: Desk) -> None:
    desk.set(**TOKENS)
    file = sqlite_path(desk.database) or Path()
    whole = file.read_bytes()
    # The header is whole, so that SQLite takes the file for its own.
    file.write_bytes(whole[:100] + b"\xff" * (len(whole) - 100))

    for command in (("run",), ("stories",), ("doctor",), ("migrate",)):
        result = desk.run(*command)
        assert result.status == 1
        assert "The database is damaged: stop Kuule and restore the newest backup." in (
            result.err + result.out
        )


def test_a_database_below_a_file_is_a_sentence(desk: Desk) -> None:
    desk.set(**TOKENS, KUULE__KUULE__DATABASE="sqlite:///config.toml/kuule.db")

    for command in (("run",), ("migrate",)):
        result = desk.run(*command)
        assert result.status == 1
        assert a_sentence(result.err)
        assert "config.toml" in result.err


def test_a_postgresql_that_does_not_answer_is_a_sentence(desk: Desk) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    desk.set(**TOKENS, KUULE__KUULE__DATABASE=f"postgresql://kuule@127.0.0.1:{port}/kuule")

    for command in (("run",), ("stories",), ("doctor",), ("migrate",)):
        result = desk.run(*command)
        assert result.status == 1
        assert (
            "The database server does not answer or refuses Kuule: check "
            in result.err + result.out
        )
        assert "Traceback" not in result.err


def as_ordinary_user() -> tuple[str, ...]:
    """Return what makes root obey the rights of directories like anybody else."""
    if os.geteuid() != 0:
        return ()
    return ("setpriv", "--bounding-set=-dac_override,-dac_read_search")


@pytest.mark.parametrize("command", ["run", "migrate"])
def test_a_directory_that_cannot_be_written_to_is_a_sentence(desk: Desk, command: str) -> None:
    folder = desk.folder / "sealed"
    folder.mkdir(mode=0o500)
    desk.set(**TOKENS, KUULE__KUULE__DATABASE="sqlite:///sealed/kuule.db")

    process = desk.spawn(command, before=as_ordinary_user())
    _, err = process.communicate(timeout=HANGS)

    assert process.returncode == 1
    assert err == "sealed/kuule.db: permission denied: check the path, the rights and the disk.\n"


def test_migrate_makes_the_database_and_says_so_and_then_that_it_is_there(both: Desk) -> None:
    again = both.run("migrate")

    assert again.status == 0
    assert re.fullmatch(r"The database has schema \d{4} already\.\n", again.out)

    both.set(KUULE__KUULE__DATABASE="sqlite:///new/kuule.db")
    first = both.run("migrate")

    assert first.status == 0
    assert re.fullmatch(r"The database has schema \d{4} now\.\n", first.out)
    assert (both.folder / "new" / "kuule.db").stat().st_mode & 0o077 == 0
