"""What SQLite does under load, locks and a full disk, and whose fault each of its errors is."""

import asyncio
import sqlite3
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, text
from sqlalchemy.dialects.sqlite import pysqlite

from bot.core.errors import StorageUnavailableError
from bot.sealing import KeyedSealer
from storage.deliveries import SqlDeliveries
from storage.session import CursorSession, Session, Statement
from storage.sqlite import SqliteLink, connect_sqlite, is_sqlite_outage
from storage.store import open_store
from storage.tables import held, lane
from storage.writer import Writer
from tests.contract.builders import NOW, a_key, tell

ADD_HELD = Statement(insert(held))
ADD_LANE = Statement(insert(lane))


@pytest.fixture
def path(tmp_path: Path, sqlite_template: Path) -> Path:
    path = tmp_path / "kuule.db"
    path.write_bytes(sqlite_template.read_bytes())
    return path


@pytest.fixture
async def writer(path: Path) -> AsyncIterator[Writer]:
    opened = Writer([SqliteLink(path)])
    yield opened
    await opened.close()


@pytest.fixture
def other(path: Path) -> Iterator[sqlite3.Connection]:
    """Another process's connection."""
    with closing(connect_sqlite(path)) as connection:
        yield connection


def sql(statement: str) -> Callable[[Session], Any]:
    prepared = Statement(text(statement))

    def unit(session: Session) -> Any:
        row = session.one(prepared)
        return None if row is None else row[0]

    return unit


def keep(name: str, size: int = 10) -> Callable[[Session], str]:
    def unit(session: Session) -> str:
        session.run(
            ADD_HELD,
            key=a_key(name),
            parent=a_key("p"),
            person=a_key("U1"),
            sealed=b"x" * size,
            expires=0,
        )
        return name

    return unit


def names(connection: sqlite3.Connection) -> set[str]:
    return {
        bytes(row["key"]).rstrip(b"\0").decode()
        for row in connection.execute("SELECT * FROM held")
    }


async def test_the_writer_keeps_its_promises_to_the_disk(writer: Writer) -> None:
    pragmas = {
        name: await writer.write(sql(f"PRAGMA {name}"))
        for name in ("journal_mode", "synchronous", "secure_delete", "foreign_keys")
    }

    assert pragmas == {
        "journal_mode": "wal",
        "synchronous": 2,
        "secure_delete": 1,
        "foreign_keys": 1,
    }


