"""What a teller may ask and set about their own stories, on both databases."""

from datetime import timedelta
from uuid import UUID

from bot.core.model.delivery import DeliveryState, Note, Receipt
from bot.core.model.digest import DigestState, Line
from bot.core.model.story import Identity, Share
from bot.core.model.tag import Source
from bot.core.ports.stories import Holdings, Standing
from storage.store import SqlStore
from tests.contract.builders import (
    NOW,
    WEEK,
    a_delivery,
    a_digest,
    a_key,
    a_part,
    a_tag,
    after,
    claim,
    deliver,
    settle,
    slack,
    tell,
)


async def person(store: SqlStore, teller: str = "U1") -> UUID:
    found = await store.read(lambda tx: tx.people.find(a_key(teller)))
    assert found is not None
    return found.id


async def test_a_story_is_read_by_its_id_until_it_is_removed(store: SqlStore) -> None:
    told = await tell(store, "1.0", "Hei.")

    found = await store.read(lambda tx: tx.stories.by_id(told.id))
    await store.write(lambda tx: tx.stories.withdraw(told.id, NOW))

    assert found is not None
    assert found.text == "Hei."
    assert await store.read(lambda tx: tx.stories.by_id(told.id)) is None


async def test_a_persons_stories_come_in_pages_newest_first_and_nobody_elses(
    store: SqlStore,
) -> None:
    for day in range(5):
        await tell(store, f"{day}", f"Päivä {day}.", told_at=NOW + timedelta(days=day))
    await tell(store, "other", "Toisen.", teller="U2")
    who = await person(store)

    pages = [
        [story.text for story in await store.read(lambda tx, n=n: tx.stories.of_person(who, n, 2))]
        for n in (0, 2, 4, 6)
    ]

    assert pages == [["Päivä 4.", "Päivä 3."], ["Päivä 2.", "Päivä 1."], ["Päivä 0."], []]


async def test_what_is_kept_of_a_person_is_counted(store: SqlStore) -> None:
    told = await tell(store, "1.0", "Hei.", a_tag("feeling"), a_tag("kind", source=Source.TELLER))
    await store.write(lambda tx: tx.stories.add_part(told.id, a_part("2.0")))
    await tell(store, "3.0", teller="U2")
    who = await person(store)

    assert await store.read(lambda tx: tx.stories.holdings(who)) == Holdings(1, 2, 1)


async def test_a_story_without_a_digest_has_no_standing_yet(store: SqlStore) -> None:
    told = await tell(store, "1.0", reply_due=after(days=3))

    found = await store.read(lambda tx: tx.stories.standing(told.id))

    assert found == Standing(case="open", due=after(days=3))


async def test_the_standing_says_when_the_first_receipt_arrived(store: SqlStore) -> None:
    told = await tell(store, "1.0")
    note = Note(key="removed", language="fi")
    await deliver(
        store,
        a_delivery("1.0", story=told.id),
        a_delivery("1.1", story=told.id, address=slack("C2")),
        a_delivery("1.2", story=told.id, address=slack("C3"), content=note),
    )
    note_first = sorted(await claim(store), key=lambda each: isinstance(each.content, Receipt))
    for minutes, delivery in enumerate(note_first):
        await settle(store, delivery, DeliveryState.SENT, now=after(minutes=minutes))

    found = await store.read(lambda tx: tx.stories.standing(told.id))

    assert found == Standing(receipt_at=after(minutes=1))


async def test_the_standing_says_which_digest_counts_the_story_and_whether_it_shows_it(
    store: SqlStore,
) -> None:
    shown, counted = await tell(store, "1.0"), await tell(store, "2.0")
    both = [await store.read(lambda tx, s=s: tx.stories.by_id(s.id)) for s in (shown, counted)]
    numbers = tuple(story.number for story in both if story)
    lines = (
        Line("counts", "2 tarinaa", numbers),
        Line("quote", "”Hei.”", numbers[:1]),
        Line("waiting", "1 kertoja odottaa vastausta.", numbers[1:]),
    )
    digest = a_digest(lines=lines)

    def unit(tx):
        tx.digests.claim(digest, NOW)
        tx.digests.count(digest.id, [shown.id, counted.id])

    await store.write(unit)

    found = [await store.read(lambda tx, s=s: tx.stories.standing(s.id)) for s in (shown, counted)]
    expected = [
        Standing(week=WEEK, digest=DigestState.CLAIMED, is_shown=is_shown)
        for is_shown in (True, False)
    ]
    assert found == expected


async def test_the_receipts_that_arrived_are_known_by_their_ids_each_once(
    store: SqlStore,
) -> None:
    told = await tell(store, "1.0")
    note = Note(key="removed", language="fi")
    arrived = [slack("D1"), slack("C2"), slack("D3")]
    await deliver(
        store,
        *(a_delivery(f"1.{n}", story=told.id, address=at) for n, at in enumerate(arrived)),
        a_delivery("1.7", story=told.id, address=slack("D7"), content=note),
        a_delivery("1.8", story=told.id, address=slack("D8")),
        a_delivery("1.9", address=slack("D9")),
    )
    remote = {"D1": "D1:1.0", "C2": "", "D3": "D1:1.0", "D7": "D7:1.0", "D9": "D9:1.0"}
    for delivery in await claim(store):
        channel = delivery.address.channel
        if channel == "D8":
            await settle(store, delivery, DeliveryState.DEAD, reason="no")
        else:
            await settle(store, delivery, DeliveryState.SENT, remote_id=remote[channel])

    found = await store.read(lambda tx: tx.deliveries.receipts(told.id))

    assert found == ["D1:1.0"]


async def test_sharing_is_set_for_that_story_only(store: SqlStore) -> None:
    one, other = await tell(store, "1.0"), await tell(store, "2.0")

    await store.write(lambda tx: tx.stories.share_as(one.id, Identity.NAMED, Share.STORE))

    found = [await store.read(lambda tx, s=s: tx.stories.by_id(s.id)) for s in (one, other)]
    assert [(story.identity, story.share) for story in found if story] == [
        (Identity.NAMED, Share.STORE),
        (Identity.UNNAMED, Share.TEAM),
    ]


async def test_who_told_something_grave_lately_is_known(store: SqlStore) -> None:
    await tell(store, "1.0", teller="U1", criticality=4)
    await tell(store, "2.0", teller="U2", criticality=3)
    await tell(store, "3.0", teller="U3", criticality=5, told_at=NOW - timedelta(days=40))
    who = await person(store)

    found = await store.read(lambda tx: tx.stories.distressing(4, NOW - timedelta(days=30)))

    assert found == {who}


async def test_a_message_of_ours_leads_its_reader_to_the_story_and_nobody_else(
    store: SqlStore,
) -> None:
    told = await tell(store, "1.0")
    await tell(store, "2.0", teller="U2")
    about_nothing = a_delivery("9.0", address=slack("C2"))
    await deliver(store, a_delivery("1.0", story=told.id), about_nothing)
    for number, delivery in enumerate(await claim(store)):
        await settle(store, delivery, DeliveryState.SENT, remote_id=f"170.{number}")
    one, other = await person(store), await person(store, "U2")

    async def about(remote_id: str, who: UUID) -> UUID | None:
        return await store.read(lambda tx: tx.deliveries.story_of(remote_id, who))

    ours = [each for each in ("170.0", "170.1") if await about(each, one)]
    assert [await about(each, one) for each in ours] == [told.id]
    assert [await about(each, other) for each in ("170.0", "170.1")] == [None, None]
    await store.write(lambda tx: tx.stories.withdraw(told.id, NOW))
    assert await about(ours[0], one) is None
