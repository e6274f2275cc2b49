"""The `Readers` port holds on both databases."""

from bot.core.model.digest import Digest
from bot.core.ports.readers import Moving, Usefulness, Vote
from storage.store import SqlStore
from tests.contract.builders import NOW, a_digest, a_key, after, tell
from tests.contract.tables import rows

MINNA, OLLI, KIRSI = a_key("minna"), a_key("olli"), a_key("kirsi")


async def posted(store: SqlStore) -> Digest:
    digest = a_digest()
    await store.write(lambda tx: tx.digests.claim(digest, NOW))
    return digest


async def test_each_reader_says_once_whether_a_digest_was_useful_and_may_think_again(
    store: SqlStore,
) -> None:
    digest = await posted(store)
    for reader, is_useful in ((MINNA, True), (OLLI, True), (KIRSI, False), (OLLI, False)):
        await store.write(
            lambda tx, reader=reader, is_useful=is_useful: tx.readers.rate(
                digest.id, reader, is_useful=is_useful
            )
        )

    assert await store.read(lambda tx: tx.readers.usefulness(digest.id)) == Usefulness(1, 2)


async def test_nobody_has_said_anything_of_a_new_digest(store: SqlStore) -> None:
    digest = await posted(store)

    assert await store.read(lambda tx: tx.readers.usefulness(digest.id)) == Usefulness(0, 0)
    assert await store.read(lambda tx: tx.readers.moving(digest.id)) == []


async def test_the_story_with_most_votes_comes_first_with_why(store: SqlStore) -> None:
    digest = await posted(store)
    first, second = await tell(store, "1.0"), await tell(store, "2.0", told_at=after(hours=1))
    votes = ((MINNA, second, "Koskettaa."), (OLLI, second, ""), (KIRSI, first, "Opetti."))
    for reader, story, why in votes:
        await store.write(
            lambda tx, reader=reader, story=story, why=why: tx.readers.vote(
                digest.id, reader, story.id, why
            )
        )

    assert await store.read(lambda tx: tx.readers.moving(digest.id)) == [
        Moving(second.id, 2, ("Koskettaa.",)),
        Moving(first.id, 1, ("Opetti.",)),
    ]


async def test_a_reader_has_one_vote_and_the_last_holds(store: SqlStore) -> None:
    digest = await posted(store)
    first, second = await tell(store, "1.0"), await tell(store, "2.0")
    for story in (first, second):
        await store.write(
            lambda tx, story=story: tx.readers.vote(digest.id, MINNA, story.id, "Siksi.")
        )

    (moving,) = await store.read(lambda tx: tx.readers.moving(digest.id))
    assert moving.story == second.id


async def test_votes_for_a_withdrawn_story_go_with_it(store: SqlStore, database: str) -> None:
    digest, story = await posted(store), await tell(store, "1.0")
    await store.write(lambda tx: tx.readers.vote(digest.id, MINNA, story.id, "Hyvä."))

    await store.write(lambda tx: tx.stories.withdraw(story.id, NOW))

    assert rows(database, "vote") == []


async def test_what_a_reader_said_of_a_digest_is_forgotten_and_nothing_of_others(
    store: SqlStore, database: str
) -> None:
    digest, story = await posted(store), await tell(store, "1.0")
    assert await store.read(lambda tx: tx.readers.judged()) == []
    for reader in (MINNA, OLLI):
        await store.write(
            lambda tx, reader=reader: tx.readers.rate(digest.id, reader, is_useful=True)
        )
        await store.write(
            lambda tx, reader=reader: tx.readers.vote(digest.id, reader, story.id, "Siksi.")
        )
    assert await store.read(lambda tx: tx.readers.judged()) == [digest.id]

    vote = await store.write(lambda tx: tx.readers.forget(digest.id, MINNA))

    assert vote == Vote(story.id, "Siksi.")
    assert await store.write(lambda tx: tx.readers.forget(digest.id, KIRSI)) is None
    for table in ("rating", "vote"):
        assert [row["reader"] for row in rows(database, table)] == [OLLI]
