"""The `Digests` port holds on both databases."""

import asyncio
from dataclasses import replace
from uuid import uuid4

import pytest

from bot.core.errors import StorageError
from bot.core.model.digest import Digest, DigestState, Dot, Line, Period, Phase, Picture, Tone
from bot.core.model.month import Month, Months
from bot.core.model.story import Role
from bot.core.model.tag import Version
from bot.core.model.week import Week
from bot.sealing import KeyedSealer
from storage.store import SqlStore, open_store
from tests.contract.builders import NOW, OTHER_TEAM, TEAM, WEEK, a_digest, after, tell

W = [Week(2026, 51), Week(2026, 52), Week(2026, 53), Week(2027, 1), Week(2027, 2)]

PICTURE = Picture(
    (
        Dot(
            number="T-0412",
            phase=Phase.DURING,
            tone=Tone.HURT,
            role=Role.CUSTOMER,
            waits=True,
        ),
        Dot(number="T-0413", phase=Phase.AFTER, tone=Tone.BETWEEN, role=None, waits=False),
    ),
    others=2,
)


async def claim_all(store: SqlStore, *weeks: Week, **fields: object) -> None:
    for week in weeks:
        digest = a_digest(week, **fields)
        await store.write(lambda tx, digest=digest: tx.digests.claim(digest, NOW))


async def test_a_digest_is_read_as_it_was_claimed(store: SqlStore) -> None:
    digest = a_digest(
        period=Period(Week(2026, 45), WEEK),
        language="sv",
        lines=(
            Line("quote", '”Hyvä\n"päivä" 💛', ("T-0001", "T-0002"), reason="empathy"),
            Line("rising", "", (), ("invoice.now", "invoice.before")),
        ),
        picture=PICTURE,
        version=Version(taxonomy="ab12", model="cd34"),
    )

    assert await store.write(lambda tx: tx.digests.claim(digest, NOW))

    assert await store.read(lambda tx: tx.digests.of(TEAM.id, WEEK)) == digest
    assert await store.read(lambda tx: tx.digests.by_id(digest.id)) == digest
    assert await store.read(lambda tx: tx.digests.of(TEAM.id, Week(2026, 45))) is None
    assert await store.read(lambda tx: tx.digests.by_id(uuid4())) is None


async def test_a_period_is_claimed_once(store: SqlStore) -> None:
    first, second = a_digest(), a_digest(state=DigestState.MERGED)

    assert await store.write(lambda tx: tx.digests.claim(first, NOW))
    assert not await store.write(lambda tx: tx.digests.claim(second, NOW))

    assert await store.read(lambda tx: tx.digests.of(TEAM.id, WEEK)) == first


async def test_another_team_or_week_is_another_period(store: SqlStore) -> None:
    await claim_all(store, WEEK)

    assert await store.write(lambda tx: tx.digests.claim(a_digest(team=OTHER_TEAM.id), NOW))
    assert await store.write(lambda tx: tx.digests.claim(a_digest(WEEK.next()), NOW))


async def test_of_two_processes_that_claim_a_period_one_does(
    store: SqlStore, database: str, sealer: KeyedSealer
) -> None:
    weeks = [Week(2026, 1).shifted(n) for n in range(60)]

    async with open_store(database, sealer) as other:
        claimed = await asyncio.gather(
            *(
                side.write(lambda tx, week=week: tx.digests.claim(a_digest(week), NOW))
                for week in weeks
                for side in (store, other)
            )
        )

    assert [sum(pair) for pair in zip(claimed[::2], claimed[1::2], strict=True)] == [1] * 60


async def test_a_story_is_counted_in_one_digest_only(store: SqlStore) -> None:
    story = await tell(store, "1.0")
    first, second = a_digest(WEEK), a_digest(WEEK.next())
    await store.write(lambda tx: tx.digests.claim(first, NOW))
    await store.write(lambda tx: tx.digests.claim(second, NOW))
    await store.write(lambda tx: tx.digests.count(first.id, [story.id]))

    with pytest.raises(StorageError):
        await store.write(lambda tx: tx.digests.count(second.id, [story.id]))

    (counted,) = await store.read(lambda tx: tx.stories.counted_in(first.id))
    assert counted.id == story.id
    assert not await store.read(lambda tx: tx.stories.counted_in(second.id))


