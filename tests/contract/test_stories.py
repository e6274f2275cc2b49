"""The `Stories` port holds on both databases."""

import asyncio
import itertools
import threading
from collections.abc import Callable, Sequence
from uuid import uuid4

import pytest

from bot.core.errors import KuuleError
from bot.core.model.story import Part, Status, Story, Waiting
from bot.core.model.tag import Sentiment, Source
from bot.core.model.week import Week
from bot.core.ports.people import Person
from bot.core.ports.store import Transaction
from bot.core.ports.stories import OwnStory
from bot.sealing import KeyedSealer
from storage.store import SqlStore, open_store
from tests.contract.builders import (
    NOW,
    OTHER_TEAM,
    TEAM,
    WEEK,
    a_delivery,
    a_digest,
    a_key,
    a_part,
    a_story,
    a_tag,
    a_vector,
    add_part,
    after,
    deliver,
    of,
    person_of,
    tell,
    told,
    withdraw,
)
from tests.contract.tables import everything, insert_rows, rows


async def test_a_story_is_read_as_it_was_told(store: SqlStore) -> None:
    tag = a_tag("emotion", "joy", polarity=1, confidence=0.75, start=3, end=6)
    new = await tell(
        store, "1.0", "Olipa ilo.", tag, criticality=2, reply_due=after(days=3), language="other"
    )

    (story,) = await told(store)

    number = story.number
    assert story == Story(
        id=new.id,
        number=number,
        team="palvelu",
        role=new.role,
        identity=TEAM.identity,
        share=TEAM.share,
        status=Status.KEPT,
        language="other",
        sentiment=Sentiment.NEUTRAL,
        criticality=2,
        needs_reply=True,
        week=WEEK,
        told_at=NOW,
        teller=new.person,
        parts=(Part(text="Olipa ilo.", vector=a_vector("Olipa ilo."), told_at=NOW),),
        tags=(tag,),
    )


async def test_one_message_cannot_become_two_stories(store: SqlStore) -> None:
    first = await tell(store, "1.0", "First.")

    with pytest.raises(Exception, match=r"(?i)unique"):
        await tell(store, "1.0", "Second.")

    assert [story.id for story in await told(store)] == [first.id]


async def test_what_was_told_is_known_by_its_message(store: SqlStore) -> None:
    await tell(store, "1.0")

    assert await store.read(lambda tx: tx.stories.trace(a_key("1.0")).told)
    assert not await store.read(lambda tx: tx.stories.trace(a_key("2.0")).told)
    assert not await store.read(lambda tx: tx.stories.trace(a_key("1.0")).removed)


async def test_readers_see_only_the_tags_of_the_highest_source_of_a_facet(store: SqlStore) -> None:
    await tell(
        store,
        "1.0",
        "Hei.",
        a_tag("service", "machine", source=Source.MACHINE),
        a_tag("service", "rule", source=Source.RULE),
        a_tag("service", "person", source=Source.HUMAN),
        a_tag("service", "own", source=Source.TELLER),
        a_tag("emotion", "joy", source=Source.MACHINE),
    )

    (story,) = await told(store)

    assert {(tag.facet, tag.key) for tag in story.tags} == {
        ("service", "own"),
        ("emotion", "joy"),
    }


async def test_a_lower_tag_is_kept_though_hidden(store: SqlStore, database: str) -> None:
    await tell(store, "1.0", "Hei.", a_tag("f", source=Source.MACHINE), a_tag("f", "other"))

    assert len(rows(database, "tag")) == 2


async def test_only_the_teller_finds_a_story_as_their_own(store: SqlStore) -> None:
    new = await tell(store, "1.0", teller="U1")
    (story,) = await told(store)
    teller, stranger = await person_of(store, "U1"), await person_of(store, "U2")

    assert (await of(store, "1.0", teller)) is not None
    assert (await of(store, "1.0", stranger)) is None

    def numbered(person: Person, number: str) -> Callable[[Transaction], OwnStory | None]:
        return lambda tx: tx.stories.numbered(number, person.id)

    mine = await store.write(numbered(teller, story.number))
    assert isinstance(mine, OwnStory)
    assert mine.id == new.id
    assert mine.number == story.number
    assert await store.write(numbered(teller, story.number.lower())) is not None
    assert await store.write(numbered(teller, story.number.removeprefix("T-"))) is not None
    assert await store.write(numbered(stranger, story.number)) is None


@pytest.mark.parametrize(
    "number", ["", "T-", "T-x", "T-²", "-1", "T-99999999999", "1; DROP TABLE story", "T-\x00"]
)
async def test_what_is_no_number_finds_nothing(store: SqlStore, number: str) -> None:
    person = await person_of(store)

    assert await store.write(lambda tx: tx.stories.numbered(number, person.id)) is None


