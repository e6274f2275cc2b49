"""Reading beside the writers, on both databases."""

import asyncio
import threading

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bot.core.errors import KeyMismatchError, StorageError
from bot.core.model.delivery import DeliveryState
from bot.core.ports.store import Transaction
from bot.sealing import KeyedSealer
from storage.session import Statement
from storage.store import SqlStore, SqlTransaction, open_store
from tests.contract.builders import TEAM, WEEK, a_key, tell
from tests.contract.tables import insert_rows, rows


async def test_a_reader_sees_one_snapshot_whatever_is_written_meanwhile(
    store: SqlStore, database: str
) -> None:
    await tell(store, "1.0")
    (row,) = rows(database, "story")

    def unit(tx: Transaction) -> tuple[int, int]:
        before = len(tx.stories.told_in(TEAM.id, WEEK))
        new = row | {"id": "2" * 32, "key": a_key("2.0"), "number": 10_001}
        insert_rows(database, "story", [new])
        return before, tx.counting.take().stories

    assert await store.read(unit) == (1, 1)
    assert (await store.read(lambda tx: tx.counting.take())).stories == 2


async def test_what_a_reader_writes_is_refused(store: SqlStore, database: str) -> None:
    with pytest.raises(StorageError):
        await store.read(lambda tx: tx.people.meet(a_key("U1"), b"sealed"))

    assert rows(database, "person") == []


async def test_a_reader_sees_what_was_acknowledged(store: SqlStore) -> None:
    for n in range(20):
        await tell(store, f"{n}.0")
        assert (await store.read(lambda tx: tx.counting.take())).stories == n + 1


async def test_a_fault_of_the_reader_is_no_outage(store: SqlStore) -> None:
    def unit(tx: Transaction) -> object:
        assert isinstance(tx, SqlTransaction)
        return tx.stories._session.one(Statement(text("SELECT no_such_column FROM story")))

    with pytest.raises(DBAPIError):
        await store.read(unit)
    with pytest.raises(KeyError):
        await store.read(lambda _tx: {}["missing"])


async def test_more_readers_than_connections_all_read(store: SqlStore) -> None:
    found = await asyncio.gather(*(store.read(lambda tx: tx.counting.take()) for _ in range(100)))

    assert {census.deliveries[DeliveryState.READY] for census in found} == {0}


async def test_a_cancelled_reader_disturbs_no_other(store: SqlStore) -> None:
    reading = [asyncio.ensure_future(store.read(lambda tx: tx.counting.take())) for _ in range(30)]
    for turn in range(10):
        await asyncio.sleep(0)
        reading[turn].cancel()

    done = await asyncio.gather(*reading, return_exceptions=True)

    assert sum(isinstance(each, asyncio.CancelledError) for each in done) == 10
    assert (await store.read(lambda tx: tx.counting.take())).stories == 0


async def test_another_key_is_refused_and_the_database_stays_as_it_was(
    database: str, sealer: KeyedSealer
) -> None:
    async with open_store(database, sealer) as store:
        await tell(store, "1.0")

    with pytest.raises(KeyMismatchError):
        async with open_store(database, KeyedSealer(b"another key, of 32 bytes in all.")):
            pass

    async with open_store(database, sealer) as store:
        assert (await store.read(lambda tx: tx.counting.take())).stories == 1


async def test_of_two_processes_that_begin_a_database_only_those_of_its_key_open_it(
    database: str,
) -> None:
    async def begin(key: bytes) -> bytes | None:
        try:
            async with open_store(database, KeyedSealer(key)):
                return key
        except KeyMismatchError:
            return None

    opened = await asyncio.gather(*(begin(bytes([n % 2]) * 32) for n in range(8)))

    assert sorted(map(str, opened)) in (
        sorted(map(str, [bytes([n]) * 32] * 4 + [None] * 4)) for n in (0, 1)
    )


async def test_who_reads_much_sees_one_snapshot_and_writes_nothing(
    store: SqlStore, database: str
) -> None:
    await tell(store, "1.0")
    (row,) = rows(database, "story")

    def unit(tx: Transaction) -> tuple[int, int]:
        before = len(tx.stories.told_in(TEAM.id, WEEK))
        new = row | {"id": "2" * 32, "key": a_key("2.0"), "number": 10_001}
        insert_rows(database, "story", [new])
        return before, tx.counting.take().stories

    assert await store.read_much(unit) == (1, 1)
    with pytest.raises(StorageError):
        await store.read_much(lambda tx: tx.people.meet(a_key("U9"), b"sealed"))
    assert await store.read_much(lambda tx: tx.counting.take().stories) == 2


async def test_while_somebody_reads_much_the_event_loop_goes_on(store: SqlStore) -> None:
    loop, went_on = asyncio.get_running_loop(), threading.Event()

    def unit(_tx: Transaction) -> bool:
        loop.call_soon_threadsafe(went_on.set)
        return went_on.wait(10)

    assert await store.read_much(unit)
