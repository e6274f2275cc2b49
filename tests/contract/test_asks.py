"""The `Asks` port holds on both databases."""

from storage.store import SqlStore
from tests.contract.builders import NOW, a_key, after
from tests.contract.tables import rows

MESSAGE, AUTHOR, OTHER = a_key("1.0"), a_key("U1"), a_key("U2")


async def ask(store: SqlStore, message: bytes = MESSAGE) -> bool:
    return await store.write(lambda tx: tx.asks.add(message, AUTHOR, after(days=7)))


async def is_open(store: SqlStore, person: bytes = AUTHOR, **later: float) -> bool:
    return await store.read(lambda tx: tx.asks.is_open(MESSAGE, person, after(**later)))


async def test_an_author_is_asked_about_a_message_once(store: SqlStore) -> None:
    assert await ask(store)
    assert not await ask(store)
    assert await ask(store, a_key("2.0"))


async def test_only_the_author_can_answer_and_only_in_time(store: SqlStore) -> None:
    await ask(store)

    assert await is_open(store)
    assert not await is_open(store, OTHER)
    assert not await is_open(store, days=7)


async def test_a_no_is_remembered_without_whose_it_is(store: SqlStore, database: str) -> None:
    await ask(store)

    assert not await store.write(lambda tx: tx.asks.refuse(MESSAGE, OTHER))
    assert await store.write(lambda tx: tx.asks.refuse(MESSAGE, AUTHOR))
    assert not await is_open(store)
    assert not await ask(store)
    assert rows(database, "ask") == [{"key": MESSAGE, "person": None, "expires": None}]


async def test_silence_becomes_a_no(store: SqlStore, database: str) -> None:
    await ask(store)

    assert await store.write(lambda tx: tx.asks.expire(NOW)) == 0
    assert await store.write(lambda tx: tx.asks.expire(after(days=7))) == 1
    assert rows(database, "ask") == [{"key": MESSAGE, "person": None, "expires": None}]
    assert not await ask(store)


async def test_every_question_to_an_author_who_is_forgotten_is_answered_with_a_no(
    store: SqlStore, database: str
) -> None:
    other = a_key("3.0")
    for message in (MESSAGE, a_key("2.0")):
        await ask(store, message)
    await store.write(lambda tx: tx.asks.add(other, OTHER, after(days=7)))

    await store.write(lambda tx: tx.asks.forget(AUTHOR))

    assert not await is_open(store)
    assert {row["key"]: row["person"] for row in rows(database, "ask")} == {
        MESSAGE: None,
        a_key("2.0"): None,
        other: OTHER,
    }
