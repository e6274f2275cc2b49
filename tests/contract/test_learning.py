"""The `Learning` port holds on both databases."""

from datetime import datetime
from typing import Any

from bot.core.model.tag import Source
from bot.core.ports.learning import LearnedVersion, Teaching, Verdict
from storage.store import SqlStore
from tests.contract.builders import NOW, OTHER_TEAM, TEAM, a_part, after, tell
from tests.contract.test_corrections import a_correction

BESIDE = (("service", (("library", 1),)),)


def a_version(number: int = 1, **fields: Any) -> LearnedVersion:
    values: dict[str, Any] = {
        "team": TEAM.id,
        "made_at": NOW,
        "through": 7,
        "caution": 2,
        "stories": 6,
        "held_out": 2,
        "errors": 3,
        "untaught_errors": 4,
    }
    return LearnedVersion(number=number, **values | fields)


async def correct(store: SqlStore, name: str = "1.0", at: datetime = NOW, **fields: Any) -> None:
    story = await tell(store, name)
    await store.write(lambda tx: tx.corrections.add(a_correction(story.id, at=at, **fields)))


async def state(store: SqlStore) -> Teaching:
    return (await store.read(lambda tx: tx.learning.states()))[TEAM.id]


async def adopt(store: SqlStore, version: LearnedVersion, seen: Teaching) -> bool:
    return await store.write(lambda tx: tx.learning.adopt(version, seen))


async def numbers(store: SqlStore) -> list[int]:
    found = await store.read(lambda tx: tx.learning.versions(TEAM.id))
    return [version.number for version in found]


async def test_a_team_that_corrected_nothing_has_no_state(store: SqlStore) -> None:
    assert await store.read(lambda tx: tx.learning.states()) == {}
    assert await store.read(lambda tx: tx.learning.verdicts(TEAM.id)) == []
    assert await numbers(store) == []


async def test_a_correction_begins_the_teaching(store: SqlStore) -> None:
    await correct(store, at=after(hours=1))

    assert await state(store) == Teaching(
        team=TEAM.id, changes=1, version=0, since=0, tried=0, refit_at=after(hours=1)
    )


async def test_verdicts_come_in_order_with_the_text_of_their_time(store: SqlStore) -> None:
    story = await tell(store, "1.0", "First.")

    async def add(name: str, minutes: int) -> None:
        part = a_part(name, f"Part {name}.", told_at=after(minutes=minutes))
        await store.write(lambda tx: tx.stories.add_part(story.id, part))

    async def say(minutes: int, **fields: Any) -> None:
        correction = a_correction(story.id, at=after(minutes=minutes), **fields)
        await store.write(lambda tx: tx.corrections.add(correction))

    await add("2.0", 1)
    await say(2, source=Source.HUMAN)
    await add("3.0", 3)
    await say(4, facet="touchpoint", after=(("app", -1), ("web", 0)), beside=BESIDE)
    await correct(store, "9.0", team=OTHER_TEAM.id)

    assert await store.read(lambda tx: tx.learning.verdicts(TEAM.id)) == [
        Verdict(
            serial=1,
            story=story.id,
            facet="kind",
            keys=(("praise", 1),),
            source=Source.HUMAN,
            text="First.\nPart 2.0.",
        ),
        Verdict(
            serial=2,
            story=story.id,
            facet="touchpoint",
            keys=(("app", -1), ("web", 0)),
            source=Source.TELLER,
            text="First.\nPart 2.0.\nPart 3.0.",
            beside=BESIDE,
        ),
    ]


async def test_the_first_part_was_there_whatever_two_clocks_say(store: SqlStore) -> None:
    await correct(store, at=after(hours=-1))

    (verdict,) = await store.read(lambda tx: tx.learning.verdicts(TEAM.id))

    assert verdict.text == "Hei."


async def test_an_adopted_version_is_in_use(store: SqlStore) -> None:
    await correct(store)
    version = a_version(made_at=after(hours=2))

    assert await adopt(store, version, await state(store))

    assert await state(store) == Teaching(
        team=TEAM.id, changes=1, version=1, since=7, tried=1, refit_at=after(hours=2)
    )
    assert await store.read(lambda tx: tx.learning.versions(TEAM.id)) == [version]


async def test_nothing_is_adopted_over_what_changed_meanwhile(store: SqlStore) -> None:
    await correct(store)
    seen = await state(store)
    await correct(store, "2.0")

    assert not await adopt(store, a_version(), seen)
    assert not await store.write(lambda tx: tx.learning.decline(seen, NOW))

    assert await numbers(store) == []
    assert (await state(store)).tried == 0


async def test_of_two_processes_one_adopts(store: SqlStore) -> None:
    await correct(store)
    seen = await state(store)

    assert await adopt(store, a_version(), seen)
    assert not await adopt(store, a_version(), seen)


async def test_a_refit_that_is_left_is_noted(store: SqlStore) -> None:
    await correct(store)
    seen = await state(store)

    assert await store.write(lambda tx: tx.learning.decline(seen, after(hours=3)))

    found = await state(store)
    assert (found.version, found.tried, found.refit_at) == (0, 1, after(hours=3))


async def test_the_last_five_versions_are_kept(store: SqlStore) -> None:
    await correct(store)
    for number in range(1, 8):
        assert await adopt(store, a_version(number), await state(store))

    assert await numbers(store) == [7, 6, 5, 4, 3]


async def test_an_earlier_version_is_used_without_what_came_after_it(store: SqlStore) -> None:
    await correct(store)
    await adopt(store, a_version(1), await state(store))
    await adopt(store, a_version(2), await state(store))

    await store.write(lambda tx: tx.learning.use(TEAM.id, 1))

    found = await state(store)
    assert (found.version, found.changes, found.since, found.tried) == (1, 2, 2, 2)
    assert await numbers(store) == [2, 1]
