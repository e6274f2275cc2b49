"""The counts of the weeks before a digest hold on both databases."""

from datetime import timedelta
from uuid import UUID

from bot.core.edition import WeekCount
from bot.core.model.story import Role
from bot.core.model.tag import NOTHING, Source, Tag
from bot.core.ports.store import Transaction
from bot.core.ports.stories import OwnStory
from storage.store import SqlStore
from tests.contract.builders import (
    NOW,
    OTHER_TEAM,
    TEAM,
    WEEK,
    a_digest,
    a_key,
    a_part,
    a_tag,
    after,
    tell,
)

QUEUE, TILL = a_tag("theme", "queue"), a_tag("touchpoint", "till")


async def counted(
    store: SqlStore, name: str, weeks_ago: int, *tags: Tag, **fields: object
) -> UUID:
    """Tell a story so many weeks ago, and let the digest of that week count it."""
    week = WEEK.shifted(-weeks_ago)
    story = await tell(store, name, "Hei.", *tags, week=week, **fields)
    team = story.team.id

    def unit(tx: Transaction) -> None:
        tx.digests.claim(a_digest(week, team=team), NOW)
        digest = tx.digests.of(team, week)
        assert digest is not None
        tx.digests.count(digest.id, [story.id])

    await store.write(unit)
    return story.id


async def themes(store: SqlStore) -> dict[tuple[str, str], int]:
    history = await store.read(lambda tx: tx.stories.history(TEAM.id, WEEK, 8))
    return dict(history.by_theme)


async def test_a_teller_counts_once_a_week_and_theme(store: SqlStore) -> None:
    await counted(store, "1.0", 1, QUEUE, TILL)
    await counted(store, "1.1", 1, QUEUE)
    await counted(store, "1.2", 2, QUEUE)
    await counted(store, "1.3", 2, QUEUE, teller="U2")
    history = await store.read(lambda tx: tx.stories.history(TEAM.id, WEEK, 8))

    assert history.by_theme == {("theme", "queue"): 3, ("touchpoint", "till"): 1}
    assert (history.tellers, history.customers, history.weeks) == (3, 3, 2)


async def test_employees_are_no_customers(store: SqlStore) -> None:
    await counted(store, "1.0", 1, role=Role.EMPLOYEE)
    await counted(store, "1.1", 1, teller="U2")
    history = await store.read(lambda tx: tx.stories.history(TEAM.id, WEEK, 8))

    assert (history.tellers, history.customers) == (2, 1)


async def test_a_quiet_week_in_between_is_a_week(store: SqlStore) -> None:
    await counted(store, "1.0", 6)
    await counted(store, "1.1", 1)

    history = await store.read(lambda tx: tx.stories.history(TEAM.id, WEEK, 8))
    assert history.weeks == 6


async def test_only_the_weeks_before_of_that_team_count(store: SqlStore) -> None:
    await counted(store, "1.0", 0, QUEUE)
    await counted(store, "1.1", 9, QUEUE)
    await counted(store, "1.2", 1, QUEUE, team=OTHER_TEAM)
    await counted(store, "1.3", 8, QUEUE)

    assert await themes(store) == {("theme", "queue"): 1}


async def test_weeks_are_counted_across_a_year(store: SqlStore) -> None:
    await counted(store, "1.0", 0, QUEUE)
    january = WEEK.shifted(8)
    assert january.year > WEEK.year

    history = await store.read(lambda tx: tx.stories.history(TEAM.id, january, 8))
    assert (history.tellers, history.weeks) == (1, 8)


async def test_a_late_story_that_no_digest_counts_is_not_of_before(store: SqlStore) -> None:
    await tell(store, "1.0", "Hei.", QUEUE, week=WEEK.shifted(-1))

    assert await themes(store) == {}


async def test_a_withdrawn_story_is_not_counted(store: SqlStore) -> None:
    story = await counted(store, "1.0", 1, QUEUE)
    await store.write(lambda tx: tx.stories.withdraw(story, NOW))

    assert await themes(store) == {}


