"""The parts of a story hold on both databases: how they join it, wait for it, change and go."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.core.model.tag import Sentiment
from bot.core.ports.sealing import SealedText
from bot.core.ports.store import Transaction
from bot.core.ports.stories import Trace
from bot.sealing import KeyedSealer
from storage.store import SqlStore, open_store
from tests.contract.builders import (
    NOW,
    TEAM,
    a_held,
    a_key,
    a_part,
    a_tag,
    add_part,
    after,
    of,
    tell,
    told,
)
from tests.contract.tables import rows


async def test_a_reply_is_a_part_of_its_story_in_the_order_of_telling(store: SqlStore) -> None:
    await tell(store, "1.0", "One.", told_at=after(minutes=1))
    await add_part(store, "1.0", a_part("3.0", "Three.", told_at=after(minutes=3)))
    await add_part(store, "1.0", a_part("2.0", "Two.", told_at=after(minutes=2)))

    (story,) = await told(store)

    assert story.text == "One.\nTwo.\nThree."
    assert await store.read(lambda tx: tx.stories.trace(a_key("3.0")).told)


async def test_the_spans_of_a_part_refer_to_the_text_of_the_whole_story(store: SqlStore) -> None:
    await tell(store, "1.0", "💛 yksi", a_tag("a", start=2, end=6))
    second = a_part("2.0", "ja kaksi", a_tag("b", start=3, end=8), told_at=after(minutes=1))
    await add_part(store, "1.0", second)
    third = a_part("3.0", "ja kolme", a_tag("c", start=3, end=8), told_at=after(minutes=2))
    await add_part(store, "1.0", third)

    (story,) = await told(store)

    assert [story.text[tag.start : tag.end] for tag in story.tags] == ["yksi", "kaksi", "kolme"]


async def test_a_story_with_good_and_bad_parts_is_mixed(store: SqlStore) -> None:
    await tell(store, "1.0", "Good.", a_tag("sentiment", "positive", polarity=1))
    bad = a_part("2.0", "Bad.", a_tag("sentiment", "negative", polarity=-1))
    await add_part(store, "1.0", bad)

    (story,) = await told(store)

    assert story.sentiment is Sentiment.MIXED


async def test_a_part_put_first_is_the_one_that_the_story_goes_with(store: SqlStore) -> None:
    await tell(store, "2.0")
    late = a_part("1.0", "One.", told_at=after(minutes=-1))

    def put(tx: Transaction) -> tuple[bool, bool]:
        own = tx.stories.of(a_key("2.0"), None)
        assert own is not None
        tx.stories.put_first(own.id, late)
        found = [tx.stories.of(a_key(message), None) for message in ("1.0", "2.0")]
        return found[0] and found[0].begins_with_it, found[1] and found[1].begins_with_it

    assert await store.write(put) == (True, False)


async def test_a_story_is_as_critical_as_its_most_critical_part(store: SqlStore) -> None:
    await tell(store, "1.0", criticality=1)
    await add_part(store, "1.0", a_part("2.0", criticality=3))
    await add_part(store, "1.0", a_part("3.0", criticality=2))

    (story,) = await told(store)

    assert story.criticality == 3


async def test_a_story_is_found_by_any_of_its_messages(store: SqlStore) -> None:
    new = await tell(store, "1.0")
    await add_part(store, "1.0", a_part("2.0"))

    first, second = await of(store, "1.0"), await of(store, "2.0")

    assert first is not None
    assert second is not None
    assert first.id == second.id == new.id
    assert first.begins_with_it
    assert not second.begins_with_it
    assert (first.team, first.language) == (TEAM.id, "fi")


async def change(store: SqlStore, message: str, *, at: datetime = NOW, **fields: Any) -> None:
    def unit(tx: Transaction) -> None:
        own, told = tx.stories.of(a_key(message), None), tx.stories.part(a_key(message))
        assert own is not None
        assert told is not None
        part = replace(a_part("changed", **fields), id=told.id)
        tx.stories.change_part(own, part, at)

    await store.write(unit)


async def test_a_changed_part_has_another_original_and_another_time_and_keeps_its_place(
    store: SqlStore,
) -> None:
    await tell(store, "1.0", "Old.")
    await change(store, "1.0", at=after(minutes=5))

    part = await store.read(lambda tx: tx.stories.part(a_key("1.0")))
    assert part is not None
    assert (part.told_at, part.changed_at) == (NOW, after(minutes=5))
    assert part.original == SealedText(b"sealed changed", b"wrapped changed")


async def test_a_story_of_one_part_becomes_as_critical_as_its_changed_text(
    store: SqlStore,
) -> None:
    await tell(store, "1.0", "Old.", criticality=4)
    await change(store, "1.0", criticality=1, language="sv")

    (story,) = await told(store)
    assert (story.criticality, story.language) == (1, "sv")


async def test_a_story_of_two_parts_stays_at_least_as_critical(store: SqlStore) -> None:
    await tell(store, "1.0", "Old.", criticality=2)
    await add_part(store, "1.0", a_part("2.0", "More.", told_at=after(minutes=1)))
    await change(store, "2.0", criticality=1, language="sv")

    (story,) = await told(store)
    assert (story.criticality, story.language) == (2, "fi")
    assert await store.read(lambda tx: tx.stories.shown(story.id)) == story.text == "Old.\nMore."


async def test_a_removed_part_leaves_the_story_with_the_others(store: SqlStore) -> None:
    await tell(store, "1.0", "One.", a_tag("a", end=3))
    second = a_part("2.0", "Two.", a_tag("b", end=3), told_at=after(minutes=1))
    await add_part(store, "1.0", second)
    third = a_part("3.0", "Three.", a_tag("c", end=5), told_at=after(minutes=2))
    await add_part(store, "1.0", third)

    await store.write(lambda tx: tx.stories.drop_part(a_key("2.0"), NOW))

    (story,) = await told(store)
    assert story.text == "One.\nThree."
    assert [story.text[tag.start : tag.end] for tag in story.tags] == ["One", "Three"]
    assert await store.read(lambda tx: tx.stories.trace(a_key("2.0")).removed)


async def test_a_part_never_joins_a_story_that_is_just_withdrawn(
    store: SqlStore, database: str, sealer: KeyedSealer
) -> None:
    for n in range(25):
        await tell(store, f"{n}.0")

    def join(n: int) -> Callable[[Transaction], None]:
        def unit(tx: Transaction) -> None:
            own = tx.stories.of(a_key(f"{n}.0"), None)
            if own is not None:
                tx.stories.add_part(own.id, a_part(f"{n}.1", "Words that must go."))

        return unit

    def remove(n: int) -> Callable[[Transaction], None]:
        def unit(tx: Transaction) -> None:
            own = tx.stories.of(a_key(f"{n}.0"), None)
            assert own is not None
            tx.stories.withdraw(own.id, NOW)

        return unit

    async with open_store(database, sealer) as other:
        await asyncio.gather(
            *(store.write(join(n)) for n in range(25)),
            *(other.write(remove(n)) for n in range(25)),
        )

    assert rows(database, "part") == []


class TestHeldReplies:
    async def test_a_reply_that_came_first_waits_until_it_is_released(
        self, store: SqlStore
    ) -> None:
        reply = a_held("2.0", parent="1.0")
        await store.write(lambda tx: tx.stories.hold(reply))

        waiting = await store.write(lambda tx: tx.stories.held(a_key("1.0"), a_key("U1")))
        await store.write(lambda tx: tx.stories.release(a_key("2.0")))
        left = await store.write(lambda tx: tx.stories.held(a_key("1.0"), a_key("U1")))

        assert list(waiting) == [reply]
        assert list(left) == []

    async def test_its_story_is_awaited(self, store: SqlStore) -> None:
        await store.write(lambda tx: tx.stories.hold(a_held("2.0", parent="1.0")))

        traces = [
            await store.read(lambda tx, m=message: tx.stories.trace(a_key(m)))
            for message in ("1.0", "2.0")
        ]

        assert traces == [Trace(False, False, True), Trace(False, False, False)]

    async def test_a_redelivered_reply_is_held_once(self, store: SqlStore) -> None:
        for _ in range(2):
            await store.write(lambda tx: tx.stories.hold(a_held("2.0", parent="1.0")))

        waiting = await store.write(lambda tx: tx.stories.held(a_key("1.0"), a_key("U1")))

        assert len(waiting) == 1

    async def test_nobody_elses_reply_is_handed_over(self, store: SqlStore) -> None:
        await store.write(lambda tx: tx.stories.hold(a_held("2.0", parent="1.0", person="U2")))
        await store.write(lambda tx: tx.stories.hold(a_held("3.0", parent="9.0")))

        waiting = await store.write(lambda tx: tx.stories.held(a_key("1.0"), a_key("U1")))

        assert list(waiting) == []
        assert await store.write(lambda tx: tx.stories.drop_held(after(days=1))) == 2

    async def test_a_reply_is_dropped_when_it_has_waited_long_enough(
        self, store: SqlStore
    ) -> None:
        await store.write(lambda tx: tx.stories.hold(a_held("2.0", parent="1.0")))

        early = await store.write(lambda tx: tx.stories.drop_held(after(minutes=9.99)))
        due = await store.write(lambda tx: tx.stories.drop_held(after(minutes=10)))

        assert (early, due) == (0, 1)
        assert not await store.write(lambda tx: tx.stories.held(a_key("1.0"), a_key("U1")))

    async def test_a_removed_reply_is_held_no_longer(self, store: SqlStore) -> None:
        await store.write(lambda tx: tx.stories.hold(a_held("2.0", parent="1.0")))

        await store.write(lambda tx: tx.stories.bury(a_key("2.0"), NOW))

        assert not await store.write(lambda tx: tx.stories.held(a_key("1.0"), a_key("U1")))

    async def test_what_is_held_of_a_message_is_found_by_its_own_key(
        self, store: SqlStore
    ) -> None:
        held = a_held("2.0", "1.0")
        await store.write(lambda tx: tx.stories.hold(held))

        assert await store.read(lambda tx: tx.stories.held_as(a_key("2.0"))) == held
        assert await store.read(lambda tx: tx.stories.held_as(a_key("1.0"))) is None
        assert await store.read(lambda tx: tx.stories.part(a_key("1.0"))) is None


async def test_what_is_held_of_a_person_is_buried_and_nothing_of_others(
    store: SqlStore, database: str
) -> None:
    for held in (a_held("2.0", "1.0"), a_held("3.0", "3.0"), a_held("4.0", "1.0", "U2")):
        await store.write(lambda tx, held=held: tx.stories.hold(held))

    await store.write(lambda tx: tx.stories.bury_held(a_key("U1"), NOW))

    assert [row["key"] for row in rows(database, "held")] == [a_key("4.0")]
    assert {row["key"] for row in rows(database, "erasure")} == {a_key("2.0"), a_key("3.0")}
