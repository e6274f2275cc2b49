"""Stories are found by their words on both databases."""

import pytest

from bot.core.model.story import Share
from storage.store import SqlStore
from tests.contract.builders import NOW, OTHER_TEAM, TEAM, a_part, after, tell


async def found(store: SqlStore, *words: str, limit: int = 20) -> list[str]:
    stories = await store.read(lambda tx: tx.stories.search(TEAM.id, words, limit))
    return [story.text for story in stories]


@pytest.mark.parametrize("word", ["sulkemisaika", "aika", "SULKEMISAIKA", "Sulkemis"])
async def test_a_word_is_found_in_any_capitals_and_inside_a_compound(
    store: SqlStore, word: str
) -> None:
    await tell(store, "1.0", "Sulkemisaika kiristi.")
    await tell(store, "2.0", "Lasku tuli.")

    assert await found(store, word) == ["Sulkemisaika kiristi."]


@pytest.mark.parametrize("word", ["älä", "Älä", "ÄLÄ"])
async def test_letters_beyond_english_are_found_in_any_capitals(
    store: SqlStore, word: str
) -> None:
    await tell(store, "1.0", "Älä huuda.")

    assert await found(store, word) == ["Älä huuda."]


@pytest.mark.parametrize("word", ["OmaKanta", "omakanta", "OMAKANTA"])
async def test_a_name_of_mixed_capitals_is_found(store: SqlStore, word: str) -> None:
    await tell(store, "1.0", "OmaKanta ei auennut.")

    assert await found(store, word) == ["OmaKanta ei auennut."]


async def test_every_word_must_occur_though_in_different_parts(store: SqlStore) -> None:
    story = await tell(store, "1.0", "Lasku tuli.")
    await tell(store, "2.0", "Lasku oli väärä.")
    part = a_part("1.1", "Kahdesti!", told_at=after(minutes=1))
    await store.write(lambda tx: tx.stories.add_part(story.id, part))

    assert await found(store, "lasku", "kahdesti") == ["Lasku tuli.\nKahdesti!"]


async def test_the_newest_come_first_and_no_more_than_asked_for(store: SqlStore) -> None:
    for n in range(4):
        await tell(store, f"{n}.0", f"Lasku {n}.", told_at=after(hours=n))

    assert await found(store, "lasku", limit=2) == ["Lasku 3.", "Lasku 2."]


async def test_another_teams_and_merely_counted_and_withdrawn_ones_are_not_found(
    store: SqlStore,
) -> None:
    await tell(store, "1.0", "Lasku 1.", team=OTHER_TEAM)
    await tell(store, "2.0", "Lasku 2.", share=Share.STORE)
    gone = await tell(store, "3.0", "Lasku 3.")
    await store.write(lambda tx: tx.stories.withdraw(gone.id, NOW))

    assert await found(store, "lasku") == []


@pytest.mark.parametrize("word", ["%", "_", "\\", "1%"])
async def test_the_marks_of_the_query_language_are_letters_like_others(
    store: SqlStore, word: str
) -> None:
    await tell(store, "1.0", "Alennus 10 prosenttia.")
    await tell(store, "2.0", f"Alennus {word} nyt.")

    assert await found(store, word) == [f"Alennus {word} nyt."]
