"""The `Deliveries` port holds on both databases."""

import asyncio
from dataclasses import replace
from datetime import datetime

import pytest

from bot.core.model.delivery import Address, DeliveryState, DigestPost, Shortcut
from bot.core.model.digest import DigestState, Sheet
from bot.core.model.platforms import Platform
from bot.core.ports.deliveries import NewDelivery, Posted
from bot.sealing import KeyedSealer
from storage.store import SqlStore, open_store
from tests.contract.builders import (
    NOW,
    WEEK,
    a_delivery,
    a_digest,
    a_note,
    a_post,
    a_receipt,
    after,
    claim,
    deliver,
    settle,
    slack,
    telegram,
    tell,
)
from tests.contract.tables import rows, spoil

LATER = after(hours=1)


async def next_due(store: SqlStore, now: datetime = NOW) -> datetime | None:
    return await store.read(lambda tx: tx.deliveries.next_due(now))


async def unknown(store: SqlStore, now: datetime = LATER, limit: int = 20) -> list[object]:
    found = await store.read(lambda tx: tx.deliveries.unknown(now, limit))
    return [delivery.id for delivery in found]


async def has(store: SqlStore, name: str) -> bool:
    return await store.read(lambda tx: tx.deliveries.has(key_of(name)))


async def expire(store: SqlStore, now: datetime) -> int:
    return await store.write(lambda tx: tx.deliveries.expire(now))


async def test_one_that_cannot_be_read_is_given_up_and_holds_nobody_up(
    store: SqlStore, database: str
) -> None:
    await deliver(store, a_delivery("1"), a_delivery("2", address=slack("C2")))
    spoil(database, "delivery", sealed=b"torn")

    first = await claim(store)

    assert first == []
    assert {row["state"] for row in rows(database, "delivery")} == {DeliveryState.DEAD}
    await deliver(store, a_delivery("3"))
    assert len(await claim(store)) == 1


async def post_digest(store: SqlStore, **fields: object) -> tuple[object, NewDelivery]:
    digest = a_digest(**fields)
    post = a_post(digest)

    def unit(tx) -> None:
        tx.digests.claim(digest, NOW)
        tx.deliveries.add(post)

    await store.write(unit)
    return digest, post


@pytest.mark.parametrize(
    ("address", "content"),
    [
        (slack("C1", user="U1"), replace(a_receipt(), first=True, elsewhere=True)),
        (slack("D1", edits="1.0"), a_note()),
        (telegram(), replace(a_receipt(), file_dropped=True)),
    ],
)
async def test_a_delivery_is_claimed_as_it_was_added(store: SqlStore, address, content) -> None:
    shortcut = Shortcut("https://hooks.slack.test/1", after(minutes=30), replaces=True)
    await deliver(store, a_delivery(address=address, content=content, shortcut=shortcut))

    (delivery,) = await claim(store)

    assert (delivery.address, delivery.content) == (address, content)
    assert delivery.shortcut == shortcut
    assert delivery.attempts == 1


async def test_the_same_effect_is_one_delivery(store: SqlStore, database: str) -> None:
    added = [
        await store.write(lambda tx: tx.deliveries.add(a_delivery("1.0"))),
        await store.write(lambda tx: tx.deliveries.add(a_delivery("1.0", content=a_note()))),
        await store.write(lambda tx: tx.deliveries.add(a_delivery("2.0"))),
    ]

    assert added == [True, False, True]
    assert len(rows(database, "delivery")) == 2


async def test_an_effect_is_known_until_it_is_refused(store: SqlStore) -> None:
    before = await has(store, "1")
    await deliver(store, a_delivery("1"))
    (claimed,) = await claim(store)

    assert [before, await has(store, "1")] == [False, True]
    await settle(store, claimed, DeliveryState.DEAD)
    assert not await has(store, "1")


async def test_an_effect_that_was_sent_is_not_added_again(store: SqlStore) -> None:
    await deliver(store, a_delivery())
    (delivery,) = await claim(store)
    await settle(store, delivery, DeliveryState.SENT, remote_id="2.0")

    assert not await store.write(lambda tx: tx.deliveries.add(a_delivery()))


