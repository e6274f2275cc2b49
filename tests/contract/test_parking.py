"""The `Parking` port holds on both databases."""

from bot.sealing import KeyedSealer
from storage.store import SqlStore
from tests.contract.builders import NOW, a_key
from tests.contract.tables import everything, rows


async def test_an_input_is_parked_once(store: SqlStore, database: str) -> None:
    added = [
        await store.write(
            lambda tx: tx.parking.add(a_key("i"), "slack", '{"a": 1}', "KeyError", NOW)
        )
        for _ in range(2)
    ]

    assert added == [True, False]
    assert len(rows(database, "parked")) == 1


async def test_a_parked_input_is_sealed_and_opens_at_its_own_place_only(
    store: SqlStore, database: str, sealer: KeyedSealer
) -> None:
    raw = '{"text": "canary \\ud800"}'
    await store.write(lambda tx: tx.parking.add(a_key("i"), "slack", raw, "KeyError", NOW))

    (row,) = rows(database, "parked")
    assert sealer.open(bytes(row["sealed"]), f"parked/{row['id']}/sealed") == raw
    assert b"canary" not in everything(database)