async def test_a_withdrawn_story_is_counted_in_none(store: SqlStore) -> None:
    story = await tell(store, "1.0")
    digest = a_digest()
    await store.write(lambda tx: tx.stories.withdraw(story.id, NOW))

    def publish(tx) -> None:
        tx.digests.claim(digest, NOW)
        tx.digests.count(digest.id, [story.id])

    with pytest.raises(StorageError):
        await store.write(publish)

    assert await store.read(lambda tx: tx.digests.of(TEAM.id, WEEK)) is None


async def test_a_digest_of_no_story_counts_none(store: SqlStore) -> None:
    digest = a_digest()
    await store.write(lambda tx: tx.digests.claim(digest, NOW))

    await store.write(lambda tx: tx.digests.count(digest.id, []))

    assert not await store.read(lambda tx: tx.stories.counted_in(digest.id))


async def test_the_latest_week_is_the_latest_over_the_end_of_a_year(store: SqlStore) -> None:
    assert await store.read(lambda tx: tx.digests.latest(TEAM.id)) is None

    for week in W:
        await claim_all(store, week)
        assert await store.read(lambda tx: tx.digests.latest(TEAM.id)) == week

    await claim_all(store, Week(2026, 9))
    assert await store.read(lambda tx: tx.digests.latest(TEAM.id)) == W[-1]


async def test_the_last_digests_that_people_saw_come_newest_first(store: SqlStore) -> None:
    await claim_all(store, W[0], W[3], state=DigestState.POSTED)
    await claim_all(store, W[1], W[4])
    await claim_all(store, W[2], state=DigestState.MERGED)
    await claim_all(store, W[2], team=OTHER_TEAM.id)

    def weeks(limit: int, before: Week):
        return lambda tx: [
            digest.period.last for digest in tx.digests.latest_posted(TEAM.id, before, limit)
        ]

    assert await store.read(weeks(8, W[4].next())) == [W[4], W[3], W[1], W[0]]
    assert await store.read(weeks(2, W[4])) == [W[3], W[1]]
    assert await store.read(weeks(8, W[3])) == [W[1], W[0]]


async def test_every_digest_that_rests_on_a_story_is_found_by_its_number(store: SqlStore) -> None:
    def showing(number: str, text: str = "") -> tuple[Line, ...]:
        return (Line("header", "Viikko", ()), Line("quote", text, ("T-0001", number)))

    await claim_all(store, W[1], W[0], lines=showing("T-0412"))
    await claim_all(store, W[2], lines=showing("T-04123", text='said "T-0412" and T-0412'))
    await claim_all(store, W[3], lines=())
    await claim_all(store, W[0], lines=showing("T-0412"), team=OTHER_TEAM.id)

    found = await store.write(lambda tx: tx.digests.showing(TEAM.id, "T-0412"))

    assert [digest.period.last for digest in found] == [W[0], W[1]]
    assert await store.write(lambda tx: tx.digests.showing(TEAM.id, "T-%")) == []


async def test_a_removed_story_leaves_the_picture(store: SqlStore) -> None:
    digest = a_digest(picture=PICTURE)
    await store.write(lambda tx: tx.digests.claim(digest, NOW))
    shown = (Line("quote", "Hei.", ("T-0412",)), Line("counts", "", ("T-0412", "T-0413")))

    await store.write(lambda tx: tx.digests.rewrite(digest.id, shown, PICTURE.of_shown(shown)))

    found = await store.read(lambda tx: tx.digests.by_id(digest.id))
    assert found is not None
    assert found.picture == Picture(PICTURE.dots[:1], PICTURE.others + 1)


async def test_state_and_lines_are_replaced_alone(store: SqlStore) -> None:
    digest, other = a_digest(), a_digest(WEEK.next())
    await store.write(lambda tx: tx.digests.claim(digest, NOW))
    await store.write(lambda tx: tx.digests.claim(other, NOW))
    lines = (Line("withdrawn", "poistettu kertojan pyynnöstä", ()),)

    await store.write(lambda tx: tx.digests.rewrite(digest.id, lines, None))
    await store.write(lambda tx: tx.digests.move(digest.id, DigestState.SKIPPED))

    found = await store.read(lambda tx: tx.digests.by_id(digest.id))
    assert found == replace(digest, lines=lines, state=DigestState.SKIPPED)
    assert await store.read(lambda tx: tx.digests.by_id(other.id)) == other


