"""Files that came with stories: fetched once, and gone with their story."""

from uuid import UUID, uuid4

import pytest

from bot.core.model.attachment import Kept, NotKept
from bot.core.ports.attachments import AwaitedFile, NewAttachment
from bot.core.ports.sealing import SealedText
from bot.core.ports.store import Store
from bot.core.ports.stories import NewStory
from tests.contract.builders import NOW, TEAM, a_key, a_part, after, tell
from tests.contract.tables import everything, rows

CONTENT = SealedText(b"sealed image", b"wrapped key of the image")


async def attach(store: Store, story: NewStory, *, to: UUID | None = None) -> UUID:
    new = NewAttachment(
        id=uuid4(), part=to or story.part.id, awaited=b"sealed name", not_before=NOW
    )
    await store.write(lambda tx: tx.attachments.add(new))
    return new.id


async def claim(store: Store, minutes: float = 0, limit: int = 5) -> list[AwaitedFile]:
    now, until = after(minutes=minutes), after(minutes=minutes + 2)
    return list(await store.write(lambda tx: tx.attachments.claim(now, until, limit)))


async def test_a_file_is_taken_with_what_its_story_is(store: Store) -> None:
    story = await tell(store, "1.0")
    which = await attach(store, story)

    (taken,) = await claim(store)

    assert (taken.id, taken.part, taken.story) == (which, story.part.id, story.id)
    assert (taken.team, taken.awaited, taken.attempts) == (TEAM.id, b"sealed name", 1)
    assert taken.number.startswith("T-")


async def test_what_was_taken_is_taken_again_when_its_time_has_run_out(store: Store) -> None:
    await attach(store, await tell(store, "1.0"))

    attempts = [[each.attempts for each in await claim(store, at)] for at in (0, 1.9, 2, 4)]

    assert attempts == [[1], [], [2], [3]]


async def test_what_is_put_off_is_due_then(store: Store) -> None:
    which = await attach(store, await tell(store, "1.0"))
    await claim(store)
    await store.write(lambda tx: tx.attachments.put_off(which, after(hours=1)))

    assert await claim(store, 59) == []
    assert [each.id for each in await claim(store, 60)] == [which]


async def test_only_so_many_are_taken_at_a_time(store: Store) -> None:
    story = await tell(store, "1.0")
    for _ in range(3):
        await attach(store, story)

    assert [len(await claim(store, limit=2)) for _ in range(3)] == [2, 1, 0]


async def test_what_is_kept_has_its_content_and_a_key_and_needs_fetching_no_more(
    store: Store, database: str
) -> None:
    which = await attach(store, await tell(store, "1.0"))
    await claim(store)

    assert await store.write(lambda tx: tx.attachments.keep(which, "image/png", CONTENT))

    (row,), (key,) = rows(database, "attachment"), rows(database, "attachment_key")
    assert (row["state"], row["media"], row["awaited"]) == ("kept", "image/png", None)
    assert bytes(row["content"]) == CONTENT.sealed  # type: ignore[arg-type]
    assert bytes(key["wrapped"]) == CONTENT.wrapped_key  # type: ignore[arg-type]
    assert await claim(store, 60) == []


async def test_what_is_settled_stays_so(store: Store, database: str) -> None:
    which = await attach(store, await tell(store, "1.0"))
    assert await store.write(lambda tx: tx.attachments.drop(which, NotKept.GONE))

    assert not await store.write(lambda tx: tx.attachments.keep(which, "image/png", CONTENT))
    assert not await store.write(lambda tx: tx.attachments.drop(which, NotKept.BROKEN))

    (row,) = rows(database, "attachment")
    assert (row["state"], row["reason"], row["awaited"]) == ("dropped", "gone", None)
    assert rows(database, "attachment_key") == []


async def test_outcomes_are_told_when_all_files_of_a_message_have_one(store: Store) -> None:
    story = await tell(store, "1.0")
    first, second, third = [await attach(store, story) for _ in range(3)]
    other = await tell(store, "2.0")
    await attach(store, other)

    async def outcomes() -> object:
        return await store.read(lambda tx: tx.attachments.outcomes(story.part.id))

    await store.write(lambda tx: tx.attachments.keep(first, "image/png", CONTENT))
    await store.write(lambda tx: tx.attachments.drop(second, NotKept.GONE))
    before = await outcomes()
    await store.write(lambda tx: tx.attachments.drop(third, NotKept.GONE))

    assert before == {}
    assert await outcomes() == {Kept.IMAGE: 1, NotKept.GONE: 2}


@pytest.mark.parametrize("is_kept", [True, False])
async def test_a_removed_story_takes_its_files_and_their_keys_with_it(
    store: Store, database: str, *, is_kept: bool
) -> None:
    story = await tell(store, "1.0")
    which = await attach(store, story)
    if is_kept:
        await store.write(lambda tx: tx.attachments.keep(which, "image/png", CONTENT))

    await store.write(lambda tx: tx.stories.withdraw(story.id, NOW))

    assert rows(database, "attachment") == rows(database, "attachment_key") == []
    assert b"image" not in everything(database)
    assert await claim(store, 60) == []
    assert not await store.write(lambda tx: tx.attachments.keep(which, "image/png", CONTENT))


async def test_a_removed_part_takes_only_its_own_files(store: Store, database: str) -> None:
    story = await tell(store, "1.0")
    reply = a_part("2.0")
    await store.write(lambda tx: tx.stories.add_part(story.id, reply))
    first = await attach(store, story)
    await attach(store, story, to=reply.id)

    await store.write(lambda tx: tx.stories.drop_part(a_key("2.0"), NOW))

    assert [row["id"] for row in rows(database, "attachment")] == [first.hex]