async def test_a_team_is_shown_its_own_kept_story_of_a_number(store: SqlStore) -> None:
    await tell(store, "1.0")
    (story,) = await told(store)

    async def shown(team: str, number: str) -> Story | None:
        return await store.read_much(lambda tx: tx.stories.of_number(team, number))

    assert await shown(TEAM.id, story.number) == story
    assert await shown(OTHER_TEAM.id, story.number) is None
    assert await shown(TEAM.id, "") is None
    await store.write(lambda tx: tx.stories.withdraw(story.id, NOW))
    assert await shown(TEAM.id, story.number) is None


async def test_a_persons_kept_stories_are_found_oldest_first(store: SqlStore) -> None:
    second = await tell(store, "2.0", told_at=after(hours=1))
    first = await tell(store, "1.0")
    await tell(store, "3.0", teller="U2")
    await tell(store, "4.0")
    await withdraw(store, "4.0")
    person = await person_of(store)

    found = await store.write(lambda tx: tx.stories.own(person.id))

    assert [own.id for own in found] == [first.id, second.id]


async def test_an_erased_story_leaves_a_counted_row_and_tombstones(
    store: SqlStore, database: str
) -> None:
    new = await tell(store, "1.0", "Gone.", a_tag("f"), criticality=4, reply_due=after(days=3))

    await store.write(lambda tx: tx.stories.erase(new.id, NOW))

    assert not await told(store)
    assert (await store.read(lambda tx: tx.stories.trace(a_key("1.0")))).removed
    (row,) = rows(database, "story")
    assert (row["status"], row["person"], row["criticality"]) == ("erased", None, 0)
    for table in ("part", "part_key", "tag", "case"):
        assert rows(database, table) == []


async def test_a_tombstone_is_of_the_last_time(store: SqlStore, database: str) -> None:
    for at in (NOW, after(hours=1)):
        await store.write(lambda tx, at=at: tx.stories.bury(a_key("U1"), at))

    (row,) = rows(database, "erasure")
    assert row["at"] == int(after(hours=1).timestamp()) * 10**6


class TestNumbers:
    async def test_numbers_are_unique_and_of_the_first_ten_thousand(self, store: SqlStore) -> None:
        for n in range(40):
            await tell(store, f"{n}.0")

        numbers = [story.number for story in await told(store)]

        assert len(set(numbers)) == 40
        assert all(number.startswith("T-") and len(number) == 6 for number in numbers)

    async def test_numbers_do_not_tell_the_order_of_arrival(self, store: SqlStore) -> None:
        for n in range(40):
            await tell(store, f"{n:02}.0", told_at=after(minutes=n))

        numbers = [int(story.number[2:]) for story in await told(store)]

        rising = sum(1 for a, b in itertools.pairwise(numbers) if b > a)
        # 39 pairs; of random ones about half rise: outside [6, 33] once in a million runs.
        assert 6 <= rising <= 33

    async def test_a_block_is_filled_to_the_last_number_before_the_next_one_begins(
        self, store: SqlStore, database: str
    ) -> None:
        await tell(store, "1.0")
        (row,) = rows(database, "story")
        free = {5, 412, 9_998, 9_999} - {row["number"]}
        taken = set(range(10_000)) - free - {row["number"]}
        copies = [
            row | {"id": f"{number:032}", "key": a_key(f"old {number}"), "number": number}
            for number in taken
        ]
        insert_rows(database, "story", copies)

        for n in range(len(free)):
            await tell(store, f"last {n}", week=Week(2026, 47))
        for n in range(3):
            await tell(store, f"next {n}", week=Week(2026, 48))

        last = await told(store, Week(2026, 47))
        following = [int(story.number[2:]) for story in await told(store, Week(2026, 48))]
        assert {int(story.number[2:]) for story in last} == free
        assert all(10_000 <= number < 20_000 for number in following)
        assert following != [10_000, 10_001, 10_002]