def key_of(name: str) -> tuple[str, ...]:
    return a_delivery(name).dedup


def a_reply(name: str, *, after: str = "root") -> NewDelivery:
    return a_delivery(name, root=key_of("root"), after=key_of(after))


class TestClaiming:
    async def test_what_is_not_due_yet_is_not_claimed(self, store: SqlStore) -> None:
        await deliver(store, a_delivery(not_before=after(seconds=1)))

        assert await claim(store) == []
        assert len(await claim(store, after(seconds=1))) == 1

    async def test_what_is_being_sent_is_not_claimed_again(self, store: SqlStore) -> None:
        await deliver(store, a_delivery())

        assert len(await claim(store)) == 1
        assert await claim(store, LATER) == []

    async def test_receipts_pass_before_notes_and_these_before_digests(
        self, store: SqlStore
    ) -> None:
        digest = a_digest()
        await store.write(lambda tx: tx.digests.claim(digest, NOW))
        post = replace(a_post(digest), address=slack("C3"))
        note = a_delivery("note", content=a_note(), address=slack("C2"))
        receipt = a_delivery("receipt", address=slack("C1"), not_before=after(seconds=1))
        await deliver(store, post, note, receipt)

        claimed = [await claim(store, after(seconds=1), limit=1) for _ in range(3)]

        assert [delivery.address.channel for (delivery,) in claimed] == ["C1", "C2", "C3"]

    async def test_a_receipt_passes_before_a_digest_of_the_same_channel(
        self, store: SqlStore
    ) -> None:
        digest = a_digest()
        await store.write(lambda tx: tx.digests.claim(digest, NOW))
        await deliver(store, a_post(digest, "C1"))
        await deliver(store, a_delivery(not_before=after(seconds=5)))

        (first,) = await claim(store, after(seconds=5))
        (second,) = await claim(store, after(seconds=6))

        assert first.content == a_receipt()
        assert second.content == a_post(digest).content

    async def test_one_place_gets_one_at_a_time_in_the_order_of_being_due(
        self, store: SqlStore
    ) -> None:
        for n in (2, 1, 0):
            new = a_delivery(
                f"{n}", content=a_receipt(f"T-{n:04}"), not_before=after(seconds=-3 + n)
            )
            await deliver(store, new)

        numbers = [
            [delivery.content.number for delivery in await claim(store, after(seconds=s))]
            for s in (0, 0.5, 1, 1.5, 2)
        ]

        assert numbers == [["T-0000"], [], ["T-0001"], [], ["T-0002"]]

    async def test_different_places_go_together_up_to_the_limit(self, store: SqlStore) -> None:
        await deliver(store, *(a_delivery(f"{n}", address=slack(f"C{n}")) for n in range(5)))

        assert len(await claim(store, limit=3)) == 3
        assert len(await claim(store, limit=3)) == 2

    async def test_what_only_one_person_sees_has_a_pace_of_its_own(self, store: SqlStore) -> None:
        for n in range(2):
            await deliver(store, a_delivery(f"post {n}"))
            await deliver(store, a_delivery(f"only {n}", address=slack("C1", user="U1")))

        assert len(await claim(store)) == 2
        assert len(await claim(store, after(seconds=0.6))) == 1
        assert len(await claim(store, after(seconds=1))) == 1

    async def test_a_telegram_group_waits_three_seconds(self, store: SqlStore) -> None:
        for n in range(2):
            await deliver(store, a_delivery(f"{n}", address=telegram("-100")))

        assert len(await claim(store)) == 1
        assert await claim(store, after(seconds=2.9)) == []
        assert len(await claim(store, after(seconds=3))) == 1

    async def test_the_same_channel_of_two_platforms_is_two_places(self, store: SqlStore) -> None:
        await deliver(
            store, a_delivery("a", address=Address(platform=Platform.SLACK, channel="7"))
        )
        await deliver(store, a_delivery("b", address=telegram("7")))

        assert len(await claim(store)) == 2

    async def test_two_processes_never_claim_the_same_nor_the_same_place(
        self, store: SqlStore, database: str, sealer: KeyedSealer
    ) -> None:
        news = (a_delivery(f"{n}", address=slack(f"C{n % 20}")) for n in range(60))
        await deliver(store, *news)

        async with open_store(database, sealer) as other:
            taken = await asyncio.gather(
                *(claim(side, NOW, limit=7) for _ in range(12) for side in (store, other))
            )

        claimed = [delivery for batch in taken for delivery in batch]
        assert len({delivery.id for delivery in claimed}) == len(claimed)
        assert len({delivery.address.channel for delivery in claimed}) == len(claimed)
        assert 0 < len(claimed) <= 20


