"""Whoever told a story, or reads it, changes its tags; the tags of rules stay beside them."""

import json

import pytest

from bot.core.corrections import Corrected
from bot.core.model.platforms import Platform
from bot.core.model.tag import Sentiment, Source
from bot.core.model.team import Teams
from bot.sealing import KeyedSealer
from storage.store import SqlStore
from tests.contract.tables import rows
from tests.core_builders import (
    SHOP,
    WEDNESDAY,
    Office,
    a_deletion,
    a_message,
    a_reply,
    a_telegram_message,
)
from tests.fakes import PlainTagger, StandingClock

WORDS = {"invoice": "touchpoint:invoice", "phone": "touchpoint:phone", "insight": "kind:insight"}
TEXT = "The invoice came by phone."


@pytest.fixture
def office(store: SqlStore, sealer: KeyedSealer) -> Office:
    return Office(store, sealer, StandingClock(WEDNESDAY), tagger=PlainTagger(words=WORDS))


async def tags_of(office: Office, facet: str = "touchpoint") -> list[tuple[str, Source]]:
    (story,) = await office.told()
    return sorted((tag.key, tag.source) for tag in story.tags if tag.facet == facet)


# What can be changed


async def test_a_teller_adds_a_tag_and_the_others_of_the_facet_stay(office: Office) -> None:
    await office.intake.submit(a_message(TEXT))

    assert await office.correct("touchpoint", new="email") is Corrected.DONE

    assert await tags_of(office) == [
        ("email", Source.TELLER),
        ("invoice", Source.TELLER),
        ("phone", Source.TELLER),
    ]


async def test_a_teller_removes_a_tag(office: Office) -> None:
    await office.intake.submit(a_message(TEXT))

    assert await office.correct("touchpoint", old="invoice") is Corrected.DONE

    assert await tags_of(office) == [("phone", Source.TELLER)]


async def test_a_facet_whose_last_tag_was_removed_has_none(office: Office) -> None:
    """The rule's tag is still there, but nobody reads it."""
    await office.intake.submit(a_message("An insight."))

    assert await office.correct("kind", old="insight") is Corrected.DONE

    assert await tags_of(office, "kind") == []
    assert await office.correct("kind", new="praise") is Corrected.DONE
    assert await tags_of(office, "kind") == [("praise", Source.TELLER)]


async def test_a_tag_that_takes_anothers_place_rests_on_the_same_words(office: Office) -> None:
    await office.intake.submit(a_message(TEXT))

    assert await office.correct("touchpoint", old="invoice", new="chat") is Corrected.DONE

    (story,) = await office.told()
    (chat,) = (tag for tag in story.tags if tag.key == "chat")
    assert story.text[chat.start : chat.end] == "invoice"
    assert [key for key, _ in await tags_of(office)] == ["chat", "phone"]


async def test_an_added_tag_rests_on_the_whole_first_part(office: Office) -> None:
    await office.intake.submit(a_message("First."))
    await office.intake.submit(a_reply("Second."))

    await office.correct("touchpoint", new="email")

    (story,) = await office.told()
    (tag,) = (tag for tag in story.tags if tag.facet == "touchpoint")
    assert story.text[tag.start : tag.end] == "First."
    assert (tag.polarity, tag.confidence) == (0, 1.0)


@pytest.mark.parametrize("polarity", [1, -1])
async def test_a_tag_changes_its_polarity(office: Office, polarity: int) -> None:
    await office.intake.submit(a_message(TEXT))

    change = {"old": "invoice", "new": "invoice", "polarity": polarity}
    assert await office.correct("touchpoint", **change) is Corrected.DONE
    assert await office.correct("touchpoint", **change) is Corrected.UNCHANGED

    (story,) = await office.told()
    found = {tag.key: tag.polarity for tag in story.tags if tag.facet == "touchpoint"}
    assert found == {"invoice": polarity, "phone": 0}


async def test_the_sentiment_of_a_story_is_what_a_person_says(office: Office) -> None:
    await office.intake.submit(a_message("All good, thanks for nothing."))
    await office.intake.submit(a_reply("Really good."))

    await office.correct("sentiment", old="positive", new="negative", polarity=-1)

    (story,) = await office.told()
    assert story.sentiment is Sentiment.NEGATIVE


async def test_tags_of_a_later_part_are_changed_where_they_stand(office: Office) -> None:
    await office.intake.submit(a_message("Hello."))
    await office.intake.submit(a_reply("The invoice."))

    await office.correct("touchpoint", old="invoice", new="email")

    (story,) = await office.told()
    (tag,) = (tag for tag in story.tags if tag.facet == "touchpoint")
    assert story.text[tag.start : tag.end] == "invoice"


# Who may change it


async def test_a_colleague_corrects_a_story_as_human(office: Office) -> None:
    await office.intake.submit(a_message(TEXT))

    assert await office.correct("touchpoint", user="U2", old="phone") is Corrected.DONE

    assert await tags_of(office) == [("invoice", Source.HUMAN)]


async def test_what_the_teller_said_hides_what_a_colleague_says(office: Office) -> None:
    await office.intake.submit(a_message(TEXT))
    await office.correct("touchpoint", old="phone")

    outcome = await office.correct("touchpoint", user="U2", new="email")

    assert outcome is Corrected.OUTRANKED
    assert await tags_of(office) == [("invoice", Source.TELLER)]
    assert await office.correct("kind", user="U2", new="praise") is Corrected.DONE


