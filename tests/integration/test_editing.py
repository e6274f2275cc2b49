"""A message that says something else changes its story, and what was posted of its old words."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.core.editing import Changed
from bot.core.intake import Told
from bot.core.model.digest import DigestState
from bot.core.model.story import Story
from bot.core.model.tag import Source, Tag
from bot.core.ports.store import Transaction
from bot.sealing import KeyedSealer
from bot.tagging.tagger import CueTagger
from storage.store import SqlStore
from tests.contract.tables import everything, rows
from tests.core_builders import (
    SERVICE,
    WEDNESDAY,
    WEEK_46,
    Office,
    a_bell,
    a_message,
    a_reply,
    an_edit,
)
from tests.fakes import PlainTagger, StandingClock

MONDAY_MORNING = datetime(2026, 11, 16, 9, tzinfo=ZoneInfo("Europe/Helsinki"))


@pytest.fixture
def office(store: SqlStore, sealer: KeyedSealer) -> Office:
    return Office(store, sealer, StandingClock(WEDNESDAY))


async def the_story(office: Office) -> Story:
    (story,) = await office.told()
    return story


async def test_an_edit_replaces_the_shown_text_and_what_was_found_in_it(office: Office) -> None:
    await office.intake.submit(a_message("This was bad."))

    assert await office.editing.edit(an_edit("This was good.")) is Changed.CHANGED

    story = await the_story(office)
    assert (story.text, story.sentiment, story.criticality) == ("This was good.", "positive", 0)
    assert [tag.key for tag in story.tags] == ["positive"]


async def test_nothing_of_the_old_words_stays(
    office: Office, database: str, sealer: KeyedSealer
) -> None:
    await office.intake.submit(a_message("Secret words."))
    (before,) = rows(database, "part")
    await office.editing.edit(an_edit("Other words."))

    (after,), (key,) = rows(database, "part"), rows(database, "part_key")
    assert after["original"] != before["original"]
    assert after["id"] == before["id"] == key["part"]
    assert b"Secret words." not in everything(database)


async def test_an_edit_gets_no_second_receipt(office: Office) -> None:
    await office.intake.submit(a_message())
    await office.delivered()
    await office.editing.edit(an_edit("Other."))

    assert await office.delivered() == []


async def test_the_same_text_again_changes_nothing(office: Office, database: str) -> None:
    await office.intake.submit(a_message("The same."))
    before = rows(database, "part")

    assert await office.editing.edit(an_edit("The same.")) is Changed.IGNORED
    assert rows(database, "part") == before


async def test_of_two_edits_the_later_stands_in_whatever_order_they_come(office: Office) -> None:
    await office.intake.submit(a_message())
    await office.editing.edit(an_edit("Second.", at=20))
    await office.editing.edit(an_edit("First.", at=10))

    assert (await the_story(office)).text == "Second."


async def test_an_edit_that_overtakes_its_message_is_what_the_message_says(office: Office) -> None:
    assert await office.editing.edit(an_edit("Second.", may_come=True)) is Changed.HELD
    await office.intake.submit(a_message("First."))
    await office.editing.edit(an_edit("Older.", at=1))

    assert (await the_story(office)).text == "Second."


async def test_an_edit_of_a_message_that_is_no_story_is_none(office: Office) -> None:
    assert await office.editing.edit(an_edit("Other.")) is Changed.IGNORED
    assert await office.told() == []


async def test_an_edit_alone_never_becomes_a_story(office: Office, database: str) -> None:
    await office.editing.edit(an_edit("Other.", may_come=True))
    office.clock.advance(timedelta(minutes=10))
    await office.store.write(lambda tx: tx.stories.drop_held(office.clock.now()))

    assert await office.told() == []
    assert rows(database, "held") == []


async def test_a_reply_that_waits_is_edited_where_it_waits(office: Office) -> None:
    await office.intake.submit(a_reply("First.", "2.0"))
    await office.editing.edit(an_edit("Second.", "2.0"))
    await office.intake.submit(a_message("Story.", "1.0"))

    assert (await the_story(office)).text == "Story.\nSecond."


async def test_nobody_edits_the_story_of_another(office: Office) -> None:
    await office.intake.submit(a_message("Mine."))
    await office.intake.submit(a_message("Theirs.", "5.0", user="U2"))
    await office.editing.edit(an_edit("Stolen.", person=("slack", "T1", "U2")))

    assert sorted(story.text for story in await office.told()) == ["Mine.", "Theirs."]


async def test_a_removed_story_does_not_come_back_by_an_edit(office: Office) -> None:
    await office.intake.submit(a_message())
    await office.removal.remove(a_bell())

    assert await office.editing.edit(an_edit("Back.", may_come=True)) is Changed.IGNORED
    assert await office.intake.submit(a_message()) is Told.REMOVED


async def test_an_edit_of_one_part_leaves_the_others_and_never_lowers_what_they_say(
    office: Office,
) -> None:
    await office.intake.submit(a_message("This was bad."))
    await office.intake.submit(a_reply("And so was this: bad."))
    await office.editing.edit(an_edit("It passed.", "2.0"))

    story = await the_story(office)
    assert story.text == "This was bad.\nIt passed."
    assert story.criticality == 3


async def test_a_posted_digest_that_quotes_the_old_words_is_edited(
    store: SqlStore, sealer: KeyedSealer
) -> None:
    office = Office(store, sealer, StandingClock(WEDNESDAY), tagger=CueTagger())
    old = "Asiakas kiitti, kun kuuntelin häntä rauhassa loppuun asti."
    await office.intake.submit(a_message(old))
    await office.publishing.begin()
    office.clock.set(MONDAY_MORNING)
    await office.publishing.publish_due()
    await office.delivered()
    posted = await store.read(lambda tx: tx.digests.of(SERVICE.id, WEEK_46))
    assert posted is not None
    assert posted.state is DigestState.POSTED
    assert any("kuuntelin häntä" in line.text for line in posted.lines)

    await office.editing.edit(an_edit("Asiakas kiitti kassalla.", at=600_000))
    sent = await office.delivered()

    now = await store.read(lambda tx: tx.digests.of(SERVICE.id, WEEK_46))
    assert now is not None
    assert not any("kuuntelin häntä" in line.text for line in now.lines)
    assert any("näitä sanoja ei enää näytetä" in line.text for line in now.lines)
    assert [len(line.ids) for line in now.lines] == [len(line.ids) for line in posted.lines]
    assert [bool(each.address.edits) for each in sent] == [True]


async def test_a_posted_digest_that_still_quotes_right_is_left_alone(
    store: SqlStore, sealer: KeyedSealer
) -> None:
    office = Office(store, sealer, StandingClock(WEDNESDAY), tagger=CueTagger())
    old = "Asiakas kiitti, kun kuuntelin häntä rauhassa loppuun asti."
    await office.intake.submit(a_message(old))
    await office.publishing.begin()
    office.clock.set(MONDAY_MORNING)
    await office.publishing.publish_due()
    await office.delivered()

    await office.editing.edit(an_edit(f"{old} Hän hymyili.", at=600_000))

    assert await office.delivered() == []


async def test_words_that_are_for_one_person_by_now_leave_the_posted_digest(
    store: SqlStore, sealer: KeyedSealer
) -> None:
    tagger = PlainTagger(words={"hurt": "risk:dignity"})
    office = Office(store, sealer, StandingClock(WEDNESDAY), tagger=tagger)
    await office.intake.submit(a_message("The queue was long."))
    await office.publishing.begin()
    office.clock.set(MONDAY_MORNING)
    await office.publishing.publish_due()
    await office.delivered()

    await office.editing.edit(an_edit("The queue was long. Somebody hurt me.", at=600_000))

    edits = [each for each in await office.delivered() if each.address.edits]
    assert edits
    now = await store.read(lambda tx: tx.digests.of(SERVICE.id, WEEK_46))
    assert now is not None
    assert "queue" not in str(now.lines)


async def test_what_a_person_stated_stays_on_all_of_the_new_words(office: Office) -> None:
    await office.intake.submit(a_message("This was bad."))
    stated = Tag(
        facet="feeling",
        key="heard",
        source=Source.TELLER,
        polarity=1,
        confidence=1,
        start=0,
        end=4,
    )

    def state(tx: Transaction) -> None:
        own = tx.stories.of(office.sealer.keyed(a_message().key), None)
        assert own is not None
        (part,) = tx.tag_sets.of(own.id)
        tx.tag_sets.replace(replace(part, tags=(*part.tags, stated)), office.clock.now())

    await office.store.write(state)
    await office.editing.edit(an_edit("This was good."))

    found = {tag.facet: tag for tag in (await the_story(office)).tags}
    assert found["feeling"] == stated._replace(end=len("This was good."))
    assert found["sentiment"].key == "positive"
