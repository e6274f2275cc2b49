"""What PostgreSQL does when it restarts, refuses or deadlocks, and whose fault each of its errors
is.
"""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from typing import Any

import psycopg
import pytest
from sqlalchemy import insert, text
from sqlalchemy.engine import make_url

from bot.core.errors import StorageError, StorageUnavailableError
from bot.sealing import KeyedSealer
from storage.postgresql import PostgresqlLink
from storage.session import Session, Statement
from storage.store import open_store
from storage.tables import lane, person
from storage.writer import Writer
from tests.conftest import BACKENDS
from tests.contract.builders import a_key, tell
from tests.patience import HANGS

ADD_LANE = Statement(insert(lane))
ADD_PERSON = Statement(insert(person))
FIND_PERSON = Statement(text("SELECT id FROM person WHERE key = :key"))
ADVISORY_LOCK = Statement(text("SELECT pg_advisory_xact_lock(:key)"))

pytestmark = pytest.mark.parametrize("database", BACKENDS[1:], indirect=True)


@pytest.fixture
async def writer(database: str) -> AsyncIterator[Writer]:
    opened = Writer([PostgresqlLink(database)])
    yield opened
    await opened.close()


@pytest.fixture
async def second(database: str) -> AsyncIterator[Writer]:
    """Another process's writer."""
    opened = Writer([PostgresqlLink(database)])
    yield opened
    await opened.close()


def sql(statement: str) -> Callable[[Session], Any]:
    prepared = Statement(text(statement))
    return lambda session: session.one(prepared)


def keep(name: str) -> Callable[[Session], str]:
    def unit(session: Session) -> str:
        session.run(ADD_LANE, key=a_key(name), free_at=0)
        return name

    return unit


def execute(database: str, statement: str, *parameters: object) -> list[tuple[Any, ...]]:
    with psycopg.connect(database, autocommit=True) as connection:
        cursor = connection.execute(statement, parameters)
        return cursor.fetchall() if cursor.description else []


def names(database: str) -> set[str]:
    return {
        bytes(key).rstrip(b"\0").decode() for (key,) in execute(database, "SELECT key FROM lane")
    }


def end_connections(database: str) -> int:
    """End every connection to the database but this one, as a restart of the server does."""
    ended = execute(
        database,
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
        "WHERE datname = current_database() AND pid <> pg_backend_pid()",
    )
    return len(ended)


async def test_a_unit_that_hides_a_database_error_is_not_acknowledged(
    writer: Writer, database: str
) -> None:
    def hiding(session: Session) -> str:
        keep("hidden")(session)
        try:
            sql("SELECT 1/0")(session)
        except psycopg.Error:
            return "done"
        return "not reached"

    def going_on(session: Session) -> str:
        hiding(session)
        return keep("more")(session)

    outcomes = await asyncio.gather(
        *map(writer.write, [keep("before"), hiding, going_on, keep("behind")]),
        return_exceptions=True,
    )

    assert isinstance(outcomes[1], StorageError)
    assert not isinstance(outcomes[1], StorageUnavailableError), "it would be tried for ever"
    assert isinstance(outcomes[2], psycopg.errors.InFailedSqlTransaction)
    assert names(database) == {"before", "behind"}


async def test_a_connection_lost_between_groups_is_noticed_by_nobody(
    writer: Writer, database: str
) -> None:
    await writer.write(keep("before"))

    assert end_connections(database) == 1

    assert await writer.write(keep("after")) == "after"
    assert names(database) == {"before", "after"}


async def test_a_store_goes_on_after_a_restart(database: str, sealer: KeyedSealer) -> None:
    async with open_store(database, sealer) as store:
        await tell(store, "1.0")
        await store.read(lambda tx: tx.counting.take())

        assert end_connections(database) >= 2

        await tell(store, "2.0")
        assert (await store.read(lambda tx: tx.counting.take())).stories == 2


async def test_a_connection_lost_in_a_unit_is_an_outage_and_the_next_works(
    writer: Writer, database: str
) -> None:
    outcomes = await asyncio.gather(
        writer.write(keep("with it")),
        writer.write(sql("SELECT pg_terminate_backend(pg_backend_pid())")),
        return_exceptions=True,
    )

    assert isinstance(outcomes[1], StorageUnavailableError)
    acknowledged = {each for each in outcomes if isinstance(each, str)}
    assert names(database) == acknowledged
    assert await writer.write(keep("after")) == "after"


async def test_a_server_that_is_away_is_an_outage(sealer: KeyedSealer, database: str) -> None:
    away = make_url(database).set(host="127.0.0.1", port=1, query={})

    with pytest.raises(StorageUnavailableError):
        async with open_store(away.render_as_string(hide_password=False), sealer):
            pass