class TestSettling:
    async def test_what_was_sent_or_refused_loses_its_content(
        self, store: SqlStore, database: str
    ) -> None:
        for n in range(2):
            shortcut = Shortcut("https://hooks.slack.test/1", after(minutes=30))
            await deliver(store, a_delivery(f"{n}", address=slack(f"C{n}"), shortcut=shortcut))
        first, second = await claim(store)

        await settle(store, first, DeliveryState.SENT, remote_id="9.0")
        await settle(store, second, DeliveryState.DEAD, reason="channel_not_found")

        found = {row["id"]: row for row in rows(database, "delivery")}
        for row in found.values():
            assert (row["sealed"], row["shortcut"], row["shortcut_until"]) == (None, None, None)
            assert row["lease_until"] is None
        assert found[first.id.hex]["state"] == "sent"
        assert found[second.id.hex]["state"] == "dead"
        assert found[second.id.hex]["reason"] == "channel_not_found"
        assert await claim(store, LATER) == []

    async def test_what_is_tried_later_keeps_its_content_and_counts_its_attempts(
        self, store: SqlStore
    ) -> None:
        await deliver(store, a_delivery())
        (delivery,) = await claim(store)

        await settle(store, delivery, DeliveryState.READY, not_before=after(minutes=5))

        assert await claim(store, after(minutes=4)) == []
        (again,) = await claim(store, after(minutes=5))
        assert again == replace(delivery, attempts=2)

    async def test_a_place_that_wants_nothing_more_gets_nothing_until_then(
        self, store: SqlStore
    ) -> None:
        await deliver(
            store, a_delivery("1"), a_delivery("2"), a_delivery("x", address=slack("C2"))
        )
        claimed = await claim(store)
        mine = next(delivery for delivery in claimed if delivery.address.channel == "C1")
        until = after(seconds=90)

        await settle(store, mine, DeliveryState.READY, not_before=until, lane_free_at=until)

        assert await claim(store, after(seconds=89)) == []
        assert await next_due(store, after(seconds=89)) == until
        assert len(await claim(store, until)) == 1

    async def test_only_what_is_being_sent_is_settled(
        self, store: SqlStore, database: str
    ) -> None:
        await deliver(store, a_delivery())
        (delivery,) = await claim(store)
        await settle(store, delivery, DeliveryState.DEAD, reason="is_archived")

        await settle(store, delivery, DeliveryState.SENT, remote_id="9.0")
        await settle(store, delivery, DeliveryState.READY, lane_free_at=LATER)

        (row,) = rows(database, "delivery")
        assert (row["state"], row["reason"], row["remote"]) == ("dead", "is_archived", None)
        assert await claim(store, LATER) == []

    async def test_what_was_never_claimed_is_not_settled(
        self, store: SqlStore, database: str, sealer: KeyedSealer
    ) -> None:
        await deliver(store, a_delivery())
        (delivery,) = await claim(store)
        await settle(store, delivery, DeliveryState.READY)

        await settle(store, delivery, DeliveryState.SENT)

        (row,) = rows(database, "delivery")
        assert row["state"] == "ready"

    async def test_a_posted_digest_is_posted_and_keeps_where(
        self, store: SqlStore, database: str
    ) -> None:
        digest, _ = await post_digest(store)
        (delivery,) = await claim(store)
        assert await store.read(lambda tx: tx.deliveries.posted(digest.id)) == []

        await settle(store, delivery, DeliveryState.SENT, remote_id="1700000000.000100")

        posted = await store.read(lambda tx: tx.deliveries.posted(digest.id))
        assert list(posted) == [Posted(slack("C9"), DigestPost(digest.id), "1700000000.000100")]
        found = await store.read(lambda tx: tx.digests.of(digest.team, WEEK))
        assert found is not None
        assert found.state is DigestState.POSTED

    async def test_each_message_of_a_digest_is_told_apart(self, store: SqlStore) -> None:
        digest, post = await post_digest(store)
        content = DigestPost(digest.id, Sheet.STORIES, 1)
        await deliver(store, replace(post, dedup=("second",), content=content, root=post.dedup))
        (first,) = await claim(store)
        await settle(store, first, DeliveryState.SENT, remote_id="1.0")
        (second,) = await claim(store, LATER)
        await settle(store, second, DeliveryState.SENT, remote_id="2.0")

        posted = await store.read(lambda tx: tx.deliveries.posted(digest.id))

        assert {one.remote_id: one.content for one in posted} == {
            "1.0": DigestPost(digest.id),
            "2.0": content,
        }

    async def test_a_refused_digest_is_not_posted(self, store: SqlStore) -> None:
        digest, _ = await post_digest(store)
        (delivery,) = await claim(store)

        await settle(store, delivery, DeliveryState.DEAD, reason="is_archived")

        found = await store.read(lambda tx: tx.digests.of(digest.team, WEEK))
        assert found is not None
        assert found.state is DigestState.CLAIMED
        assert not await store.read(lambda tx: tx.deliveries.posted(digest.id))

    async def test_a_note_that_the_digest_is_late_does_not_post_a_held_one(
        self, store: SqlStore
    ) -> None:
        digest = a_digest(state=DigestState.HELD)
        await store.write(lambda tx: tx.digests.claim(digest, NOW))
        await deliver(store, replace(a_post(digest), content=a_note("digest-delayed")))
        (delivery,) = await claim(store)

        await settle(store, delivery, DeliveryState.SENT, remote_id="1.0")

        found = await store.read(lambda tx: tx.digests.of(digest.team, WEEK))
        assert found is not None
        assert found.state is DigestState.HELD
        assert not await store.read(lambda tx: tx.deliveries.posted(digest.id))

    async def test_an_edit_is_no_second_place_of_the_digest(self, store: SqlStore) -> None:
        digest, post = await post_digest(store)
        (delivery,) = await claim(store)
        await settle(store, delivery, DeliveryState.SENT, remote_id="1.0")
        edit = NewDelivery(
            dedup=("edit",), address=slack("C9", edits="1.0"), content=post.content, not_before=NOW
        )
        await deliver(store, edit)
        (edited,) = await claim(store, LATER)
        await settle(store, edited, DeliveryState.SENT, remote_id="1.0")

        posted = await store.read(lambda tx: tx.deliveries.posted(digest.id))

        assert list(posted) == [Posted(slack("C9"), DigestPost(digest.id), "1.0")]


