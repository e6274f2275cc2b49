"""The `TagSets` port holds on both databases."""

from dataclasses import replace
from uuid import UUID, uuid4

from bot.core.model.story import Story
from bot.core.model.tag import Source, Version
from bot.core.ports.tag_sets import TaggedPart
from storage.store import SqlStore
from tests.contract.builders import (
    NOW,
    OTHER_TEAM,
    TEAM,
    VERSION,
    WEEK,
    a_part,
    a_tag,
    a_vector,
    after,
    tell,
)
from tests.contract.tables import rows

LATER = Version(taxonomy="t2", model="m1")
FOREVER = 100


async def parts_of(store: SqlStore, story: UUID) -> list[TaggedPart]:
    return list(await store.write(lambda tx: tx.tag_sets.of(story)))


async def outdated(
    store: SqlStore, version: Version = LATER, last: UUID | None = None, most: int = FOREVER
) -> list[TaggedPart]:
    return list(await store.read(lambda tx: tx.tag_sets.outdated(TEAM.id, version, last, most)))


async def put(store: SqlStore, part: TaggedPart, **seconds: float) -> bool:
    return await store.write(lambda tx: tx.tag_sets.replace(part, after(**seconds)))


async def the_story(store: SqlStore) -> Story:
    (story,) = await store.read(lambda tx: tx.stories.told_in(TEAM.id, WEEK))
    return story


async def test_a_part_is_told_with_its_first_set(store: SqlStore) -> None:
    told = await tell(store, "1.0", "Hei.", a_tag("kind", "praise"))

    (part,) = await parts_of(store, told.id)

    assert part == TaggedPart(
        id=told.part.id,
        number=0,
        shown="Hei.",
        vector=a_vector("Hei."),
        version=VERSION,
        tags=(a_tag("kind", "praise"),),
    )


async def test_the_parts_of_a_story_come_oldest_first(store: SqlStore) -> None:
    told = await tell(store, "1.0")
    second = a_part("2.0", "Lisää.", told_at=after(minutes=1))
    await store.write(lambda tx: tx.stories.add_part(told.id, second))

    assert [part.shown for part in await parts_of(store, told.id)] == ["Hei.", "Lisää."]


async def test_readers_see_the_newest_set(store: SqlStore) -> None:
    told = await tell(store, "1.0", "Hei.", a_tag("kind", "praise"))
    (part,) = await parts_of(store, told.id)

    changed = replace(
        part,
        tags=(a_tag("kind", "idea"),),
        version=LATER,
        shown="Hei!",
        vector=a_vector("Hei!"),
    )
    assert await put(store, changed)

    story = await the_story(store)
    assert [tag.key for tag in story.tags] == ["idea"]
    assert story.text == "Hei!"
    assert [told.vector for told in story.parts] == [a_vector("Hei!")]
    assert await parts_of(store, told.id) == [replace(changed, number=1)]


async def test_the_former_set_is_kept_with_its_version_and_time(
    store: SqlStore, database: str
) -> None:
    told = await tell(store, "1.0", "Hei.", a_tag("kind", "praise"))
    (part,) = await parts_of(store, told.id)

    await put(store, replace(part, tags=(a_tag("kind", "idea"),), version=LATER), hours=1)

    sets = sorted((row["number"], row["taxonomy"], row["at"]) for row in rows(database, "tag_set"))
    assert [(number, taxonomy) for number, taxonomy, _ in sets] == [(0, "t1"), (1, "t2")]
    assert sets[0][2] < sets[1][2]
    assert {(row["tag_set"], row["key"]) for row in rows(database, "tag")} == {
        (0, "praise"),
        (1, "idea"),
    }


async def test_the_sets_before_the_newest_can_be_dropped(store: SqlStore, database: str) -> None:
    told = await tell(store, "1.0", "Hei.", a_tag("free_tag", "gone"))
    other = await tell(store, "2.0", "Moi.", a_tag("kind", "idea"))
    (part,) = await parts_of(store, told.id)
    await put(store, replace(part, tags=(a_tag("kind", "praise"),)))

    await store.write(lambda tx: tx.tag_sets.drop_former(told.part.id))

    assert sorted(row["key"] for row in rows(database, "tag")) == ["idea", "praise"]
    assert {(row["part"], row["number"]) for row in rows(database, "tag_set")} == {
        (told.part.id.hex, 1),
        (other.part.id.hex, 0),
    }


async def test_a_set_that_was_replaced_meanwhile_is_not_written_over(store: SqlStore) -> None:
    told = await tell(store, "1.0", "Hei.", a_tag("kind", "praise"))
    (part,) = await parts_of(store, told.id)
    by_a_person = replace(part, tags=(a_tag("kind", "risk", source=Source.HUMAN),))
    assert await put(store, by_a_person)

    assert not await put(store, replace(part, tags=(), version=LATER))

    assert [tag.key for tag in (await the_story(store)).tags] == ["risk"]


async def test_a_part_that_is_gone_gets_no_set(store: SqlStore, database: str) -> None:
    told = await tell(store, "1.0")
    (part,) = await parts_of(store, told.id)
    await store.write(lambda tx: tx.stories.withdraw(told.id, NOW))

    assert not await put(store, part)

    assert rows(database, "tag_set") == []
    assert await parts_of(store, told.id) == []


async def test_a_story_that_nobody_told_has_no_parts(store: SqlStore) -> None:
    assert await parts_of(store, uuid4()) == []


async def test_outdated_is_what_was_read_under_another_taxonomy_or_model(
    store: SqlStore,
) -> None:
    old = await tell(store, "1.0", version=Version(taxonomy="t1", model="m1"))
    older = await tell(store, "2.0", version=Version(taxonomy="t2", model="m0"))
    await tell(store, "3.0", version=LATER)
    await tell(store, "4.0", version=replace(LATER, layer="7.12"))
    await tell(store, "5.0", team=OTHER_TEAM)
    gone = await tell(store, "6.0")
    await store.write(lambda tx: tx.stories.withdraw(gone.id, NOW))

    found = await outdated(store)

    assert [part.id for part in found] == sorted([old.part.id, older.part.id])
    assert await store.read(lambda tx: tx.tag_sets.count_outdated(TEAM.id, LATER)) == 2


async def test_outdated_parts_are_found_slice_by_slice(store: SqlStore) -> None:
    told = [await tell(store, f"{n}.0", "Hei.", a_tag("kind", "idea")) for n in range(5)]
    found: list[TaggedPart] = []
    while part := await outdated(store, last=found[-1].id if found else None, most=2):
        found += part

    assert [part.id for part in found] == sorted(story.part.id for story in told)
    assert {part.tags for part in found} == {(a_tag("kind", "idea"),)}


async def test_a_part_with_a_new_set_is_not_outdated_any_more(store: SqlStore) -> None:
    await tell(store, "1.0")
    (part,) = await outdated(store)

    await put(store, replace(part, version=LATER))

    assert await outdated(store) == []