async def test_two_removals_at_once_both_leave_the_digest(
    store: SqlStore, database: str, sealer: KeyedSealer
) -> None:
    ids = [f"T-{n:04}" for n in range(40)]
    digest = a_digest(lines=tuple(Line("quote", number, (number,)) for number in ids))
    await store.write(lambda tx: tx.digests.claim(digest, NOW))

    def without(number: str):
        def unit(tx) -> None:
            present = tx.digests.locked(digest.id)
            lines = [line for line in present.lines if number not in line.ids]
            tx.digests.rewrite(digest.id, lines, None)

        return unit

    async with open_store(database, sealer) as other:
        await asyncio.gather(
            *(
                side.write(without(number))
                for side, number in zip([store, other] * 20, ids, strict=True)
            )
        )

    left = await store.read(lambda tx: tx.digests.by_id(digest.id))
    assert left is not None
    assert left.lines == ()


async def test_a_team_is_served_since_the_first_time(store: SqlStore) -> None:
    assert await store.read(lambda tx: tx.digests.served_since(TEAM.id)) is None

    await store.write(lambda tx: tx.digests.serve(TEAM.id, NOW))
    await store.write(lambda tx: tx.digests.serve(TEAM.id, after(days=9)))
    await store.write(lambda tx: tx.digests.serve("butik", after(days=9)))

    assert await store.read(lambda tx: tx.digests.served_since(TEAM.id)) == NOW
    assert await store.read(lambda tx: tx.digests.served_since("butik")) == after(days=9)


# Composed, and not claimed


COMPOSED = {"state": DigestState.COMPOSED, "offers": ("T-0413",)}


async def test_a_composed_digest_is_kept_once_and_is_no_claim(store: SqlStore) -> None:
    composed, other = a_digest(**COMPOSED), a_digest(**COMPOSED)

    assert await store.write(lambda tx: tx.digests.propose(composed, NOW))
    assert not await store.write(lambda tx: tx.digests.propose(other, NOW))

    assert await store.read(lambda tx: tx.digests.of(TEAM.id, WEEK)) == composed
    assert await store.read(lambda tx: tx.digests.latest(TEAM.id)) is None
    assert await store.read(lambda tx: tx.digests.latest_posted(TEAM.id, WEEK.next(), 8)) == []


async def test_a_claim_takes_the_place_of_a_composed_digest_under_its_id(store: SqlStore) -> None:
    composed, claimed = a_digest(**COMPOSED), a_digest(lines=(Line("header", "Uusi", ()),))
    await store.write(lambda tx: tx.digests.propose(composed, NOW))

    assert await store.write(lambda tx: tx.digests.claim(claimed, after(hours=1)))
    assert not await store.write(lambda tx: tx.digests.claim(a_digest(), after(hours=1)))

    kept = await store.read(lambda tx: tx.digests.of(TEAM.id, WEEK))
    assert kept == replace(claimed, id=composed.id)
    assert await store.read(lambda tx: tx.digests.latest(TEAM.id)) == WEEK


async def test_what_its_owner_decided_is_kept(store: SqlStore) -> None:
    composed = a_digest(**COMPOSED)
    await store.write(lambda tx: tx.digests.propose(composed, NOW))

    await store.write(lambda tx: tx.digests.choose(composed.id, "T-0413", ("T-0412",)))
    await store.write(lambda tx: tx.digests.hold(composed.id, after(days=1)))

    found = await store.read(lambda tx: tx.digests.of(TEAM.id, WEEK))
    assert found == replace(
        composed, chosen="T-0413", offers=("T-0412",), held_until=after(days=1)
    )
    await store.write(lambda tx: tx.digests.hold(composed.id, None))
    found = await store.read(lambda tx: tx.digests.of(TEAM.id, WEEK))
    assert found is not None
    assert found.held_until is None


