"""Every trouble of a database has a sentence of its own."""

import contextlib
import sqlite3
from pathlib import Path

import psycopg
import pytest

from storage.outages import outage


def on_sqlite(path: Path, *statements: str) -> sqlite3.Error:
    """Return the error of the last statement."""
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        try:
            for statement in statements:
                connection.execute(statement)
        except sqlite3.Error as error:
            return error
    raise AssertionError(statements)


def test_a_full_disk_is_told_as_such_on_sqlite(tmp_path: Path) -> None:
    full = on_sqlite(
        tmp_path / "kuule.db",
        "CREATE TABLE t (x)",
        "PRAGMA max_page_count=3",
        "INSERT INTO t VALUES (zeroblob(100000))",
    )

    assert str(outage(full, "")) == "the disk of the database is full: make room on it"


def test_a_file_that_may_not_be_written_is_told_as_such(tmp_path: Path) -> None:
    refused = on_sqlite(tmp_path / "kuule.db", "PRAGMA query_only=ON", "CREATE TABLE t (x)")

    assert str(outage(refused, "")).startswith("the database file cannot be opened: check ")


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (psycopg.errors.LockNotAvailable(), "the database is locked by another program: "),
        (psycopg.errors.DiskFull(), "the disk of the database is full: "),
        (psycopg.errors.DataCorrupted(), "the database is damaged: "),
        (psycopg.errors.IndexCorrupted(), "the database is damaged: "),
        (psycopg.OperationalError(), "the database server does not answer or refuses Kuule: "),
    ],
)
def test_postgresqls_troubles_are_told_apart(error: psycopg.Error, told: str) -> None:
    assert str(outage(error, "")).startswith(told)


@pytest.mark.parametrize("error", [psycopg.errors.AdminShutdown(), MemoryError(), None])
def test_what_has_no_sentence_of_its_own_is_told_by_what_was_tried(
    error: BaseException | None,
) -> None:
    assert str(outage(error, "the database cannot be read now")) == (
        "the database cannot be read now"
    )


def test_the_sentence_holds_nothing_of_the_drivers_own() -> None:
    leaky = psycopg.errors.DiskFull("canary")

    assert "canary" not in str(outage(leaky, "the database cannot be read now"))
