"""The `Cases` port holds on both databases."""

import asyncio
from datetime import datetime
from uuid import UUID

from bot.core.model.case import Case, CaseState
from bot.core.ports.stories import NewStory
from bot.sealing import KeyedSealer
from storage.store import SqlStore, open_store
from tests.contract.builders import NOW, OTHER_TEAM, TEAM, a_key, after, tell


async def tell_waiting(store: SqlStore, name: str, **fields: object) -> NewStory:
    return await tell(store, name, reply_due=after(days=3), **fields)


async def queue(store: SqlStore, most: int = 10) -> list[Case]:
    return list(await store.read(lambda tx: tx.cases.queue(TEAM.id, most)))


async def meet(store: SqlStore, name: str) -> UUID:
    person = await store.write(lambda tx: tx.people.meet(a_key(name), b"sealed"))
    return person.id


async def claim(store: SqlStore, story: NewStory, person: UUID, at: datetime = NOW) -> bool:
    return await store.write(lambda tx: tx.cases.claim(story.id, person, at))


async def test_the_queue_is_the_teams_stories_that_wait_longest_first(store: SqlStore) -> None:
    later = await tell_waiting(store, "2.0", told_at=after(hours=1))
    first = await tell_waiting(store, "1.0")
    await tell_waiting(store, "3.0", team=OTHER_TEAM)
    await tell(store, "4.0")

    found = await queue(store)

    assert [case.story for case in found] == [first.id, later.id]
    assert (found[0].state, found[0].since, found[0].due) == (CaseState.OPEN, NOW, after(days=3))


async def test_of_a_long_queue_so_many_are_read_as_are_asked_for(store: SqlStore) -> None:
    first = await tell_waiting(store, "1.0")
    await tell_waiting(store, "2.0", told_at=after(hours=1))

    assert [case.story for case in await queue(store, 1)] == [first.id]


async def test_a_case_is_found_by_the_number_of_its_story_in_its_team(store: SqlStore) -> None:
    await tell_waiting(store, "1.0")
    (case,) = await queue(store)

    found = await store.read(lambda tx: tx.cases.numbered(TEAM.id, case.number.lower()))
    elsewhere = await store.read(lambda tx: tx.cases.numbered(OTHER_TEAM.id, case.number))
    nonsense = await store.read(lambda tx: tx.cases.numbered(TEAM.id, "T-x"))

    assert (found, elsewhere, nonsense) == (case, None, None)


async def test_a_case_is_claimed_by_one_person_and_given_back_by_the_same(
    store: SqlStore,
) -> None:
    story = await tell_waiting(store, "1.0")
    maker, other = await meet(store, "U8"), await meet(store, "U9")

    assert await claim(store, story, maker)
    assert not await claim(store, story, other)
    assert not await store.write(lambda tx: tx.cases.release(story.id, other))
    (claimed,) = await queue(store)
    assert (claimed.state, claimed.claimed_by) == (CaseState.CLAIMED, maker)

    assert await store.write(lambda tx: tx.cases.release(story.id, maker))
    (released,) = await queue(store)
    assert (released.state, released.claimed_by) == (CaseState.OPEN, None)
    assert await claim(store, story, other)


async def test_all_that_a_person_has_taken_on_is_given_back(store: SqlStore) -> None:
    stories = [await tell_waiting(store, f"{n}.0") for n in range(3)]
    maker, other = await meet(store, "U8"), await meet(store, "U9")
    for story, person in zip(stories, (maker, maker, other), strict=True):
        await claim(store, story, person)

    await store.write(lambda tx: tx.cases.release_all(maker))

    claimers = {case.story: case.claimed_by for case in await queue(store)}
    assert claimers == {stories[0].id: None, stories[1].id: None, stories[2].id: other}


async def test_of_two_who_claim_at_once_one_does(
    store: SqlStore, database: str, sealer: KeyedSealer
) -> None:
    stories = [await tell_waiting(store, f"{n}.0") for n in range(20)]
    people = [await meet(store, "U8"), await meet(store, "U9")]

    async with open_store(database, sealer) as other:
        won = await asyncio.gather(
            *(
                claim(side, story, person)
                for story in stories
                for side, person in zip((store, other), people, strict=True)
            )
        )

    assert [sum(pair) for pair in zip(won[::2], won[1::2], strict=True)] == [1] * 20


async def test_a_withdrawn_story_waits_no_more(store: SqlStore) -> None:
    story = await tell_waiting(store, "1.0")

    await store.write(lambda tx: tx.stories.withdraw(story.id, NOW))

    assert await queue(store) == []
    assert not await claim(store, story, await meet(store, "U8"))


async def test_a_person_is_found_with_the_sealed_address_by_the_row(store: SqlStore) -> None:
    known = await meet(store, "U8")

    found = await store.read(lambda tx: tx.people.by_id(known))
    nobody = await store.read(lambda tx: tx.people.by_id(UUID(int=7)))

    assert found is not None
    assert (found.person.id, found.key, found.address) == (known, a_key("U8"), b"sealed")
    assert nobody is None