async def test_what_is_held_long_enough_is_overdue(store: SqlStore) -> None:
    held = a_digest(state=DigestState.HELD, held_until=after(days=1))
    await claim_all(store, WEEK.next(), state=DigestState.HELD)
    await claim_all(store, WEEK.shifted(2), held_until=NOW)
    await store.write(lambda tx: tx.digests.claim(held, NOW))

    assert await store.read(lambda tx: tx.digests.overdue(after(hours=23))) == []
    assert await store.read(lambda tx: tx.digests.overdue(after(days=1))) == [held]


async def test_a_digest_on_trial_is_kept_beside_the_weeks_own(store: SqlStore) -> None:
    first, second = a_digest(**COMPOSED), a_digest(**COMPOSED, lines=(Line("header", "2", ()),))

    kept = await store.write(lambda tx: tx.digests.put_test(first, NOW))
    assert kept == first
    kept = await store.write(lambda tx: tx.digests.put_test(second, NOW))
    assert kept == replace(second, id=first.id)

    assert await store.read(lambda tx: tx.digests.of(TEAM.id, WEEK)) is None
    assert await store.write(lambda tx: tx.digests.claim(a_digest(), NOW))


async def test_a_composed_digest_and_one_on_trial_are_found_by_a_story_that_they_show(
    store: SqlStore,
) -> None:
    lines = (Line("quote", "Hei.", ("T-0412",)),)
    await store.write(lambda tx: tx.digests.propose(a_digest(**COMPOSED, lines=lines), NOW))
    await store.write(lambda tx: tx.digests.put_test(a_digest(**COMPOSED, lines=lines), NOW))

    assert len(await store.write(lambda tx: tx.digests.showing(TEAM.id, "T-0412"))) == 2


# Pages for leaders


async def test_a_page_is_read_as_it_was_claimed_and_claimed_once(store: SqlStore) -> None:
    page = a_page(Month(2026, 11), Month(2026, 12))

    assert await store.write(lambda tx: tx.digests.claim(page, NOW))
    assert not await store.write(lambda tx: tx.digests.claim(replace(page, id=uuid4()), NOW))

    assert await store.read(lambda tx: tx.digests.of_month(TEAM.id, Month(2026, 12))) == page
    assert await store.read(lambda tx: tx.digests.by_id(page.id)) == page
    assert await store.read(lambda tx: tx.digests.of_month(TEAM.id, Month(2026, 11))) is None
    assert await store.read(lambda tx: tx.digests.of_month(OTHER_TEAM.id, Month(2026, 12))) is None


async def test_pages_are_apart_from_the_digests_of_weeks(store: SqlStore) -> None:
    await claim_all(store, *W)
    page = a_page(Month(2027, 1))
    await store.write(lambda tx: tx.digests.claim(page, NOW))

    latest = await store.read(lambda tx: tx.digests.latest(TEAM.id))
    posted = await store.read(lambda tx: tx.digests.latest_posted(TEAM.id, W[-1].next(), 50))

    assert latest == W[-1]
    assert [digest.period.last for digest in posted] == list(reversed(W))


async def test_only_an_earlier_page_of_the_team_is_an_earlier_page(store: SqlStore) -> None:
    page = a_page(Month(2026, 12))
    await store.write(lambda tx: tx.digests.claim(page, NOW))

    for team, before, expected in (
        (TEAM.id, Month(2027, 1), True),
        (TEAM.id, Month(2026, 12), False),
        (OTHER_TEAM.id, Month(2027, 1), False),
    ):
        found = await store.read(
            lambda tx, team=team, before=before: tx.digests.has_months(team, before)
        )
        assert found is expected


async def test_a_story_is_found_on_the_page_that_shows_it(store: SqlStore) -> None:
    page = a_page(Month(2026, 12))
    await store.write(lambda tx: tx.digests.claim(page, NOW))

    found = await store.write(lambda tx: tx.digests.showing(TEAM.id, "T-0412"))

    assert [digest.id for digest in found] == [page.id]


def a_page(first: Month, last: Month | None = None) -> Digest:
    months = Months(first, last or first)
    return a_digest(months=months, period=Period(months.first_week(), months.last_week()))
