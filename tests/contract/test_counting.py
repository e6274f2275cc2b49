"""The `Counting` port holds on both databases."""

from bot.core.model.delivery import DeliveryState
from bot.core.model.digest import DigestState
from bot.core.model.week import Week
from storage.store import SqlStore
from tests.contract.builders import (
    NOW,
    a_delivery,
    a_digest,
    a_key,
    after,
    claim,
    deliver,
    settle,
    slack,
    tell,
)


async def test_an_empty_database_counts_nothing(store: SqlStore) -> None:
    census = await store.read(lambda tx: tx.counting.take())

    assert (census.stories, census.parked, census.unposted, census.held) == (0, 0, 0, 0)
    assert set(census.deliveries.values()) == {0}
    assert set(census.deliveries) == set(DeliveryState)
    assert census.oldest_due is None


async def test_what_there_is_is_counted(store: SqlStore) -> None:
    await tell(store, "1.0")
    gone = await tell(store, "2.0")
    await store.write(lambda tx: tx.stories.withdraw(gone.id, NOW))
    await store.write(lambda tx: tx.parking.add(a_key("p"), "slack", "{}", "KeyError", NOW))
    await store.write(lambda tx: tx.digests.claim(a_digest(Week(2026, 44)), NOW))
    for week in (Week(2026, 45), Week(2026, 46)):
        held = a_digest(week, state=DigestState.HELD)
        await store.write(lambda tx, held=held: tx.digests.claim(held, NOW))

    census = await store.read(lambda tx: tx.counting.take())

    assert (census.stories, census.parked, census.unposted, census.held) == (1, 1, 1, 2)


async def test_what_an_administrator_has_seen_is_counted_no_more(store: SqlStore) -> None:
    await deliver(store, *(a_delivery(f"{n}", address=slack(f"C{n}")) for n in range(2)))
    lost, refused = await claim(store)
    await settle(store, lost, DeliveryState.UNKNOWN)
    await settle(store, refused, DeliveryState.DEAD)
    await store.write(lambda tx: tx.parking.add(a_key("p"), "slack", "{}", "KeyError", NOW))

    assert await store.write(lambda tx: tx.counting.see(NOW)) == 3
    assert await store.write(lambda tx: tx.counting.see(NOW)) == 0

    census = await store.read(lambda tx: tx.counting.take())
    assert census.parked == 0
    assert set(census.deliveries.values()) == {0}


async def test_what_is_tried_again_after_it_was_seen_is_counted_again(store: SqlStore) -> None:
    refused = a_delivery("refused", address=slack("C1"))
    await deliver(store, refused)
    (taken,) = await claim(store)
    await settle(store, taken, DeliveryState.DEAD)
    await store.write(lambda tx: tx.counting.see(NOW))

    await deliver(store, refused)

    census = await store.read(lambda tx: tx.counting.take())
    assert census.deliveries[DeliveryState.READY] == 1


async def test_an_unknown_one_that_is_refused_after_it_was_seen_is_counted(
    store: SqlStore,
) -> None:
    await deliver(store, a_delivery("lost"))
    (lost,) = await claim(store)
    await settle(store, lost, DeliveryState.UNKNOWN)
    await store.write(lambda tx: tx.counting.see(NOW))

    await settle(store, lost, DeliveryState.DEAD)

    census = await store.read(lambda tx: tx.counting.take())
    assert census.deliveries[DeliveryState.DEAD] == 1


async def test_what_is_parked_after_something_was_seen_is_counted(store: SqlStore) -> None:
    await store.write(lambda tx: tx.parking.add(a_key("p"), "slack", "{}", "KeyError", NOW))
    await store.write(lambda tx: tx.counting.see(NOW))
    await store.write(lambda tx: tx.parking.add(a_key("q"), "slack", "{}", "KeyError", NOW))

    assert (await store.read(lambda tx: tx.counting.take())).parked == 1


async def test_deliveries_are_counted_by_their_state(store: SqlStore) -> None:
    await deliver(store, *(a_delivery(f"{n}", address=slack(f"C{n}")) for n in range(3)))
    await deliver(store, a_delivery("later", address=slack("C9"), not_before=after(hours=2)))
    await deliver(store, a_delivery("late", address=slack("C8"), not_before=after(hours=1)))
    sent, lost, _ = await claim(store)
    await settle(store, sent, DeliveryState.SENT)
    await settle(store, lost, DeliveryState.UNKNOWN)

    census = await store.read(lambda tx: tx.counting.take())

    assert census.deliveries == {
        DeliveryState.READY: 2,
        DeliveryState.SENDING: 1,
        DeliveryState.SENT: 1,
        DeliveryState.UNKNOWN: 1,
        DeliveryState.DEAD: 0,
    }
    assert census.oldest_due == after(hours=1)