class TestReplies:
    """The messages that hang on a digest's first one, in their order."""

    async def test_a_reply_waits_for_its_root_and_hangs_on_it(self, store: SqlStore) -> None:
        await deliver(store, a_delivery("root"), a_reply("one"))
        (root,) = await claim(store)
        assert await claim(store, LATER) == []

        await settle(store, root, DeliveryState.SENT, remote_id="17.0")

        (reply,) = await claim(store, LATER)
        assert reply.address == slack(replies_to="17.0")

    async def test_replies_go_in_order_though_the_first_is_put_off(self, store: SqlStore) -> None:
        await deliver(store, a_delivery("root"), a_reply("one"), a_reply("two", after="one"))
        (root,) = await claim(store)
        await settle(store, root, DeliveryState.SENT, remote_id="17.0")
        (one,) = await claim(store, after(seconds=2))

        await settle(store, one, DeliveryState.READY, not_before=after(seconds=60))

        assert await claim(store, after(seconds=30)) == []
        (again,) = await claim(store, after(seconds=60))
        assert again.id == one.id

    @pytest.mark.parametrize("end", [DeliveryState.DEAD, DeliveryState.UNKNOWN])
    async def test_what_goes_before_holds_up_nothing_once_it_has_ended(
        self, store: SqlStore, end: DeliveryState
    ) -> None:
        await deliver(store, a_delivery("one"), a_delivery("two", after=key_of("one")))
        (one,) = await claim(store)

        await settle(store, one, end)

        (two,) = await claim(store, LATER)
        assert two.id != one.id

    async def test_a_reply_waits_while_its_root_is_unknown(self, store: SqlStore) -> None:
        await deliver(store, a_delivery("root"), a_reply("one"))
        (root,) = await claim(store)

        await settle(store, root, DeliveryState.UNKNOWN)

        assert await claim(store, LATER) == []
        assert await store.read(lambda tx: tx.deliveries.next_due(LATER)) is None

    async def test_a_lost_reply_is_asked_about_where_it_hangs(self, store: SqlStore) -> None:
        await deliver(store, a_delivery("root"), a_reply("one"))
        (root,) = await claim(store)
        await settle(store, root, DeliveryState.SENT, remote_id="17.0")
        (reply,) = await claim(store, LATER)
        await settle(store, reply, DeliveryState.UNKNOWN)

        (lost,) = await store.read(lambda tx: tx.deliveries.unknown(LATER, 10))

        assert lost.address.replies_to == "17.0"

    async def test_replies_to_a_root_that_cannot_be_read_are_refused_with_it(
        self, store: SqlStore, database: str
    ) -> None:
        await deliver(store, a_delivery("root"))
        spoil(database, "delivery", sealed=b"torn")
        await deliver(store, a_reply("one"))

        assert await claim(store) == []

        assert {row["state"] for row in rows(database, "delivery")} == {"dead"}

    async def test_replies_to_a_refused_root_are_refused_and_tried_anew_with_it(
        self, store: SqlStore, database: str
    ) -> None:
        await deliver(store, a_delivery("root"), a_reply("one"))
        (root,) = await claim(store)
        await settle(store, root, DeliveryState.DEAD, reason="not_in_channel")
        assert {row["state"] for row in rows(database, "delivery")} == {"dead"}

        await deliver(store, a_delivery("root"), a_reply("one"))
        (again,) = await claim(store, LATER)
        await settle(store, again, DeliveryState.SENT, remote_id="18.0")

        (reply,) = await claim(store, after(hours=2))
        assert reply.address.replies_to == "18.0"