async def test_good_and_bad_count_together(store: SqlStore) -> None:
    await counted(store, "1.0", 1, QUEUE._replace(polarity=-1))
    await counted(store, "1.1", 1, QUEUE._replace(polarity=1), teller="U2")

    assert await themes(store) == {("theme", "queue"): 2}


async def test_tags_that_a_higher_source_hides_are_not_counted(store: SqlStore) -> None:
    human = a_tag("theme", "till", source=Source.TELLER)
    await counted(store, "1.0", 1, QUEUE, human, TILL)
    nothing = a_tag("theme", NOTHING, source=Source.HUMAN)
    await counted(store, "1.1", 1, QUEUE, nothing, teller="U2")

    assert await themes(store) == {("theme", "till"): 1, ("touchpoint", "till"): 1}


async def test_a_part_hides_tags_of_the_other_parts(store: SqlStore) -> None:
    await counted(store, "1.0", 1, QUEUE)
    later = a_part("1.1", "Lisää.", a_tag("theme", "till", source=Source.TELLER))

    def unit(tx: Transaction) -> None:
        own: OwnStory | None = tx.stories.of(a_key("1.0"), None)
        assert own is not None
        tx.stories.add_part(own.id, later)

    await store.write(unit)

    assert await themes(store) == {("theme", "till"): 1}


async def test_feelings_are_no_themes(store: SqlStore) -> None:
    await counted(store, "1.0", 1, a_tag("feeling", "heard"))

    assert await themes(store) == {}


async def test_a_week_without_any_before_has_no_history(store: SqlStore) -> None:
    history = await store.read(lambda tx: tx.stories.history(TEAM.id, WEEK, 8))

    assert (history.weeks, history.tellers, history.by_theme) == (0, 0, {})


async def test_a_transaction_that_writes_reads_the_same(store: SqlStore) -> None:
    await counted(store, "1.0", 1, QUEUE, a_tag("stage", "use"))

    for read in (
        lambda tx: tx.stories.history(TEAM.id, WEEK, 8),
        lambda tx: tx.stories.recent_tellers(TEAM.id, WEEK, 4),
    ):
        assert await store.write(read) == await store.read(read)


async def test_who_told_lately_and_of_which_stages_is_known(store: SqlStore) -> None:
    await counted(store, "1.0", 4, a_tag("stage", "use"))
    await counted(store, "1.1", 5, a_tag("stage", "exit"), teller="U2")
    recent = await store.read(lambda tx: tx.stories.recent_tellers(TEAM.id, WEEK, 4))
    first = await store.write(lambda tx: tx.people.meet(a_key("U1"), b"sealed address"))

    assert recent.tellers == {first.id}
    assert recent.stages == {"use"}


async def test_stories_are_counted_by_week_also_where_there_are_none(store: SqlStore) -> None:
    await tell(store, "1.0", week=WEEK)
    await tell(store, "2.0", week=WEEK, role=Role.EMPLOYEE)
    await tell(store, "3.0", week=WEEK.shifted(-2))
    await tell(store, "4.0", week=WEEK.shifted(-3))
    await tell(store, "5.0", week=WEEK.next())
    await tell(store, "6.0", week=WEEK, team=OTHER_TEAM)

    found = await store.read(lambda tx: tx.stories.by_week(TEAM.id, WEEK, 3))

    assert list(found) == [
        WeekCount(WEEK.shifted(-2), 1, 1),
        WeekCount(WEEK.shifted(-1), 0, 0),
        WeekCount(WEEK, 2, 1),
    ]


async def test_what_was_told_between_two_moments_is_read_without_the_second(
    store: SqlStore,
) -> None:
    for name, told_at in (
        ("1.0", NOW - timedelta(seconds=1)),
        ("2.0", NOW),
        ("3.0", after(hours=1) - timedelta(microseconds=1)),
        ("4.0", after(hours=1)),
    ):
        await tell(store, name, name, told_at=told_at)
    await tell(store, "5.0", "5.0", told_at=NOW, team=OTHER_TEAM)

    found = await store.read(lambda tx: tx.stories.told_between(TEAM.id, NOW, after(hours=1)))

    assert [story.text for story in found] == ["2.0", "3.0"]
