"""The `People` port holds on both databases."""

import asyncio
import threading
from datetime import UTC, datetime

from bot.core.ports.store import Transaction
from bot.sealing import KeyedSealer
from storage.store import SqlStore, open_store
from tests.contract.builders import NOW, a_key, a_part, a_story
from tests.contract.tables import rows

ADDRESS = b"sealed address"


async def test_a_stranger_is_not_found(store: SqlStore) -> None:
    assert await store.read(lambda tx: tx.people.find(a_key("U1"))) is None


async def test_a_person_is_met_once_and_known_from_then_on(store: SqlStore, database: str) -> None:
    first = await store.write(lambda tx: tx.people.meet(a_key("U1"), ADDRESS))
    again = await store.write(lambda tx: tx.people.meet(a_key("U1"), b"another seal of it"))

    assert first == again == await store.read(lambda tx: tx.people.find(a_key("U1")))
    assert (first.team, first.noticed) == ("", False)
    (row,) = rows(database, "person")
    assert row["address"] == ADDRESS


async def test_two_people_are_two(store: SqlStore) -> None:
    one = await store.write(lambda tx: tx.people.meet(a_key("U1"), ADDRESS))
    other = await store.write(lambda tx: tx.people.meet(a_key("U2"), ADDRESS))

    assert one.id != other.id


async def test_the_team_chosen_last_is_remembered_for_that_person_only(store: SqlStore) -> None:
    one = await store.write(lambda tx: tx.people.meet(a_key("U1"), ADDRESS))
    await store.write(lambda tx: tx.people.meet(a_key("U2"), ADDRESS))

    for team in ("palvelu", "butik"):
        await store.write(lambda tx, team=team: tx.people.choose_team(one.id, team))

    found = [await store.read(lambda tx, u=u: tx.people.find(a_key(u))) for u in ("U1", "U2")]
    assert [person.team for person in found if person] == ["butik", ""]


async def test_the_notice_is_given_once(store: SqlStore) -> None:
    one = await store.write(lambda tx: tx.people.meet(a_key("U1"), ADDRESS))
    await store.write(lambda tx: tx.people.meet(a_key("U2"), ADDRESS))

    await store.write(lambda tx: tx.people.note(one.id))

    found = [await store.read(lambda tx, u=u: tx.people.find(a_key(u))) for u in ("U1", "U2")]
    assert [person.noticed for person in found if person] == [True, False]


async def test_where_a_person_scanned_a_code_is_remembered_until_it_is_forgotten(
    store: SqlStore,
) -> None:
    at = datetime(2026, 11, 10, 12, tzinfo=UTC)
    one = await store.write(lambda tx: tx.people.meet(a_key("U1"), ADDRESS))
    assert (one.touchpoint, one.came_at) == ("", None)

    await store.write(lambda tx: tx.people.come(one.id, "invoice", at))
    came = await store.read(lambda tx: tx.people.find(a_key("U1")))
    await store.write(lambda tx: tx.people.come(one.id, "", None))
    gone = await store.read(lambda tx: tx.people.find(a_key("U1")))

    assert came
    assert (came.touchpoint, came.came_at) == ("invoice", at)
    assert gone
    assert (gone.touchpoint, gone.came_at) == ("", None)


async def test_two_processes_that_meet_the_same_people_know_the_same_ones(
    store: SqlStore, database: str, sealer: KeyedSealer
) -> None:
    async with open_store(database, sealer) as other:
        met = await asyncio.gather(
            *(
                side.write(lambda tx, n=n: tx.people.meet(a_key(f"U{n}"), ADDRESS))
                for n in range(30)
                for side in (store, other)
            )
        )

    assert len({person.id for person in met}) == 30
    assert len(rows(database, "person")) == 30


async def test_the_chosen_language_is_remembered_until_the_platforms_is_chosen_again(
    store: SqlStore,
) -> None:
    one = await store.write(lambda tx: tx.people.meet(a_key("U1"), ADDRESS))
    await store.write(lambda tx: tx.people.meet(a_key("U2"), ADDRESS))
    assert one.language is None

    found = []
    for language in ("sv", None):
        await store.write(lambda tx, to=language: tx.people.choose_language(one.id, to))
        people = [await store.read(lambda tx, u=u: tx.people.find(a_key(u))) for u in ("U1", "U2")]
        found.append([person.language for person in people if person])

    assert found == [["sv", None], [None, None]]


async def test_nobody_is_asked_who_did_not_say_yes(store: SqlStore) -> None:
    one = await store.write(lambda tx: tx.people.meet(a_key("U1"), ADDRESS))
    await store.write(lambda tx: tx.people.meet(a_key("U2"), b"another"))
    assert await store.read(lambda tx: tx.people.askable()) == []

    await store.write(lambda tx: tx.people.let_ask(one.id, may=True))
    await store.write(lambda tx: tx.people.remember_asked(one.id, b"sealed"))

    (found,) = await store.read(lambda tx: tx.people.askable())
    assert (found.person.id, found.key, found.address) == (one.id, a_key("U1"), ADDRESS)
    assert (found.person.may_ask, found.person.asked) == (True, b"sealed")


async def test_a_no_forgets_what_was_asked(store: SqlStore) -> None:
    one = await store.write(lambda tx: tx.people.meet(a_key("U1"), ADDRESS))
    await store.write(lambda tx: tx.people.let_ask(one.id, may=True))
    await store.write(lambda tx: tx.people.remember_asked(one.id, b"sealed"))

    await store.write(lambda tx: tx.people.let_ask(one.id, may=False))

    found = await store.read(lambda tx: tx.people.find(a_key("U1")))
    assert found is not None
    assert (found.may_ask, found.asked) == (False, None)


async def test_a_person_who_is_forgotten_is_a_stranger(store: SqlStore) -> None:
    one = await store.write(lambda tx: tx.people.meet(a_key("U1"), ADDRESS))
    await store.write(lambda tx: tx.people.meet(a_key("U2"), ADDRESS))
    assert await store.write(lambda tx: tx.people.hold(a_key("U1"))) == one

    await store.write(lambda tx: tx.people.forget(one.id))

    assert await store.write(lambda tx: tx.people.hold(a_key("U1"))) is None
    assert await store.read(lambda tx: tx.people.find(a_key("U2")))


async def test_what_is_told_while_its_teller_is_forgotten_is_told_by_somebody_new(
    store: SqlStore, database: str, sealer: KeyedSealer
) -> None:
    await store.write(lambda tx: tx.people.meet(a_key("U1"), ADDRESS))
    known, forgotten = threading.Event(), threading.Event()

    def tell(tx: Transaction) -> None:
        person = tx.people.meet(a_key("U1"), ADDRESS)
        known.set()
        # On SQLite nobody else writes meanwhile.
        forgotten.wait(0.5)
        tx.stories.add(a_story(a_part("1.0"), person.id))

    def forget(tx: Transaction) -> None:
        person = tx.people.hold(a_key("U1"))
        assert person is not None
        for own in tx.stories.own(person.id):
            tx.stories.erase(own.id, NOW)
        tx.people.forget(person.id)

    async with open_store(database, sealer) as other:
        telling = asyncio.ensure_future(store.write(tell))
        await asyncio.to_thread(known.wait, 5)
        await other.write(forget)
        forgotten.set()
        await telling

    (story,) = rows(database, "story")
    people = [row["id"] for row in rows(database, "person")]
    is_told_after = (story["status"], [story["person"]]) == ("kept", people)
    is_erased = (story["status"], story["person"], people) == ("erased", None, [])
    assert is_told_after or is_erased