class TestLostAnswers:
    async def test_a_lease_that_ran_out_leaves_the_outcome_unknown(self, store: SqlStore) -> None:
        await deliver(store, a_delivery())
        (delivery,) = await claim(store, lease=60)

        early = await expire(store, after(seconds=59))
        due = await expire(store, after(seconds=60))

        assert (early, due) == (0, 1)
        assert await claim(store, LATER) == []
        assert await unknown(store) == [delivery.id]

    async def test_the_sender_of_an_expired_lease_may_still_tell_how_it_ended(
        self, store: SqlStore
    ) -> None:
        await deliver(store, a_delivery())
        (delivery,) = await claim(store)
        await expire(store, LATER)

        await settle(store, delivery, DeliveryState.SENT, remote_id="9.0")

        assert await unknown(store) == []

    async def test_an_unknown_delivery_is_never_claimed_by_itself(self, store: SqlStore) -> None:
        await deliver(store, a_delivery())
        (delivery,) = await claim(store)

        await settle(store, delivery, DeliveryState.UNKNOWN, reason="lost_answer")

        assert await claim(store, LATER) == []
        assert await next_due(store, LATER) is None

    async def test_what_was_not_delivered_goes_again(self, store: SqlStore) -> None:
        await deliver(store, a_delivery())
        (delivery,) = await claim(store)
        await settle(store, delivery, DeliveryState.UNKNOWN)

        await settle(store, delivery, DeliveryState.READY, not_before=LATER)

        (again,) = await claim(store, LATER)
        assert again.id == delivery.id

    async def test_what_was_asked_in_vain_stands_behind_the_others(self, store: SqlStore) -> None:
        await deliver(store, *(a_delivery(f"{n}", address=slack(f"C{n}")) for n in range(3)))
        claimed = await claim(store)
        for delivery in claimed:
            await settle(store, delivery, DeliveryState.UNKNOWN)
        first, *others = await unknown(store)
        asked = next(delivery for delivery in claimed if delivery.id == first)

        await settle(store, asked, DeliveryState.UNKNOWN, not_before=after(hours=2))

        assert await unknown(store, after(hours=1)) == others
        assert await unknown(store, after(hours=2)) == [*others, first]
        assert await unknown(store, after(hours=2), limit=2) == others