async def test_a_database_that_is_gone_cannot_be_read(
    database: str, sealer: KeyedSealer, postgresql_server: str
) -> None:
    async with open_store(database, sealer) as store:
        await store.read(lambda tx: tx.counting.take())
        execute(postgresql_server, f'DROP DATABASE "{make_url(database).database}" WITH (FORCE)')

        with pytest.raises(StorageUnavailableError):
            await store.read(lambda tx: tx.counting.take())
        with pytest.raises(StorageUnavailableError):
            await tell(store, "1.0")


async def test_of_two_that_insert_the_same_key_the_later_finds_the_row(
    writer: Writer, second: Writer, database: str
) -> None:
    both = threading.Barrier(2, timeout=HANGS)
    runs: list[str] = []

    def meet(who: str) -> Callable[[Session], str]:
        def unit(session: Session) -> str:
            runs.append(who)
            known = session.one(FIND_PERSON, key=a_key("U1"))
            if known is not None:
                return str(known["id"])
            both.wait()
            person = {
                "id": who,
                "key": a_key("U1"),
                "address": b"sealed",
                "team": "",
                "noticed": 0,
            }
            session.run(
                ADD_PERSON,
                **person,
                language="",
                may_ask=0,
                asked=None,
                unreachable=0,
                touchpoint="",
                came_at=None,
            )
            return who

        return unit

    met = await asyncio.gather(writer.write(meet("one")), second.write(meet("two")))

    assert met[0] == met[1]
    assert len(runs) == 3
    assert execute(database, "SELECT id FROM person") == [(met[0],)]


async def test_a_deadlock_is_tried_again(writer: Writer, second: Writer, database: str) -> None:
    both = threading.Barrier(2, timeout=HANGS)

    def locking(*keys: int) -> Callable[[Session], str]:
        first_time = [True]

        def unit(session: Session) -> str:
            session.one(ADVISORY_LOCK, key=keys[0])
            if first_time.pop() if first_time else False:
                both.wait()
            session.one(ADVISORY_LOCK, key=keys[1])
            return keep(f"{keys}")(session)

        return unit

    await asyncio.gather(writer.write(locking(1, 2)), second.write(locking(2, 1)))

    assert names(database) == {"(1, 2)", "(2, 1)"}


async def test_a_deadlock_that_stays_is_an_outage(writer: Writer) -> None:
    raising = sql("DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = 'deadlock_detected'; END $$")

    with pytest.raises(StorageUnavailableError):
        await writer.write(raising)


@pytest.mark.parametrize(
    "condition",
    [
        "08006",  # connection failure
        "53100",  # disk full
        "53200",  # out of memory
        "53300",  # too many connections
        "55P03",  # lock not available
        "57014",  # query cancelled
        "57P01",  # shut down by an administrator
        "57P03",  # cannot connect now
        "58030",  # input or output error
        "25006",  # a standby, read only
        "25P03",  # idle in transaction for too long
        "40001",  # serialization failure
        "XX001",  # damaged data
    ],
)
async def test_trouble_of_the_server_is_an_outage(writer: Writer, condition: str) -> None:
    raising = sql(f"DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '{condition}'; END $$")

    with pytest.raises(StorageUnavailableError):
        await writer.write(raising)
    assert await writer.write(keep("after")) == "after"


async def test_a_statement_that_takes_too_long_is_an_outage(writer: Writer) -> None:
    def unit(session: Session) -> None:
        session.run(Statement(text("SET LOCAL statement_timeout = 1")))
        sql("SELECT pg_sleep(10)")(session)

    with pytest.raises(StorageUnavailableError):
        await writer.write(unit)


def lane_row(**columns: Any) -> Callable[[Session], Any]:
    return lambda session: session.run(ADD_LANE, **{"key": b"k", "free_at": 0} | columns)


@pytest.mark.parametrize(
    "unit",
    [
        sql("SELECT * FROM no_such_table"),
        sql("SELEKT 1"),
        sql("SELECT 1/0"),
        sql("DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '54000'; END $$"),
        sql("DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '42501'; END $$"),
        lane_row(free_at=2**63),
        lane_row(free_at=2**200),
        lane_row(free_at=None),
        lane_row(key=object()),
        lambda session: session.run(ADD_LANE, key=b"k"),
        lambda session: session.run(Statement(text("SELECT :name")), name="a\0b"),
        lambda session: session.run(Statement(text("SELECT :name")), name="\ud800"),
        lambda session: [session.run(ADD_LANE, key=b"k", free_at=0) for _ in range(2)],
    ],
)
async def test_an_error_of_the_unit_is_no_outage(
    writer: Writer, database: str, unit: Callable[[Session], Any]
) -> None:
    with pytest.raises(Exception) as caught:  # noqa: PT011  # each driver error is its own
        await writer.write(unit)

    assert not isinstance(caught.value, StorageUnavailableError)
    assert names(database) == set()
