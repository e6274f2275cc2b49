"""A teller changes their own story: the service on a store."""

import asyncio
from dataclasses import replace

import pytest

from bot.core.amending import Amending
from bot.core.model.delivery import Address, Note, Receipt
from bot.core.model.incoming import IncomingAmendment, NewWords, OwnTags, Sharing
from bot.core.model.platforms import Platform
from bot.core.model.story import Identity, Share
from bot.core.model.tag import NOTHING, Source
from bot.tagging.labels import TaxonomyLabels
from bot.tagging.tagger import CueTagger
from tests.contract.tables import rows
from tests.core_builders import WEDNESDAY, Office, a_message
from tests.fakes import StandingClock, redact_nothing

TEXT = "Minua hoputettiin tiskillä."
DM = Address(platform=Platform.SLACK, channel="D1", edits="1.1")


@pytest.fixture
def office(store, sealer):
    return Office(store, sealer, StandingClock(WEDNESDAY), tagger=CueTagger())


@pytest.fixture
def amending(office):
    return Amending(
        store=office.store,
        sealer=office.sealer,
        corrections=replace(office.corrections, knows=TaxonomyLabels().knows),
        editing=office.editing,
        redact=redact_nothing,
        teams=office.teams,
        clock=office.clock,
    )


async def told(office, text=TEXT):
    await office.intake.submit(a_message(text))
    (story,) = await office.told()
    await office.delivered()
    return story


def a_wish(number, change, **fields):
    return IncomingAmendment(
        **{
            "key": ("slack", "T1", "action", "1"),
            "person": ("slack", "T1", "U1"),
            "number": number,
            "change": change,
            "answer_to": DM,
        }
        | fields
    )


def said(story, facet):
    return [(tag.key, tag.source) for tag in story.tags if tag.facet == facet]


async def test_the_same_press_delivered_twice_is_one_change_and_one_receipt(
    office, amending, database
):
    story = await told(office)
    wish = a_wish(story.number, OwnTags({"feeling": ("heard",)}))

    for _ in range(2):
        assert await amending.amend(wish)

    (receipt,) = await office.delivered()
    assert isinstance(receipt.content, Receipt)
    (story,) = await office.told()
    assert said(story, "feeling") == [("heard", Source.TELLER)]
    assert {row["key"] for row in rows(database, "correction")} == {"heard", "hurried"}
    assert len(rows(database, "correction")) == 2


async def test_a_confirmed_tag_becomes_the_tellers_and_teaches_nothing(office, amending, database):
    story = await told(office)

    await amending.amend(a_wish(story.number, OwnTags({"feeling": ("hurried",)})))

    (story,) = await office.told()
    assert said(story, "feeling") == [("hurried", Source.TELLER)]
    assert rows(database, "correction") == []


async def test_none_of_a_facet_hides_what_was_found(office, amending):
    story = await told(office)

    await amending.amend(a_wish(story.number, OwnTags({"feeling": (), "outcome": ()})))

    (story,) = await office.told()
    assert said(story, "feeling") == []
    assert NOTHING not in {tag.key for tag in story.tags}


async def test_a_tag_that_there_is_not_is_not_set(office, amending):
    story = await told(office)

    await amending.amend(a_wish(story.number, OwnTags({"feeling": ("hurried", "bribed")})))

    (story,) = await office.told()
    assert said(story, "feeling") == [("hurried", Source.TELLER)]


@pytest.mark.parametrize("person", [("slack", "T1", "U2"), ("slack", "T1", "U3")])
async def test_another_person_changes_nothing_and_learns_nothing(office, amending, person):
    story = await told(office)
    await office.intake.submit(a_message("Oma tarina tiskiltä.", ts="5.0", user="U2"))
    await office.delivered()
    (words,) = await amending.words(("slack", "T1", "U1"), story.number)
    changes = [
        OwnTags({"feeling": ("heard",)}),
        Sharing(Identity.NAMED, Share.STORE),
        NewWords({words.part: "Muutettu."}),
    ]
    for number, change in enumerate(changes):
        key = ("slack", "T1", "action", str(number))
        assert not await amending.amend(a_wish(story.number, change, person=person, key=key))

    answers = await office.delivered()
    assert {type(each.content) for each in answers} == {Note}
    assert await amending.words(person, story.number) == []
    assert await amending.story(person, story.number) is None
    kept = {each.number: each for each in await office.told()}
    assert kept[story.number] == story


async def test_new_words_replace_both_texts_once(office, amending):
    story = await told(office)
    (words,) = await amending.words(("slack", "T1", "U1"), story.number)
    assert words.text == TEXT

    await amending.amend(a_wish(story.number, NewWords({words.part: "Soita 040 1234567."})))

    (after,) = await office.told()
    assert "1234567" not in after.text
    (words,) = await amending.words(("slack", "T1", "U1"), story.number)
    assert words.text == "Soita 040 1234567."


async def test_a_removed_story_gets_no_receipt_any_more(office, amending):
    story = await told(office)
    await amending.amend(a_wish(story.number, Sharing(Identity.NAMED, Share.TEAM)))
    own = await office.store.read(lambda tx: tx.stories.by_id(story.id))
    assert own is not None
    await office.store.write(lambda tx: tx.stories.withdraw(story.id, WEDNESDAY))

    assert await office.delivered() == []


async def test_taps_of_two_hands_leave_one_of_the_two(office, amending):
    story = await told(office)
    wishes = [
        replace(
            a_wish(story.number, OwnTags({"feeling": (key,)})), key=("slack", "T1", "action", key)
        )
        for key in ("heard", "relieved", "ignored")
    ]

    await asyncio.gather(*(amending.amend(wish) for wish in wishes))

    (story,) = await office.told()
    ((key, source),) = said(story, "feeling")
    assert key in {"heard", "relieved", "ignored"}
    assert source is Source.TELLER