class TestForgetting:
    async def test_a_shortcut_is_forgotten_after_its_time(
        self, store: SqlStore, database: str
    ) -> None:
        shortcut = Shortcut("https://hooks.slack.test/1", after(minutes=30))
        await deliver(store, a_delivery(shortcut=shortcut, not_before=LATER))

        await expire(store, after(minutes=29))
        (row,) = rows(database, "delivery")
        assert row["shortcut"] is not None
        await expire(store, after(minutes=30))
        (row,) = rows(database, "delivery")
        assert (row["shortcut"], row["shortcut_until"]) == (None, None)

        (delivery,) = await claim(store, LATER)
        assert delivery.shortcut is None

    async def test_lanes_long_free_are_forgotten(self, store: SqlStore, database: str) -> None:
        await deliver(store, a_delivery())
        await claim(store)
        assert len(rows(database, "lane")) == 1

        await expire(store, after(minutes=30))
        assert len(rows(database, "lane")) == 1
        await expire(store, after(hours=2))

        assert rows(database, "lane") == []

    async def test_what_waits_about_a_removed_story_is_dropped(
        self, store: SqlStore, database: str
    ) -> None:
        story, other = await tell(store, "1.0"), await tell(store, "2.0")
        await deliver(store, a_delivery("mine", story=story.id))
        await deliver(store, a_delivery("other", story=other.id), a_delivery("none"))

        await store.write(lambda tx: tx.deliveries.forget(story.id))

        assert len(rows(database, "delivery")) == 2

    async def test_what_is_under_way_about_a_removed_story_is_settled_as_ever(
        self, store: SqlStore, database: str
    ) -> None:
        story = await tell(store, "1.0")
        await deliver(store, a_delivery(story=story.id))
        (delivery,) = await claim(store)

        await store.write(lambda tx: tx.deliveries.forget(story.id))
        await settle(store, delivery, DeliveryState.SENT, remote_id="1.0")

        (row,) = rows(database, "delivery")
        assert (row["state"], row["sealed"]) == ("sent", None)

    async def test_a_lost_answer_about_a_removed_story_says_nothing_any_more(
        self, store: SqlStore, database: str
    ) -> None:
        story = await tell(store, "1.0")
        await deliver(store, a_delivery(story=story.id))
        (delivery,) = await claim(store)
        await settle(store, delivery, DeliveryState.UNKNOWN)

        await store.write(lambda tx: tx.deliveries.forget(story.id))

        (row,) = rows(database, "delivery")
        assert (row["state"], row["sealed"]) == ("unknown", None)
        assert await unknown(store) == []

    async def test_where_what_was_sent_about_a_removed_story_stands_is_forgotten(
        self, store: SqlStore, database: str
    ) -> None:
        story = await tell(store, "1.0")
        await deliver(store, a_delivery(story=story.id))
        (delivery,) = await claim(store)
        await settle(store, delivery, DeliveryState.SENT, remote_id="D1:1.0")

        await store.write(lambda tx: tx.deliveries.forget(story.id))

        (row,) = rows(database, "delivery")
        assert (row["state"], row["remote"], row["reply_key"]) == ("sent", None, None)