class TestRemoval:
    async def test_nothing_of_a_withdrawn_story_is_left_but_its_counted_row(
        self, store: SqlStore, database: str
    ) -> None:
        new = await tell(
            store,
            "1.0",
            "Salaista.",
            a_tag("emotion", "fear"),
            criticality=3,
            needs_reply=True,
            reply_due=after(days=3),
        )
        await add_part(store, "1.0", a_part("2.0", "Lisää salaista."))

        await withdraw(store, "1.0")

        (row,) = rows(database, "story")
        assert row["id"] == new.id.hex
        assert row["status"] == "withdrawn"
        assert (row["person"], row["needs_reply"], row["criticality"]) == (None, 0, 0)
        assert [rows(database, table) for table in ("part", "part_key", "tag", "case")] == [[]] * 4
        dump = everything(database)
        for gone in (b"alaista", b"fear", b"sealed 1.0", b"wrapped 1.0", b"sealed 2.0"):
            assert gone not in dump

    async def test_a_withdrawn_story_is_in_no_list(self, store: SqlStore) -> None:
        await tell(store, "1.0", reply_due=after(days=3), needs_reply=True)
        digest = a_digest()
        (story,) = await told(store)

        def count(tx: Transaction) -> None:
            tx.digests.claim(digest, NOW)
            tx.digests.count(digest.id, [story.id])

        await store.write(count)
        await withdraw(store, "1.0")

        assert not await told(store)
        assert not await store.read(lambda tx: tx.stories.counted_in(digest.id))
        assert not await store.read(lambda tx: tx.stories.uncounted(TEAM.id, WEEK))
        assert not await store.read(lambda tx: tx.stories.awaiting(TEAM.id, 9))
        assert not await store.read(lambda tx: tx.stories.waiting(TEAM.id))
        assert await of(store, "1.0") is None
        person = await person_of(store)
        assert await store.write(lambda tx: tx.stories.numbered(story.number, person.id)) is None

    async def test_every_message_of_a_withdrawn_story_leaves_a_tombstone(
        self, store: SqlStore
    ) -> None:
        await tell(store, "1.0")
        await add_part(store, "1.0", a_part("2.0"))

        await withdraw(store, "1.0")

        for message in ("1.0", "2.0"):
            assert await store.read(lambda tx, m=message: tx.stories.trace(a_key(m)).removed)
            assert not await store.read(lambda tx, m=message: tx.stories.trace(a_key(m)).told)

    async def test_withdrawing_one_story_leaves_the_others(self, store: SqlStore) -> None:
        await tell(store, "1.0", "Gone.")
        kept = await tell(store, "2.0", "Kept.", a_tag("a"))

        await withdraw(store, "1.0")

        (story,) = await told(store)
        assert (story.id, story.text, len(story.tags)) == (kept.id, "Kept.", 1)

    async def test_withdrawing_twice_changes_nothing_more(
        self, store: SqlStore, database: str
    ) -> None:
        new = await tell(store, "1.0")
        await withdraw(store, "1.0")
        before = rows(database, "erasure")

        await store.write(lambda tx: tx.stories.withdraw(new.id, after(days=1)))

        assert rows(database, "erasure") == before

    async def test_a_message_removed_before_it_came_is_known_as_removed(
        self, store: SqlStore
    ) -> None:
        for _ in range(2):
            await store.write(lambda tx: tx.stories.bury(a_key("1.0"), NOW))

        assert await store.read(lambda tx: tx.stories.trace(a_key("1.0")).removed)
        assert not await store.read(lambda tx: tx.stories.trace(a_key("1.0")).told)


class TestReading:
    async def test_a_week_holds_only_its_own_stories_of_its_own_team(
        self, store: SqlStore
    ) -> None:
        await tell(store, "1.0", week=Week(2026, 45))
        mine = await tell(store, "2.0")
        await tell(store, "3.0", week=Week(2026, 47))
        theirs = await tell(store, "4.0", team=OTHER_TEAM)

        assert [story.id for story in await told(store)] == [mine.id]
        assert [story.id for story in await told(store, team="butik")] == [theirs.id]

    async def test_stories_come_oldest_first(self, store: SqlStore) -> None:
        for minute in (3, 1, 2):
            await tell(store, f"{minute}.0", f"{minute}", told_at=after(minutes=minute))

        assert [story.text for story in await told(store)] == ["1", "2", "3"]

    async def test_an_instant_is_read_to_the_microsecond(self, store: SqlStore) -> None:
        exact = NOW.replace(microsecond=123456)
        await tell(store, "1.0", told_at=exact)

        (story,) = await told(store)

        assert story.told_at == exact

    async def test_weeks_are_in_order_over_a_year_with_fifty_three_weeks(
        self, store: SqlStore
    ) -> None:
        weeks = [Week(2026, 9), Week(2026, 10), Week(2026, 52), Week(2026, 53), Week(2027, 1)]
        for n, week in enumerate(weeks):
            await tell(store, f"{n}.0", str(week), week=week, told_at=after(days=n))

        def texts(stories: Sequence[Story]) -> list[str]:
            return [story.text for story in stories]

        to_53 = await store.read(lambda tx: tx.stories.uncounted(TEAM.id, Week(2026, 53)))
        to_9 = await store.read(lambda tx: tx.stories.uncounted(TEAM.id, Week(2026, 9)))
        between = await store.read(
            lambda tx: tx.stories.earlier(TEAM.id, before=Week(2027, 1), since=Week(2026, 52))
        )

        assert texts(to_53) == ["2026-W09", "2026-W10", "2026-W52", "2026-W53"]
        assert texts(to_9) == ["2026-W09"]
        assert texts(between) == ["2026-W52", "2026-W53"]
        assert texts(await told(store, Week(2026, 53))) == ["2026-W53"]

    async def test_a_counted_story_is_uncounted_no_longer(self, store: SqlStore) -> None:
        counted, left = await tell(store, "1.0"), await tell(store, "2.0")
        digest = a_digest()

        def count(tx: Transaction) -> None:
            tx.digests.claim(digest, NOW)
            tx.digests.count(digest.id, [counted.id])

        await store.write(count)

        uncounted = await store.read(lambda tx: tx.stories.uncounted(TEAM.id, WEEK))
        inside = await store.read(lambda tx: tx.stories.counted_in(digest.id))
        assert [story.id for story in uncounted] == [left.id]
        assert [story.id for story in inside] == [counted.id]
        own = await of(store, "1.0")
        assert own is not None
        assert own.digest == digest.id

    async def test_who_waits_longest_comes_first(self, store: SqlStore) -> None:
        await tell(store, "1.0", told_at=after(hours=2), reply_due=after(days=3))
        await tell(store, "2.0", told_at=after(hours=1), reply_due=after(days=4))
        await tell(store, "3.0")
        await tell(store, "4.0", team=OTHER_TEAM, reply_due=after(days=3))

        waiting = await store.read(lambda tx: tx.stories.waiting(TEAM.id))
        stories = await store.read(lambda tx: tx.stories.awaiting(TEAM.id, 9))
        (first,) = await store.read(lambda tx: tx.stories.awaiting(TEAM.id, 1))

        assert first == stories[0]
        assert [each.since for each in waiting] == [after(hours=1), after(hours=2)]
        assert waiting == [Waiting(one.number, one.told_at, one.teller) for one in stories]

    async def test_sixteen_thousand_code_points_are_kept_as_they_are(
        self, store: SqlStore
    ) -> None:
        text = "a\u0308 💛\n\r\t\u202e\ufffd'\"\\%s:name" * 700

        await tell(store, "1.0", text)

        (story,) = await told(store)
        assert story.text == text


