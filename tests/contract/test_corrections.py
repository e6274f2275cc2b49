"""The `Corrections` port holds on both databases."""

import asyncio
from typing import Any
from uuid import UUID

from bot.core.model.correction import Correction
from bot.core.model.story import Role
from bot.core.model.tag import Source
from storage.store import SqlStore
from tests.contract.builders import NOW, OTHER_TEAM, TEAM, VERSION, a_tag, tell
from tests.contract.tables import rows


def a_correction(story: UUID, **fields: Any) -> Correction:
    values: dict[str, Any] = {
        "team": TEAM.id,
        "facet": "kind",
        "key": "praise",
        "before": (),
        "after": (("praise", 1),),
        "source": Source.TELLER,
        "role": Role.CUSTOMER,
        "at": NOW,
        "version": VERSION,
    }
    return Correction(story=story, **values | fields)


async def add(store: SqlStore, story: UUID, **fields: Any) -> None:
    await store.write(lambda tx: tx.corrections.add(a_correction(story, **fields)))


def serials(database: str) -> list[tuple[object, object]]:
    return sorted((row["team"], row["serial"]) for row in rows(database, "correction"))


async def test_corrections_are_numbered_by_team(store: SqlStore, database: str) -> None:
    story = await tell(store, "1.0")
    for team in (TEAM, OTHER_TEAM, TEAM):
        await add(store, story.id, team=team.id)

    assert serials(database) == [(OTHER_TEAM.id, 1), (TEAM.id, 1), (TEAM.id, 2)]


async def test_corrections_at_the_same_moment_get_different_numbers(
    store: SqlStore, database: str
) -> None:
    story = await tell(store, "1.0")

    await asyncio.gather(*(add(store, story.id) for _ in range(20)))

    assert serials(database) == [(TEAM.id, n + 1) for n in range(20)]


async def test_a_number_is_never_given_again(store: SqlStore, database: str) -> None:
    first, second = await tell(store, "1.0"), await tell(store, "2.0")
    await add(store, first.id)
    await store.write(lambda tx: tx.corrections.forget(first.id))

    await add(store, second.id)

    assert serials(database) == [(TEAM.id, 3)]


async def test_what_people_said_of_a_story_is_forgotten_in_every_set(
    store: SqlStore, database: str
) -> None:
    rule, mine = a_tag("kind", "idea"), a_tag("kind", "praise", source=Source.TELLER)
    stated = a_tag("feeling", "heard", source=Source.TELLER)
    story = await tell(store, "1.0", "Hei.", rule, mine, stated)
    other = await tell(store, "2.0", "Moi.", mine)
    await add(store, story.id)
    await add(store, other.id)

    await store.write(lambda tx: tx.corrections.forget(story.id))

    assert {row["story"] for row in rows(database, "correction")} == {other.id.hex}
    found = {(row["part"], row["source"], row["facet"]) for row in rows(database, "tag")}
    assert found == {
        (story.part.id.hex, "rule", "kind"),
        (story.part.id.hex, "teller", "feeling"),
        (other.part.id.hex, "teller", "kind"),
    }, "what the teller said when telling is no correction"


async def test_forgetting_what_nobody_corrected_changes_nothing(
    store: SqlStore, database: str
) -> None:
    story = await tell(store, "1.0", "Hei.", a_tag("kind"))

    await store.write(lambda tx: tx.corrections.forget(story.id))

    assert rows(database, "learning") == []
    assert len(rows(database, "tag")) == 1


async def test_what_was_said_of_other_words_is_learned_anew(
    store: SqlStore, database: str
) -> None:
    story, other = await tell(store, "1.0"), await tell(store, "2.0")
    await add(store, story.id)

    await store.write(lambda tx: tx.corrections.reread(other.id))
    assert [row["changes"] for row in rows(database, "learning")] == [1]

    await store.write(lambda tx: tx.corrections.reread(story.id))
    assert [row["changes"] for row in rows(database, "learning")] == [2]
    assert serials(database) == [(TEAM.id, 1)]