class TestSilence:
    async def test_what_waits_for_that_place_is_not_sent_and_counts_as_done(
        self, store: SqlStore, database: str
    ) -> None:
        waiting = a_delivery("1", content=a_note(), shortcut=Shortcut("hook", LATER))
        await deliver(store, waiting)

        await store.write(lambda tx: tx.deliveries.silence(slack(), NOW))

        assert await claim(store) == []
        assert await unknown(store) == []
        assert not await store.write(lambda tx: tx.deliveries.add(waiting))
        (row,) = rows(database, "delivery")
        assert (row["sealed"], row["shortcut"]) == (None, None)
        assert (await store.read(lambda tx: tx.counting.take())).deliveries["unknown"] == 0

    async def test_what_it_says_whose_answer_was_lost_is_forgotten(
        self, store: SqlStore, database: str
    ) -> None:
        await deliver(store, a_delivery("1", content=a_note()))
        (delivery,) = await claim(store)
        await settle(store, delivery, DeliveryState.UNKNOWN)

        await store.write(lambda tx: tx.deliveries.silence(slack(), NOW))

        assert [row["sealed"] for row in rows(database, "delivery")] == [None]

    async def test_other_places_stories_and_digests_are_spoken_of_as_ever(
        self, store: SqlStore
    ) -> None:
        story, digest = await tell(store, "1.0"), a_digest()
        await store.write(lambda tx: tx.digests.claim(digest, NOW))
        await deliver(
            store,
            a_delivery("other", address=slack("C2"), content=a_note()),
            a_delivery("own", address=slack(user="U1"), content=a_note()),
            a_delivery("story", story=story.id),
            a_post(digest, "C1"),
        )

        await store.write(lambda tx: tx.deliveries.silence(slack(), NOW))

        there = [each.address for each in await claim(store)]
        assert {slack("C2"), slack(user="U1"), slack()} == set(there)
        (post,) = await claim(store, after(minutes=1))
        assert post.content == DigestPost(digest.id)


class TestNextDue:
    async def test_nothing_waits_in_an_empty_database(self, store: SqlStore) -> None:
        assert await next_due(store) is None

    async def test_it_is_when_the_first_one_may_go(self, store: SqlStore) -> None:
        await deliver(store, a_delivery("1", not_before=after(hours=2)))
        await deliver(store, a_delivery("2", not_before=after(hours=1)))

        assert await next_due(store) == after(hours=1)

    async def test_it_is_past_when_one_may_go_now(self, store: SqlStore) -> None:
        await deliver(store, a_delivery())

        found = await next_due(store, after(seconds=5))

        assert found is not None
        assert found <= after(seconds=5)

    async def test_it_waits_for_the_lane_of_what_is_due(self, store: SqlStore) -> None:
        await deliver(store, a_delivery("1"), a_delivery("2"))
        await deliver(store, a_delivery("3", address=slack("C2"), not_before=after(minutes=1)))
        await claim(store)

        assert await next_due(store) == after(seconds=1)
        await claim(store, after(seconds=1))
        assert await next_due(store, after(seconds=1)) == after(minutes=1)

    async def test_what_was_sent_waits_no_longer(self, store: SqlStore) -> None:
        await deliver(store, a_delivery())
        (delivery,) = await claim(store)
        assert await next_due(store, LATER) is None

        await settle(store, delivery, DeliveryState.SENT)

        assert await next_due(store, LATER) is None


async def test_a_refused_effect_is_tried_anew_when_it_is_added_again(store: SqlStore) -> None:
    notice = a_delivery("a notice")
    await deliver(store, notice)
    (refused,) = await claim(store)
    await settle(store, refused, DeliveryState.DEAD, reason="not_in_channel")

    assert await store.write(lambda tx: tx.deliveries.add(notice))

    (again,) = await claim(store, LATER)
    assert again.content == refused.content
    assert again.attempts == 1


async def test_a_refusal_is_forgotten_after_a_week(store: SqlStore) -> None:
    await deliver(store, a_delivery("to somebody who blocked the bot"))
    (refused,) = await claim(store)
    await settle(store, refused, DeliveryState.DEAD, reason="blocked")

    await expire(store, after(days=7))
    kept = await store.read(lambda tx: tx.counting.take())
    await expire(store, after(days=7, seconds=1))
    gone = await store.read(lambda tx: tx.counting.take())

    assert kept.deliveries[DeliveryState.DEAD] == 1
    assert gone.deliveries[DeliveryState.DEAD] == 0
