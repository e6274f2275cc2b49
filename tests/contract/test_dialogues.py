"""The `Dialogues` port holds on both databases."""

from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

from bot.core.model.dialogue import LIFE, SILENCE, Dialogue, Step
from bot.core.ports.dialogues import Waking
from storage.store import SqlStore
from tests.contract.builders import NOW, a_key, after, tell

FULL = {
    "step": Step.EXPECTATION,
    "texts": 3,
    "feelings": ("heard", "relieved"),
    "shows_more": True,
    "expectation": "met",
    "is_stopping": True,
    "was_reminded": True,
}


def a_dialogue(teller: UUID, **fields: Any) -> Dialogue:
    values: dict[str, Any] = {"step": Step.STORY, "language": "fi", "heard_at": NOW}
    return Dialogue(id=uuid4(), teller=teller, **values | fields)


async def meet(store: SqlStore, name: str = "U1") -> UUID:
    person = await store.write(lambda tx: tx.people.meet(a_key(name), b"sealed " + name.encode()))
    return person.id


async def save(store: SqlStore, dialogue: Dialogue) -> None:
    await store.write(lambda tx: tx.dialogues.save(dialogue))


async def of(store: SqlStore, person: UUID) -> Dialogue | None:
    return await store.read(lambda tx: tx.dialogues.of(person))


async def test_a_talk_comes_back_as_it_was_kept(store: SqlStore) -> None:
    story = await tell(store, "1.0")
    person = await meet(store)
    for fields in ({}, FULL, {"story": story.id}):
        talk = a_dialogue(person, **fields)
        await save(store, talk)

        assert await of(store, person) == talk
        assert await store.read(lambda tx, which=talk.id: tx.dialogues.by_id(which)) == talk


async def test_a_person_has_one_talk_and_no_other_persons(store: SqlStore) -> None:
    first, second = await meet(store), await meet(store, "U2")
    old, new = a_dialogue(first), a_dialogue(first, texts=2)
    await save(store, old)
    await save(store, new)

    assert await of(store, first) == new
    assert await of(store, second) is None
    assert await store.read(lambda tx: tx.dialogues.by_id(old.id)) is None


async def test_a_talk_that_has_ended_is_gone(store: SqlStore) -> None:
    person = await meet(store)
    talk = a_dialogue(person)
    await save(store, talk)

    await store.write(lambda tx: tx.dialogues.end(talk.id))

    assert await of(store, person) is None


async def test_what_happens_by_itself_is_found_when_it_is_due(store: SqlStore) -> None:
    async def due(**later: float) -> list[Waking]:
        return list(await store.read(lambda tx: tx.dialogues.due(after(**later), 10)))

    telling = a_dialogue(await meet(store), texts=1)
    await save(store, telling)
    await save(store, a_dialogue(await meet(store, "U2")))

    assert await due(seconds=SILENCE.total_seconds() - 1) == []
    assert await due(seconds=SILENCE.total_seconds()) == [Waking(a_key("U1"), b"sealed U1")]
    await save(store, replace(telling, was_reminded=True))
    assert await due(seconds=LIFE.total_seconds() - 1) == []
    assert len(await due(seconds=LIFE.total_seconds())) == 2
    (only,) = await store.read(lambda tx: tx.dialogues.due(NOW + LIFE, 1))
    assert only in await due(seconds=LIFE.total_seconds())


async def test_whether_messages_arrive_is_remembered(store: SqlStore) -> None:
    person = await meet(store)
    for may in (False, True):
        await store.write(lambda tx, may=may: tx.people.reach(person, may=may))
        found = await store.read(lambda tx: tx.people.find(a_key("U1")))
        assert found is not None
        assert found.is_reachable is may
