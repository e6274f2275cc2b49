"""The duty that one of several processes has: who gets it, and when it passes on."""

import asyncio
from contextlib import AsyncExitStack

import psycopg
import pytest
from sqlalchemy.engine import make_url

from bot.core.errors import StorageUnavailableError
from storage.leading import AdvisoryLead
from storage.store import open_store


@pytest.fixture
async def opened(database, sealer):
    async with AsyncExitStack() as stack:

        async def another():
            return await stack.enter_async_context(open_store(database, sealer))

        yield another


def is_shared(database: str) -> bool:
    return make_url(database).get_backend_name() == "postgresql"


async def moved_on(waiting: "asyncio.Task[bool]") -> bool:
    """Tell whether it goes on within a time in which a free lock is had many times over."""
    done, _ = await asyncio.wait([waiting], timeout=0.3)
    return bool(done)


async def test_who_takes_it_first_is_told_so_once(opened):
    store = await opened()

    assert [await store.lead.take() for _ in range(3)] == [True, False, False]


async def test_a_second_process_waits_where_the_database_can_tell_them_apart(opened, database):
    first, second = await opened(), await opened()
    await first.lead.take()
    waiting = asyncio.create_task(second.lead.take())

    # On SQLite both poll, and Telegram's conflict keeps them apart.
    assert await moved_on(waiting) is not is_shared(database)

    await first.close()
    assert await waiting is True
    assert await second.lead.take() is False


async def test_who_stops_waiting_stands_in_nobodys_way(opened):
    first, second, third = await opened(), await opened(), await opened()
    await first.lead.take()
    waiting = asyncio.create_task(second.lead.take())
    await moved_on(waiting)
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    await first.close()
    await second.close()

    assert await third.lead.take() is True


async def test_whose_connection_is_cut_learns_that_it_leads_anew(database, opened):
    store = await opened()
    await store.lead.take()
    if not is_shared(database):
        assert await store.lead.take() is False
        return
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'"
        )

    assert await store.lead.take() is True


async def test_a_server_that_is_away_is_an_outage():
    lead = AdvisoryLead("postgresql://kuule@127.0.0.1:9/none")

    with pytest.raises(StorageUnavailableError):
        await lead.take()