class TestTwoProcesses:
    """Two stores on one database, as two processes have."""

    async def test_one_message_told_to_two_of_them_is_one_story(
        self, store: SqlStore, database: str, sealer: KeyedSealer
    ) -> None:
        def once(name: str) -> Callable[[Transaction], bool]:
            part = a_part(name)

            def unit(tx: Transaction) -> bool:
                tx.stories.lock(part.key)
                if tx.stories.trace(part.key).told:
                    return False
                person = tx.people.meet(a_key("U1"), b"sealed address")
                tx.stories.add(a_story(part, person.id))
                return True

            return unit

        async with open_store(database, sealer) as other:
            added = await asyncio.gather(
                *(side.write(once(f"{n}.0")) for n in range(30) for side in (store, other))
            )

        assert sum(map(bool, added)) == 30
        assert len(await told(store)) == 30

    @pytest.mark.parametrize("by_number", [False, True])
    async def test_a_story_is_either_taken_out_of_the_digest_or_known_to_be_in_it(
        self, store: SqlStore, database: str, sealer: KeyedSealer, *, by_number: bool
    ) -> None:
        await tell(store, "1.0")
        (story,) = await told(store)
        person = await person_of(store)
        digest = a_digest()
        found, counted = threading.Event(), threading.Event()

        def remove(tx: Transaction) -> bool:
            own = (
                tx.stories.numbered(story.number, person.id)
                if by_number
                else tx.stories.of(a_key("1.0"), None)
            )
            assert own is not None
            found.set()
            counted.wait(0.5)
            tx.stories.withdraw(own.id, NOW)
            return own.digest is not None

        def count(tx: Transaction) -> bool:
            uncounted = [each.id for each in tx.stories.uncounted(TEAM.id, WEEK)]
            tx.digests.claim(digest, NOW)
            tx.digests.count(digest.id, uncounted)
            return bool(uncounted)

        async with open_store(database, sealer) as other:
            removing = asyncio.ensure_future(other.write(remove))
            await asyncio.to_thread(found.wait, 5)
            is_in_it = await store.write(count)
            counted.set()
            is_known = await removing

        assert is_in_it == is_known


async def test_a_delivery_of_a_withdrawn_story_does_not_hold_it_back(store: SqlStore) -> None:
    new = await tell(store, "1.0")
    await deliver(store, a_delivery(story=new.id))

    await withdraw(store, "1.0")

    assert not await told(store)


async def test_a_story_of_nobody_is_refused(store: SqlStore) -> None:
    with pytest.raises(Exception, match=r"(?i)foreign key") as caught:
        await store.write(lambda tx: tx.stories.add(a_story(a_part("1.0"), uuid4())))

    assert not isinstance(caught.value, KuuleError)
    assert not await told(store)
