"""A story's mark tells whether anything of it changed that a digest may show."""

from collections.abc import Callable
from uuid import UUID

from bot.core.model.story import Identity, Share
from bot.core.ports.store import Transaction
from storage.store import SqlStore
from tests.contract.builders import NOW, a_part, tell

Act = Callable[[Transaction], object]


async def _changes(store: SqlStore, story: UUID, act: Act) -> bool:
    before = await store.read(lambda tx: tx.stories.marks([story]))
    await store.write(act)
    return before != await store.read(lambda tx: tx.stories.marks([story]))


async def test_another_part_changes_the_mark(store: SqlStore) -> None:
    story = await tell(store, "1.0")
    part = a_part("2.0", "Lisää.")

    assert await _changes(store, story.id, lambda tx: tx.stories.add_part(story.id, part))
    assert await _changes(store, story.id, lambda tx: tx.stories.drop_part(part.key, NOW))


async def test_new_words_and_new_tags_change_the_mark(store: SqlStore) -> None:
    story = await tell(store, "1.0")

    def retag(tx: Transaction) -> None:
        (part,) = tx.tag_sets.of(story.id)
        tx.tag_sets.replace(part, NOW)

    assert await _changes(store, story.id, retag)


async def test_who_and_how_far_change_the_mark(store: SqlStore) -> None:
    story = await tell(store, "1.0")

    assert await _changes(
        store, story.id, lambda tx: tx.stories.share_as(story.id, Identity.NAMED, Share.TEAM)
    )
    assert await _changes(
        store, story.id, lambda tx: tx.stories.share_as(story.id, Identity.NAMED, Share.STORE)
    )


async def test_another_story_changes_nothing(store: SqlStore) -> None:
    story, other = await tell(store, "1.0"), await tell(store, "2.0")

    assert not await _changes(store, story.id, lambda tx: tx.stories.withdraw(other.id, NOW))


async def test_a_withdrawn_story_has_no_mark(store: SqlStore) -> None:
    story, other = await tell(store, "1.0"), await tell(store, "2.0")
    await store.write(lambda tx: tx.stories.withdraw(other.id, NOW))

    marks = await store.read(lambda tx: tx.stories.marks([story.id, other.id]))

    assert set(marks) == {story.id}


async def test_many_stories_are_marked_at_once(store: SqlStore) -> None:
    stories = [await tell(store, f"{number}.0") for number in range(401)]

    marks = await store.read(lambda tx: tx.stories.marks([story.id for story in stories]))

    assert set(marks) == {story.id for story in stories}
    assert len(set(marks.values())) == 401