async def test_the_teller_begins_with_what_a_colleague_said(office: Office) -> None:
    await office.intake.submit(a_message(TEXT))
    await office.correct("touchpoint", user="U2", old="phone")

    assert await office.correct("touchpoint", new="email") is Corrected.DONE

    assert [key for key, _ in await tags_of(office)] == ["email", "invoice"]


async def test_a_customer_corrects_only_their_own_story(office: Office) -> None:
    telegram = {"platform": Platform.TELEGRAM, "workspace": "9"}
    await office.intake.submit(a_telegram_message(TEXT))

    wish = {"old": "phone", **telegram}
    assert await office.correct("touchpoint", user="88", **wish) is Corrected.NOT_FOUND
    assert await office.correct("touchpoint", user="77", **wish) is Corrected.DONE


async def test_what_is_not_there_cannot_be_corrected(office: Office) -> None:
    await office.intake.submit(a_message(TEXT))
    (story,) = await office.told()
    assert await office.correct("kind", "T-99999", new="praise") is Corrected.NOT_FOUND

    await office.removal.remove(a_deletion())

    assert await office.correct("kind", story.number, new="praise") is Corrected.NOT_FOUND


async def test_a_story_of_a_team_that_the_settings_lost_is_not_corrected(
    store: SqlStore, sealer: KeyedSealer
) -> None:
    before = Office(store, sealer, StandingClock(WEDNESDAY))
    await before.intake.submit(a_message(TEXT))
    (story,) = await before.told()

    office = Office(store, sealer, StandingClock(WEDNESDAY), teams=Teams((SHOP,)))

    assert await office.correct("kind", story.number, new="praise") is Corrected.NOT_FOUND


# What changes nothing


async def test_a_tag_that_nobody_knows_is_refused(office: Office) -> None:
    """Keys are not free text: nothing personal gets in by them."""
    await office.intake.submit(a_message(TEXT))

    assert await office.correct("kind", new="unheard_of") is Corrected.UNKNOWN_TAG

    assert await tags_of(office, "kind") == []


@pytest.mark.parametrize(
    "change",
    [{"new": "invoice"}, {"old": "email"}, {"old": "email", "new": "chat"}],
)
async def test_what_the_tags_say_already_is_no_correction(
    office: Office, database: str, change: dict[str, str]
) -> None:
    await office.intake.submit(a_message(TEXT))

    assert await office.correct("touchpoint", **change) is Corrected.UNCHANGED

    assert rows(database, "correction") == []
    assert {source for _, source in await tags_of(office)} == {Source.RULE}


async def test_the_same_correction_twice_is_one(office: Office, database: str) -> None:
    await office.intake.submit(a_message(TEXT))

    await office.correct("touchpoint", old="phone")

    assert await office.correct("touchpoint", old="phone") is Corrected.UNCHANGED
    assert len(rows(database, "correction")) == 1


# What is kept


async def test_a_correction_says_what_when_and_in_which_role_but_not_who(
    office: Office, database: str
) -> None:
    await office.intake.submit(a_message(TEXT))
    (story,) = await office.told()

    await office.correct("touchpoint", user="U2", old="phone", new="chat")

    (row,) = rows(database, "correction")
    assert json.loads(row.pop("before")) == [["invoice", 0], ["phone", 0]]
    assert json.loads(row.pop("after")) == [["chat", 0], ["invoice", 0]]
    assert json.loads(row.pop("beside")) == []
    assert row.pop("at") > 0
    assert row == {
        "team": "palvelu",
        "serial": 1,
        "story": story.id.hex,
        "facet": "touchpoint",
        "key": "chat",
        "source": "human",
        "role": "employee",
        "taxonomy": "t1",
        "model": "m1",
        "layer": "",
    }


async def test_all_tags_are_kept_beside_each_other(office: Office) -> None:
    await office.intake.submit(a_message(TEXT))
    await office.correct("touchpoint", user="U2", old="phone")
    await office.correct("touchpoint", old="invoice")

    (story,) = await office.told()
    (part,) = await office.store.write(lambda tx: tx.tag_sets.of(story.id))

    sources = [tag.source for tag in part.tags if tag.facet == "touchpoint"]
    assert sorted(sources) == ["human", "rule", "rule", "teller"]
    assert part.number == 2


async def test_a_removed_story_takes_its_corrections_with_it(
    office: Office, database: str
) -> None:
    await office.intake.submit(a_message(TEXT))
    await office.correct("touchpoint", old="phone")

    await office.removal.remove(a_deletion())

    assert rows(database, "correction") == []
    assert rows(database, "tag") == []
    (learning,) = rows(database, "learning")
    assert learning["changes"] == 2, "there is something to unlearn"


async def test_a_removed_part_takes_what_people_said_with_it(
    office: Office, database: str
) -> None:
    """They said it with the words before them that are gone now."""
    await office.intake.submit(a_message(TEXT))
    await office.intake.submit(a_reply())
    await office.correct("touchpoint", old="phone")

    await office.removal.remove(a_deletion("2.0"))

    assert rows(database, "correction") == []
    assert await tags_of(office) == [("invoice", Source.RULE), ("phone", Source.RULE)]


async def test_the_removal_of_another_story_leaves_nothing_to_unlearn(
    office: Office, database: str
) -> None:
    await office.intake.submit(a_message(TEXT))
    await office.correct("touchpoint", old="phone")
    await office.intake.submit(a_message("Another.", "9.0"))

    await office.removal.remove(a_deletion("9.0"))

    (learning,) = rows(database, "learning")
    assert learning["changes"] == 1
