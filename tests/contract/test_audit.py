"""The `Audit` port holds on both databases."""

from dataclasses import replace
from uuid import uuid4

from bot.core.ports.audit import Cause, Deed, Entry
from storage.store import SqlStore
from tests.contract.builders import NOW, TEAM
from tests.contract.tables import rows

ENTRY = Entry(
    id=uuid4(),
    at=NOW,
    deed=Deed.RETAG,
    cause=Cause.SETTINGS,
    team=TEAM.id,
    before="t1 m1",
    after="t2 m1",
    count=3,
)


async def test_an_entry_says_what_was_done_and_nothing_of_people(
    store: SqlStore, database: str
) -> None:
    await store.write(lambda tx: tx.audit.add(ENTRY))

    (row,) = rows(database, "audit")
    assert row.pop("at") > 0
    assert row == {
        "id": ENTRY.id.hex,
        "deed": "retag",
        "cause": "settings",
        "team": "palvelu",
        "before": "t1 m1",
        "after": "t2 m1",
        "count": 3,
        "reason": "",
    }


async def test_a_deed_in_many_steps_is_one_entry(store: SqlStore, database: str) -> None:
    for count in (3, 20, 1):
        await store.write(lambda tx, count=count: tx.audit.add(replace(ENTRY, count=count)))
    await store.write(lambda tx: tx.audit.add(replace(ENTRY, id=uuid4())))

    assert sorted(row["count"] for row in rows(database, "audit")) == [3, 24]
