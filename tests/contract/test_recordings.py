"""The `Recordings` port holds on both databases."""

from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import pytest

from bot.core.ports.recordings import NewRecording
from storage.store import SqlStore
from tests.contract.builders import NOW, a_key, after


@pytest.fixture
async def teller(store: SqlStore) -> UUID:
    """Somebody who has accepted the notice."""
    person = await store.write(lambda tx: tx.people.meet(a_key("U1"), b"sealed"))
    await store.write(lambda tx: tx.people.note(person.id))
    return person.id


def a_recording(person: UUID, name: str = "1", **fields: Any) -> NewRecording:
    values: dict[str, Any] = {"not_before": NOW, "expires": after(hours=24)}
    return NewRecording(
        id=uuid4(), key=a_key(name), person=person, sealed=b"file", **values | fields
    )


async def add(store: SqlStore, new: NewRecording) -> bool:
    return await store.write(lambda tx: tx.recordings.add(new))


async def claim(store: SqlStore, **later: float) -> list[UUID]:
    now = after(**later)
    is_due = await store.read(lambda tx: tx.recordings.is_due(now))
    until = now + (after(minutes=5) - NOW)
    taken = await store.write(lambda tx: tx.recordings.claim(now, until, 10))
    assert is_due is bool(taken)
    return [each.id for each in taken]


async def test_the_same_message_is_kept_once(store: SqlStore, teller: UUID) -> None:
    new = a_recording(teller)

    assert await add(store, new)
    assert not await add(store, replace(new, id=uuid4()))


async def test_it_is_taken_once_and_again_when_whoever_took_it_has_died(
    store: SqlStore, teller: UUID
) -> None:
    new = a_recording(teller)
    await add(store, new)

    assert await claim(store) == [new.id]
    assert await claim(store, minutes=4) == []
    (again,) = await store.write(lambda tx: tx.recordings.claim(after(minutes=5), NOW, 10))
    assert (again.person, again.sealed, again.attempts) == (teller, b"file", 2)


async def test_nobody_is_heard_before_they_have_accepted_the_notice(store: SqlStore) -> None:
    person = (await store.write(lambda tx: tx.people.meet(a_key("U2"), b"sealed"))).id
    new = a_recording(person)
    await add(store, new)

    assert await claim(store) == []
    assert await store.read(lambda tx: tx.recordings.awaits(person))
    await store.write(lambda tx: tx.people.note(person))
    assert await claim(store) == [new.id]


async def test_what_is_put_off_is_due_then(store: SqlStore, teller: UUID) -> None:
    new = a_recording(teller)
    await add(store, new)
    await claim(store)
    await store.write(lambda tx: tx.recordings.put_off(new.id, after(seconds=30)))

    assert await claim(store, seconds=29) == []
    assert await claim(store, seconds=30) == [new.id]


async def test_what_was_heard_is_for_its_teller_alone_and_not_due_again(
    store: SqlStore, teller: UUID
) -> None:
    new = a_recording(teller)
    await add(store, new)
    assert await store.read(lambda tx: tx.recordings.heard(new.id, teller)) is None

    assert await store.write(lambda tx: tx.recordings.hear(new.id, b"words"))
    assert not await store.write(lambda tx: tx.recordings.hear(new.id, b"others"))

    found = await store.read(lambda tx: tx.recordings.heard(new.id, teller))
    assert found is not None
    assert found.sealed == b"words"
    assert await store.read(lambda tx: tx.recordings.heard(new.id, uuid4())) is None
    assert not await store.read(lambda tx: tx.recordings.awaits(teller))
    await store.write(lambda tx: tx.recordings.put_off(new.id, NOW))
    assert await claim(store, hours=1) == []


async def test_what_is_dropped_is_gone_once(store: SqlStore, teller: UUID) -> None:
    new = a_recording(teller)
    await add(store, new)

    assert await store.write(lambda tx: tx.recordings.drop(new.id))
    assert not await store.write(lambda tx: tx.recordings.drop(new.id))
    assert not await store.write(lambda tx: tx.recordings.hear(new.id, b"words"))


async def test_all_of_a_person_are_forgotten_and_no_others(store: SqlStore, teller: UUID) -> None:
    other = (await store.write(lambda tx: tx.people.meet(a_key("U2"), b"sealed"))).id
    for name, person in (("1", teller), ("2", teller), ("3", other)):
        await add(store, a_recording(person, name))

    keys = await store.write(lambda tx: tx.recordings.forget(teller))

    assert set(keys) == {a_key("1"), a_key("2")}
    assert not await store.read(lambda tx: tx.recordings.awaits(teller))
    assert await store.read(lambda tx: tx.recordings.awaits(other))


async def test_what_has_waited_too_long_is_found_oldest_first(
    store: SqlStore, teller: UUID
) -> None:
    first = a_recording(teller, "1")
    second = a_recording(teller, "2", expires=after(hours=23))
    for new in (first, second):
        await add(store, new)

    def expired(**later: float) -> Any:
        return store.read(lambda tx: tx.recordings.expired(after(**later), 10))

    assert await expired(hours=22) == []
    assert [each.id for each in await expired(hours=24)] == [second.id, first.id]