def test_a_new_file_waits_for_whoever_is_writing_its_first_rows(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as other:
        other.execute("PRAGMA journal_mode=DELETE")
        other.execute("BEGIN IMMEDIATE")
        done = threading.Timer(0.1, other.execute, ["COMMIT"])
        done.start()
        try:
            with closing(connect_sqlite(path)) as connection:
                (mode,) = connection.execute("PRAGMA journal_mode").fetchone()
        finally:
            done.join()

    assert mode == "wal"


def test_a_new_file_that_stays_locked_is_an_outage(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode=DELETE")
        other.execute("BEGIN IMMEDIATE")

        with pytest.raises(sqlite3.OperationalError, match="locked") as raised:
            connect_sqlite(path, busy_seconds=0.05)

    assert is_sqlite_outage(raised.value)


async def test_a_locked_database_fails_the_waiting_and_the_next_write_works(
    path: Path, sealer: KeyedSealer, other: sqlite3.Connection
) -> None:
    async with open_store(f"sqlite:///{path}", sealer) as store:
        other.execute("BEGIN IMMEDIATE")

        waiting = [asyncio.ensure_future(tell(store, f"{n}.0")) for n in range(5)]
        outcomes = await asyncio.gather(*waiting, return_exceptions=True)

        assert all(isinstance(outcome, StorageUnavailableError) for outcome in outcomes)
        assert (await store.read(lambda tx: tx.counting.take())).stories == 0
        other.execute("ROLLBACK")
        await tell(store, "9.0")
        assert (await store.read(lambda tx: tx.counting.take())).stories == 1


async def test_a_full_disk_acknowledges_only_what_is_kept_and_heals(
    writer: Writer, other: sqlite3.Connection
) -> None:
    (pages,) = other.execute("PRAGMA page_count").fetchone()
    await writer.write(sql(f"PRAGMA max_page_count={pages + 40}"))

    outcomes = await asyncio.gather(
        *(writer.write(keep(f"{n}", size=3000)) for n in range(400)), return_exceptions=True
    )

    failures = [each for each in outcomes if not isinstance(each, str)]
    assert failures
    assert all(isinstance(each, StorageUnavailableError) for each in failures)
    assert names(other) == {each for each in outcomes if isinstance(each, str)}

    await writer.write(sql("PRAGMA max_page_count=1000000"))
    assert await writer.write(keep("after", size=3000)) == "after"
    assert "after" in names(other)


async def test_a_transaction_that_is_gone_is_acknowledged_to_nobody(
    writer: Writer, other: sqlite3.Connection
) -> None:
    def dropping(session: Session) -> str:
        keep("dropped")(session)
        sql("ROLLBACK")(session)
        return "done"

    outcomes = await asyncio.gather(
        writer.write(keep("before")),
        writer.write(dropping),
        writer.write(keep("behind")),
        return_exceptions=True,
    )

    acknowledged = {each for each in outcomes if isinstance(each, str)}
    assert "done" not in acknowledged
    assert names(other) == acknowledged


async def test_a_unit_that_fails_leaves_nothing_and_harms_no_other(
    writer: Writer, other: sqlite3.Connection
) -> None:
    def failing(session: Session) -> None:
        keep("of the bad one")(session)
        raise KeyError("text")

    units = [keep(f"{n}") for n in range(256)]
    units[77] = failing  # type: ignore[assignment]  # returns nothing

    outcomes = await asyncio.gather(*map(writer.write, units), return_exceptions=True)

    assert [n for n, each in enumerate(outcomes) if isinstance(each, KeyError)] == [77]
    assert names(other) == {f"{n}" for n in range(256)} - {"77"}


async def test_a_missing_file_is_an_outage_and_is_not_made(tmp_path: Path) -> None:
    path = tmp_path / "nothing.db"
    writer = Writer([SqliteLink(path)])

    with pytest.raises(StorageUnavailableError):
        await writer.write(sql("SELECT 1"))

    await writer.close()
    assert not path.exists()


@pytest.fixture
def not_a_database(tmp_path: Path) -> Path:
    path = tmp_path / "kuule.db"
    path.write_bytes(b"This is no database. " * 1000)
    return path


async def test_a_file_that_is_no_database_is_an_outage(not_a_database: Path) -> None:
    writer = Writer([SqliteLink(not_a_database)])

    with pytest.raises(StorageUnavailableError):
        await writer.write(sql("SELECT 1"))

    await writer.close()


async def test_a_damaged_page_is_an_outage_and_the_rest_is_read(path: Path) -> None:
    with closing(connect_sqlite(path)) as connection:
        (root,) = connection.execute(
            "SELECT rootpage FROM sqlite_schema WHERE name = 'held'"
        ).fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with path.open("r+b") as file:
        file.seek((root - 1) * size)
        file.write(b"\xff" * size)
    writer = Writer([SqliteLink(path)])

    with pytest.raises(StorageUnavailableError):
        await writer.write(sql("SELECT * FROM held"))
    assert await writer.write(sql("SELECT count(*) FROM story")) == 0

    await writer.close()


async def test_a_disk_that_may_not_be_written_is_an_outage(writer: Writer) -> None:
    await writer.write(sql("PRAGMA query_only=ON"))

    with pytest.raises(StorageUnavailableError):
        await writer.write(keep("x"))


async def test_memory_that_runs_out_is_an_outage(writer: Writer) -> None:
    def unit(_session: Session) -> None:
        raise MemoryError

    with pytest.raises(StorageUnavailableError):
        await writer.write(unit)


async def test_tidying_waits_neither_for_readers_nor_for_a_lock(
    path: Path, sealer: KeyedSealer, other: sqlite3.Connection
) -> None:
    log = path.with_name("kuule.db-wal")
    async with open_store(f"sqlite:///{path}", sealer) as store:
        other.execute("BEGIN")
        other.execute("SELECT * FROM story").fetchall()
        await tell(store, "1.0")

        assert not await store.tidy()
        assert log.stat().st_size > 0

        other.execute("COMMIT")
        assert await store.tidy()
        assert log.stat().st_size == 0

        await tell(store, "2.0")
        other.execute("BEGIN IMMEDIATE")
        assert not await store.tidy()


def test_the_courier_walks_through_nothing_that_has_ended(
    path: Path, sealer: KeyedSealer, other: sqlite3.Connection
) -> None:
    ended = ((f"{n:032}", a_key(f"{n}"), n) for n in range(20_000))
    other.execute("BEGIN")
    other.executemany(
        "INSERT INTO delivery (id, dedup, kind, state, priority, lane, not_before, attempts) "
        "VALUES (?, ?, 'receipt', 'sent', 0, x'00', ?, 1)",
        ended,
    )
    other.execute("COMMIT")
    steps: list[None] = []
    other.set_progress_handler(lambda: steps.append(None), 100)
    dialect = pysqlite.dialect(paramstyle="named")
    deliveries = SqlDeliveries(CursorSession(other.cursor(), dialect), sealer)

    deliveries.claim(NOW, NOW, 20)
    deliveries.expire(NOW)
    deliveries.unknown(NOW, 20)
    deliveries.next_due(NOW)

    assert len(steps) < 50, "hundreds of SQLite's steps, where a walk takes hundreds of thousands"


def lane_row(**columns: Any) -> Callable[[Session], Any]:
    return lambda session: session.run(ADD_LANE, **{"key": b"k", "free_at": 0} | columns)


@pytest.mark.parametrize(
    "unit",
    [
        sql("SELECT * FROM no_such_table"),
        sql("SELECT no_such_column FROM story"),
        sql("SELEKT 1"),
        sql("BEGIN"),
        sql("SELECT zeroblob(2000000000)"),
        lane_row(free_at=2**63),
        lane_row(free_at="noon"),
        lane_row(free_at=None),
        lane_row(key=object()),
        lane_row(key=None),
        lambda session: session.run(ADD_LANE, key=b"k"),
        lambda session: session.run(Statement(text("SELECT :name")), name="\ud800"),
        lambda session: [session.run(ADD_LANE, key=b"k", free_at=0) for _ in range(2)],
    ],
)
async def test_an_error_of_the_unit_is_no_outage(
    writer: Writer, unit: Callable[[Session], Any]
) -> None:
    with pytest.raises(Exception) as caught:  # noqa: PT011  # each driver error is its own
        await writer.write(unit)

    assert not isinstance(caught.value, StorageUnavailableError)
    assert await writer.write(sql("SELECT count(*) FROM lane")) == 0
