"""The way out: whose wish counts, what goes, and what was posted of it."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from bot.core.model.delivery import Address, DigestPost, Note
from bot.core.model.digest import Digest, DigestState, Line, Period
from bot.core.model.incoming import IncomingMessage, IncomingRemoval
from bot.core.model.language import StoryLanguage
from bot.core.model.platforms import Platform
from bot.core.model.story import Story
from bot.core.model.team import Teams
from bot.core.ports.deliveries import NewDelivery
from bot.core.ports.store import Transaction
from bot.sealing import KeyedSealer
from storage.store import SqlStore
from storage.tables import part, part_key, story, tag
from tests.core_builders import (
    SERVICE,
    SHOP,
    WEDNESDAY,
    WEEK_46,
    Office,
    a_bell,
    a_deletion,
    a_message,
    a_reply,
    a_telegram_message,
    rows,
)
from tests.fakes import PlainTagger, StandingClock


@pytest.fixture
def office(store: SqlStore, sealer: KeyedSealer) -> Office:
    return Office(store, sealer, StandingClock(WEDNESDAY))


def by_number(number: str, *, user: str = "77", press: str = "1") -> IncomingRemoval:
    """Return the press of the button on a receipt in Telegram."""
    return IncomingRemoval(
        key=("telegram", "9", "press", press),
        person=("telegram", "9", user),
        number=number,
        answer_to=Address(platform=Platform.TELEGRAM, channel=user, edits="5"),
        locale="en",
    )


# Whose wish counts


async def test_a_teller_removes_a_story_by_its_number(office: Office) -> None:
    number = await _submit(office, a_telegram_message())

    assert await office.removal.remove(by_number(number))
    assert not await office.told()


@pytest.mark.parametrize("write", [str.lower, lambda number: number.removeprefix("T-")])
async def test_a_number_may_be_written_in_other_ways(
    office: Office, write: Callable[[str], str]
) -> None:
    number = await _submit(office, a_telegram_message())

    assert await office.removal.remove(by_number(write(number)))


@pytest.mark.parametrize("user", ["88", "99"])
async def test_nobody_else_removes_a_story_by_its_number(office: Office, user: str) -> None:
    number = await _submit(office, a_telegram_message())
    await office.intake.submit(a_telegram_message("Mine.", number=2, user="88"))

    assert not await office.removal.remove(by_number(number, user=user))
    assert len(await office.told()) == 2


@pytest.mark.parametrize("number", ["", "T-", "T-x", "T-٤١٢", "T-99999999999", "0412; DROP"])
async def test_what_is_no_number_removes_nothing(office: Office, number: str) -> None:
    await office.intake.submit(a_telegram_message())

    assert not await office.removal.remove(by_number(number))
    assert len(await office.told()) == 1


@pytest.mark.parametrize("wish", [a_deletion(), a_bell()])
async def test_a_teller_removes_a_story_by_its_message(
    office: Office, wish: IncomingRemoval
) -> None:
    await office.intake.submit(a_message())

    assert await office.removal.remove(wish)
    assert not await office.told()


async def test_a_bell_is_confirmed_to_the_teller_alone(office: Office) -> None:
    number = await _submit(office, a_message())
    await office.delivered()

    await office.removal.remove(a_bell())
    await office.removal.remove(a_bell())

    (answer,) = await office.delivered()
    assert answer.address == Address(platform=Platform.SLACK, channel="U1")
    assert isinstance(answer.content, Note)
    assert (answer.content.key, answer.content.arguments) == ("removed", {"number": number})


async def test_a_bell_on_a_part_is_confirmed_as_such(office: Office) -> None:
    await office.intake.submit(a_message())
    await office.intake.submit(a_reply())
    await office.delivered()

    await office.removal.remove(a_bell("2.0"))

    (answer,) = await office.delivered()
    assert isinstance(answer.content, Note)
    assert answer.content.key == "removed-part"


async def test_a_bell_on_what_is_no_story_is_not_spoken_of(office: Office) -> None:
    await office.intake.submit(a_message("Mine.", "3.0"))
    await office.delivered()

    await office.removal.remove(a_bell("9.0"))

    assert await office.delivered() == []


@pytest.mark.parametrize("is_known", [True, False])
async def test_a_bell_of_somebody_else_removes_nothing(office: Office, is_known: bool) -> None:
    await office.intake.submit(a_message())
    if is_known:
        await office.intake.submit(a_message("Mine.", "3.0", user="U2"))

    assert not await office.removal.remove(a_bell(user="U2"))
    assert "A story." in {each.text for each in await office.told()}
    assert not await office.removal.remove(a_bell("9.0"))


async def test_a_person_on_another_platform_with_the_same_id_is_somebody_else(
    office: Office,
) -> None:
    number = await _submit(office, a_message(user="77"))

    assert not await office.removal.remove(by_number(number))


# What goes


async def test_no_word_and_no_key_of_a_removed_story_is_left(
    office: Office, database: str
) -> None:
    number = await _submit(office, a_telegram_message("Bad luck?"))
    await office.removal.remove(by_number(number))

    for table in (part, part_key, tag):
        assert not rows(database, select(table))
    (row,) = rows(database, select(story))
    assert row["person"] is None
    assert not await office.store.read(lambda tx: tx.stories.waiting(SERVICE.id))


async def test_removing_the_first_message_removes_every_part_for_good(office: Office) -> None:
    await office.intake.submit(a_message())
    await office.intake.submit(a_reply())
    await office.removal.remove(a_deletion())

    await office.intake.submit(a_message())
    await office.intake.submit(a_reply())

    assert not await office.told()


async def test_removing_a_reply_removes_that_part_only(office: Office) -> None:
    await office.intake.submit(a_message("First."))
    await office.intake.submit(a_reply("Second.", "2.0"))
    await office.intake.submit(a_reply("Third.", "3.0"))

    assert await office.removal.remove(a_deletion("2.0"))

    (left,) = await office.told()
    assert left.text == "First.\nThird."


async def test_a_reply_and_the_removal_of_its_story_at_the_same_moment_leave_no_words(
    office: Office, database: str
) -> None:
    for number in range(30):
        begins = a_message("Story.", f"{number}.1")
        told = await _submit(office, begins)
        reply = a_reply("Reply.", f"{number}.2", parent=f"{number}.1")
        wish = replace(by_number(told, press=str(number)), person=begins.person)
        await asyncio.gather(office.intake.submit(reply), office.removal.remove(wish))

    assert not await office.told()
    assert not rows(database, select(part))


async def test_a_receipt_that_was_not_sent_yet_is_forgotten(office: Office) -> None:
    number = await _submit(office, a_telegram_message())
    await office.removal.remove(by_number(number))

    (answer,) = await office.delivered()
    assert isinstance(answer.content, Note)


# The answer


async def test_the_answer_names_the_story_in_the_place_of_the_receipt(office: Office) -> None:
    number = await _submit(office, a_telegram_message())
    await office.delivered()

    await office.removal.remove(by_number(number))

    (answer,) = await office.delivered()
    assert answer.address.edits == "5"
    assert answer.content == Note(key="removed", language="en", arguments={"number": number})


@pytest.mark.parametrize(
    ("locale", "told_in", "language"),
    [("sv", "en", "sv"), ("", "en", "en"), ("", "other", "sv"), ("de", "fi", "fi")],
)
async def test_the_answer_speaks_as_the_receipt_does(
    store: SqlStore, sealer: KeyedSealer, locale: str, told_in: StoryLanguage, language: str
) -> None:
    clock, tagger = StandingClock(WEDNESDAY), PlainTagger(told_in)
    office = Office(store, sealer, clock, Teams((SERVICE, SHOP)), tagger=tagger)
    await office.intake.submit(a_message(channel="C2"))
    (told,) = await office.told(SHOP)

    wish = replace(by_number(told.number), person=a_message().person, locale=locale)
    await office.removal.remove(wish)

    (answer,) = [each for each in await office.delivered() if each.address.edits]
    assert isinstance(answer.content, Note)
    assert answer.content.language == language


async def test_a_wish_that_is_delivered_twice_is_answered_once(office: Office) -> None:
    number = await _submit(office, a_telegram_message())
    await office.delivered()

    for _ in range(2):
        await office.removal.remove(by_number(number))

    (answer,) = await office.delivered()
    assert isinstance(answer.content, Note)
    assert answer.content.key == "removed"


async def test_a_second_wish_is_told_that_there_is_no_such_story(office: Office) -> None:
    number = await _submit(office, a_telegram_message())
    await office.removal.remove(by_number(number))
    await office.delivered()

    assert not await office.removal.remove(by_number(number, press="2"))

    (answer,) = await office.delivered()
    assert isinstance(answer.content, Note)
    assert answer.content.key == "remove-not-found"


async def test_a_platforms_own_deletion_is_not_answered(office: Office) -> None:
    await office.intake.submit(a_message())
    await office.delivered()

    await office.removal.remove(a_deletion())

    assert await office.delivered() == []


# What was posted of it


async def test_a_posted_digest_is_edited_where_it_stands(office: Office) -> None:
    told = await _told(office, a_telegram_message("Good help."))
    digest = await _posted(office, told)

    await office.removal.remove(by_number(told.number))

    edits = [each for each in await office.delivered() if each.address.platform == "slack"]
    assert [each.address for each in edits] == [
        Address(platform=Platform.SLACK, channel="C9", edits="remote-1")
    ]
    shown = office.slack.digests[-1]
    assert shown is not None
    assert shown.id == digest
    assert [(line.block, line.text, line.ids) for line in shown.lines] == [
        ("counts", "1 story", ()),
        ("quote", "poistettu kertojan pyynnöstä", ()),
    ]


async def test_a_removed_part_takes_the_whole_quotation_out_of_a_posted_digest(
    office: Office,
) -> None:
    told = await _told(office, a_message("Good help."))
    await office.intake.submit(a_reply())
    await _posted(office, told)

    await office.removal.remove(a_deletion("2.0"))

    found = await office.store.read(lambda tx: tx.digests.of(SERVICE.id, WEEK_46))
    assert found is not None
    assert "Good help." not in {line.text for line in found.lines}


async def test_a_digest_that_has_not_left_yet_leaves_without_the_story(office: Office) -> None:
    told = await _told(office, a_telegram_message("Good help."))
    await office.delivered()
    await _claimed(office, told)

    await office.removal.remove(by_number(told.number))
    await office.delivered()

    (posted,) = [digest for digest in office.slack.digests if digest is not None]
    assert "Good help." not in {line.text for line in posted.lines}


async def test_the_counts_of_a_posted_digest_stay(office: Office) -> None:
    told = await _told(office, a_telegram_message("Good help."))
    await _posted(office, told)
    await office.removal.remove(by_number(told.number))

    found = await office.store.read(lambda tx: tx.digests.of(SERVICE.id, WEEK_46))
    assert found is not None
    assert found.lines[0].text == "1 story"


async def test_two_stories_that_leave_one_digest_are_both_edited_out(office: Office) -> None:
    first = await _told(office, a_telegram_message("Good help."))
    second = await _told(office, a_telegram_message("Good words.", number=2))
    await _posted(office, first, second)

    await office.removal.remove(by_number(first.number, press="1"))
    await office.removal.remove(by_number(second.number, press="2"))
    await office.delivered()

    shown = office.slack.digests[-1]
    assert shown is not None
    assert {line.text for line in shown.lines[1:]} == {"poistettu kertojan pyynnöstä"}


# Help


async def _submit(office: Office, message: IncomingMessage) -> str:
    """Submit a story and return its number."""
    return (await _told(office, message)).number


async def _told(office: Office, message: IncomingMessage) -> Story:
    before = {each.id for each in await office.told()}
    await office.intake.submit(message)
    (new,) = [each for each in await office.told() if each.id not in before]
    return new


async def _claimed(office: Office, *stories: Story) -> UUID:
    """Claim a digest that quotes the stories, with its delivery, and return its id."""
    quotes = tuple(Line("quote", each.text, (each.number,)) for each in stories)
    digest = Digest(
        id=uuid4(),
        team=SERVICE.id,
        period=Period(WEEK_46, WEEK_46),
        language="fi",
        state=DigestState.CLAIMED,
        lines=(Line("counts", "1 story", tuple(each.number for each in stories)), *quotes),
    )

    def claim(tx: Transaction) -> None:
        tx.digests.claim(digest, WEDNESDAY)
        tx.digests.count(digest.id, [each.id for each in stories])
        tx.deliveries.add(
            NewDelivery(
                dedup=("digest",),
                address=Address(platform=Platform.SLACK, channel="C9"),
                content=DigestPost(digest.id),
                not_before=WEDNESDAY,
                digest=digest.id,
            )
        )

    await office.store.write(claim)
    return digest.id


async def _posted(office: Office, *stories: Story) -> UUID:
    """Claim and post a digest that quotes the stories; nothing else was sent to Slack before."""
    digest = await _claimed(office, *stories)
    await office.delivered()
    return digest
