"""From a message to a story with its receipt, on both databases."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from bot.core.intake import Told
from bot.core.model.delivery import Note, Receipt, Shortcut
from bot.core.model.incoming import IncomingMessage, IncomingRemoval
from bot.core.model.language import StoryLanguage
from bot.core.model.platforms import Platform, Route
from bot.core.model.story import Identity, Role, Share, Status
from bot.core.model.team import Team, Teams
from bot.core.model.week import Week
from bot.core.ports.sealing import SealedText
from bot.core.ports.store import Transaction
from bot.sealing import KeyedSealer
from storage.session import instant
from storage.store import SqlStore
from storage.tables import case, part, part_key
from tests.core_builders import (
    HELSINKI,
    SERVICE,
    SHOP,
    TEAMS,
    WEDNESDAY,
    Office,
    a_bell,
    a_command,
    a_deletion,
    a_key,
    a_message,
    a_reply,
    a_telegram_message,
    holidays_on,
    rows,
)
from tests.fakes import PlainTagger, StandingClock


@pytest.fixture
def office(store: SqlStore, sealer: KeyedSealer) -> Office:
    return Office(store, sealer, StandingClock(WEDNESDAY))


# One message, one story


async def test_a_message_is_kept_as_a_story(office: Office) -> None:
    assert await office.intake.submit(a_message("A good day.")) is Told.STORED

    (story,) = await office.told()
    assert story.text == "A good day."
    assert story.status is Status.KEPT


async def test_the_same_message_twice_is_one_story(office: Office) -> None:
    await office.intake.submit(a_message())

    assert await office.intake.submit(a_message()) is Told.DUPLICATE
    assert len(await office.told()) == 1
    assert len(await office.receipts()) == 2


async def test_the_same_message_at_the_same_moment_is_one_story(office: Office) -> None:
    told = await asyncio.gather(*(office.intake.submit(a_message()) for _ in range(8)))

    assert sorted(told) == [Told.DUPLICATE] * 7 + [Told.STORED]
    assert len(await office.told()) == 1


@pytest.mark.parametrize(
    "routes", [(Route.CHANNEL, Route.MENTION), (Route.MENTION, Route.CHANNEL)]
)
async def test_a_mention_in_a_listened_channel_is_one_story(
    office: Office, routes: tuple[Route, Route]
) -> None:
    for route in routes:
        await office.intake.submit(a_message(route=route))

    assert len(await office.told()) == 1


async def test_the_same_words_in_two_messages_are_two_stories(office: Office) -> None:
    await office.intake.submit(a_message(ts="1.0"))
    await office.intake.submit(a_message(ts="2.0"))

    assert len(await office.told()) == 2


async def test_stamps_that_are_equal_as_numbers_are_two_messages(office: Office) -> None:
    await office.intake.submit(a_message(ts="1.10"))
    await office.intake.submit(a_message(ts="1.1"))

    assert len(await office.told()) == 2


# Threads


async def test_a_reply_of_the_teller_is_a_part(office: Office) -> None:
    await office.intake.submit(a_message("First."))

    told = await office.intake.submit(a_reply("Second."))

    (story,) = await office.told()
    assert told is Told.JOINED
    assert story.text == "First.\nSecond."


async def test_a_reply_gets_no_receipt_of_its_own(office: Office) -> None:
    await office.intake.submit(a_message())
    await office.delivered()

    await office.intake.submit(a_reply("More."))

    assert await office.delivered() == []


async def test_replies_that_came_before_their_story_are_joined_in_the_order_of_telling(
    office: Office,
) -> None:
    for second in (3, 2):
        reply = a_reply(f"Part {second}.", f"{second}.0")
        assert await office.intake.submit(reply) is Told.HELD

    await office.intake.submit(a_message("Part 1."))

    (story,) = await office.told()
    assert story.text == "Part 1.\nPart 2.\nPart 3."


async def test_a_reply_waits_for_its_story_for_ten_minutes(office: Office) -> None:
    await office.intake.submit(a_reply("Reply."))
    office.clock.advance(timedelta(minutes=10, seconds=-1))
    now = office.clock.now()
    assert await office.store.write(lambda tx: tx.stories.drop_held(now)) == 0

    await office.intake.submit(a_message("Story."))

    (story,) = await office.told()
    assert story.text == "Story.\nReply."


async def test_a_reply_whose_story_never_came_is_dropped_after_ten_minutes(
    office: Office,
) -> None:
    await office.intake.submit(a_reply("Reply."))
    office.clock.advance(timedelta(minutes=10))
    now = office.clock.now()
    assert await office.store.write(lambda tx: tx.stories.drop_held(now)) == 1

    await office.intake.submit(a_message("Story."))

    (story,) = await office.told()
    assert story.text == "Story."


async def test_a_reply_that_came_first_twice_is_one_part(office: Office) -> None:
    for _ in range(2):
        await office.intake.submit(a_reply("Reply."))
    await office.intake.submit(a_message("Story."))

    assert await office.intake.submit(a_reply("Reply.")) is Told.DUPLICATE
    (story,) = await office.told()
    assert story.text == "Story.\nReply."


async def test_a_reply_of_somebody_else_is_no_part(office: Office) -> None:
    await office.intake.submit(a_message("Story."))

    told = await office.intake.submit(a_reply("Mine.", user="U2", parent_is_own=False))

    (story,) = await office.told()
    assert told is Told.IGNORED
    assert story.text == "Story."


async def test_a_reply_of_somebody_else_that_came_first_is_never_joined(office: Office) -> None:
    # Slack did not say whose thread it is.
    await office.intake.submit(a_reply("Mine.", user="U2"))

    await office.intake.submit(a_message("Story."))

    (story,) = await office.told()
    assert story.text == "Story."


async def test_a_reply_under_a_removed_story_is_ignored(office: Office) -> None:
    await office.intake.submit(a_message())
    await office.removal.remove(a_deletion())

    assert await office.intake.submit(a_reply("More.")) is Told.IGNORED
    assert not await office.told()


async def test_a_reply_where_nobody_listens_is_a_part_of_the_tellers_own_story(
    office: Office,
) -> None:
    await office.intake.submit(a_message("Story.", channel="C7", route=Route.MENTION))

    reply = a_reply(channel="C7", route=Route.THREAD)
    assert await office.intake.submit(reply) is Told.JOINED
    (story,) = await office.told()
    assert story.text == "Story.\nMore."


async def test_a_reply_where_nobody_listens_waits_for_the_mention_above_it(
    office: Office,
) -> None:
    reply = a_reply(channel="C7", route=Route.THREAD)

    assert await office.intake.submit(reply) is Told.HELD
    await office.intake.submit(a_message("Story.", channel="C7", route=Route.MENTION))
    (story,) = await office.told()
    assert story.text == "Story.\nMore."


async def test_a_reply_where_nobody_listens_is_nothing_under_somebody_elses_message(
    office: Office,
) -> None:
    reply = a_reply(channel="C7", route=Route.THREAD, user="U2", parent_is_own=False)

    assert await office.intake.submit(reply) is Told.IGNORED
    await office.intake.submit(a_message("Story.", channel="C7", route=Route.MENTION))
    (story,) = await office.told()
    assert story.text == "Story."


@pytest.mark.parametrize("route", [Route.DM, Route.MENTION])
async def test_a_reply_that_begins_a_story_is_a_part_of_its_parents_when_that_comes(
    office: Office, route: Route
) -> None:
    reply = a_reply("Second.", channel="D1", route=route)
    assert await office.intake.submit(reply) is Told.STORED
    third = replace(reply, key=a_key("3.0", "D1"), text="Third.", told_at=reply.told_at)
    assert await office.intake.submit(third) is Told.JOINED

    parent = a_message("First.", channel="D1", route=route)
    assert await office.intake.submit(parent) is Told.JOINED
    assert await office.intake.submit(parent) is Told.DUPLICATE

    (story,) = await office.told()
    assert story.text.startswith("First.\n")
    assert {part.text for part in story.parts} == {"First.", "Second.", "Third."}
    assert {each.content.number for each in await office.receipts()} == {story.number}


@pytest.mark.parametrize(
    ("removed", "left"), [("2.0", ["First."]), ("1.0", [])], ids=["the reply", "the parent"]
)
async def test_the_parent_that_came_later_is_what_the_story_goes_with(
    office: Office, removed: str, left: list[str]
) -> None:
    await office.intake.submit(a_reply("Second.", channel="D1", route=Route.DM))
    await office.intake.submit(a_message("First.", channel="D1", route=Route.DM))

    await office.removal.remove(a_deletion(removed, "D1"))

    assert [story.text for story in await office.told()] == left


async def test_a_reply_that_was_removed_before_its_parent_came_stays_removed(
    office: Office,
) -> None:
    await office.intake.submit(a_reply("Second.", channel="D1", route=Route.DM))
    await office.removal.remove(a_deletion("2.0", "D1"))

    await office.intake.submit(a_message("First.", channel="D1", route=Route.DM))

    assert [story.text for story in await office.told()] == ["First."]


async def test_a_mention_in_a_thread_of_somebody_else_is_a_story(office: Office) -> None:
    mention = a_message(parent="0.5", route=Route.MENTION, parent_is_own=False)

    assert await office.intake.submit(mention) is Told.STORED


async def test_a_mention_that_was_held_as_a_reply_first_is_one_story_with_its_parent(
    office: Office,
) -> None:
    reply = a_reply("Reply.")
    assert await office.intake.submit(reply) is Told.HELD
    assert await office.intake.submit(replace(reply, route=Route.MENTION)) is Told.STORED

    assert await office.intake.submit(a_message("Parent.")) is Told.JOINED
    assert [story.text for story in await office.told()] == ["Parent.\nReply."]


async def test_a_reply_and_its_story_at_the_same_moment_come_together(office: Office) -> None:
    rounds = 40
    for number in range(rounds):
        story = a_message("Story.", f"{number}.1")
        reply = a_reply("Reply.", f"{number}.2", parent=f"{number}.1")
        await asyncio.gather(office.intake.submit(reply), office.intake.submit(story))

    stories = await office.told()
    assert len(stories) == rounds
    assert all(len(story.parts) == 2 for story in stories)


async def test_a_held_reply_keeps_its_original(
    office: Office, database: str, sealer: KeyedSealer
) -> None:
    original = "Call me, 040 1234567."
    await office.intake.submit(a_reply(original))
    await office.intake.submit(a_message("Story."))

    assert original in _originals(database, sealer)


# The answer to a question


def a_dm(text: str, ts: str, **fields: Any) -> IncomingMessage:
    return a_message(text, ts, channel="D1", route=Route.DM, **fields)


async def test_the_direct_message_after_a_question_is_a_part_and_its_teller_is_told_so(
    office: Office,
) -> None:
    await office.intake.submit(a_message("It happened.", "1.0"))
    await office.delivered()

    assert await office.intake.submit(a_dm("Like this.", "2.0")) is Told.JOINED
    assert await office.intake.submit(a_dm("Like this.", "2.0")) is Told.DUPLICATE

    (story,) = await office.told()
    (answer,) = await office.delivered()
    assert {part.text for part in story.parts} == {"It happened.", "Like this."}
    assert isinstance(answer.content, Note)
    assert (answer.content.key, answer.address.channel) == ("answer-added", "D1")
    assert answer.content.arguments == {"number": story.number}


async def test_of_two_direct_messages_at_the_same_moment_one_answers(office: Office) -> None:
    for number in range(10):
        await office.intake.submit(a_message("It happened.", f"{number}.1"))
        told = await asyncio.gather(
            office.intake.submit(a_dm("Like this.", f"{number}.2")),
            office.intake.submit(a_dm("Or this.", f"{number}.3")),
        )

        assert sorted(told) == [Told.JOINED, Told.STORED]


async def test_a_question_is_answered_once(office: Office) -> None:
    await office.intake.submit(a_message("It happened.", "1.0"))
    await office.intake.submit(a_dm("Like this.", "2.0"))

    assert await office.intake.submit(a_dm("Something else.", "3.0")) is Told.STORED


async def test_what_was_added_by_mistake_and_deleted_is_a_story_when_it_is_told_again(
    office: Office,
) -> None:
    await office.intake.submit(a_message("It happened.", "1.0"))
    await office.intake.submit(a_dm("Something else.", "2.0"))
    await office.removal.remove(a_deletion("2.0", "D1"))

    assert await office.intake.submit(a_dm("Something else.", "3.0")) is Told.STORED
    assert {story.text for story in await office.told()} == {"It happened.", "Something else."}


async def test_after_an_hour_a_question_is_not_open_any_more(office: Office) -> None:
    await office.intake.submit(a_message("It happened.", "1.0"))
    office.clock.advance(timedelta(hours=1))

    assert await office.intake.submit(a_dm("Something else.", "2.0")) is Told.STORED
    now = office.clock.now()
    office.clock.advance(timedelta(hours=1))
    assert await office.store.write(lambda tx: tx.stories.drop_held(now)) == 0
    assert await office.store.write(lambda tx: tx.stories.drop_held(office.clock.now())) == 1


async def test_an_answer_in_the_thread_closes_the_question(office: Office) -> None:
    await office.intake.submit(a_message("It happened.", "1.0"))
    await office.intake.submit(a_reply("Like this."))

    assert await office.intake.submit(a_dm("Something else.", "3.0")) is Told.STORED


async def test_a_question_about_a_removed_story_is_not_answered(office: Office) -> None:
    await office.intake.submit(a_message("It happened.", "1.0"))
    await office.removal.remove(a_deletion())

    assert await office.intake.submit(a_dm("Something else.", "2.0")) is Told.STORED


async def test_the_question_is_that_of_the_teller_alone(office: Office) -> None:
    await office.intake.submit(a_message("It happened.", "1.0"))

    assert await office.intake.submit(a_dm("Mine.", "2.0", user="U2")) is Told.STORED


async def test_what_was_told_before_the_story_does_not_answer_the_question(office: Office) -> None:
    await office.intake.submit(a_message("It happened.", "1.0"))

    earlier = WEDNESDAY - timedelta(seconds=1)
    assert await office.intake.submit(a_dm("Before.", "0.5", told_at=earlier)) is Told.STORED


async def test_a_message_in_the_channel_is_no_answer(office: Office) -> None:
    await office.intake.submit(a_message("It happened.", "1.0"))

    assert await office.intake.submit(a_message("Something else.", "2.0")) is Told.STORED


# Removed before and after


async def test_a_removed_story_does_not_come_back(office: Office) -> None:
    await office.intake.submit(a_message())
    await office.removal.remove(a_deletion())

    assert await office.intake.submit(a_message()) is Told.REMOVED
    assert not await office.told()


async def test_a_removed_part_does_not_come_back(office: Office) -> None:
    reply = a_reply("More.")
    await office.intake.submit(a_message("Story."))
    await office.intake.submit(reply)
    await office.removal.remove(a_deletion("2.0"))

    assert await office.intake.submit(reply) is Told.REMOVED
    (story,) = await office.told()
    assert story.text == "Story."


@pytest.mark.parametrize("removal", [a_deletion(), a_bell()])
async def test_a_removal_before_the_message_wins(office: Office, removal: IncomingRemoval) -> None:
    await office.removal.remove(removal)

    assert await office.intake.submit(a_message()) is Told.REMOVED
    assert not await office.told()
    assert await office.delivered() == []


async def test_a_held_reply_that_was_deleted_is_not_joined(office: Office) -> None:
    await office.intake.submit(a_reply("Reply."))
    await office.removal.remove(a_deletion("2.0"))

    await office.intake.submit(a_message("Story."))

    (story,) = await office.told()
    assert story.text == "Story."


# Whose team, which week, what role


async def test_the_channel_decides_the_team(office: Office) -> None:
    await office.intake.submit(a_message(channel="C2"))
    await office.intake.submit(a_message(channel="C8", route=Route.MENTION))

    assert len(await office.told(SHOP)) == 2


async def test_the_channel_decides_before_the_team_chosen_last(office: Office) -> None:
    await _choose(office, a_message(), SHOP.id)

    await office.intake.submit(a_message("In C1.", "2.0"))

    assert "In C1." in {story.text for story in await office.told(SERVICE)}


async def test_the_team_chosen_last_decides_where_no_channel_does(office: Office) -> None:
    await office.guiding.begin(a_command(argument="butik"))

    await office.intake.submit(a_telegram_message())

    assert len(await office.told(SHOP)) == 1


async def test_the_first_team_takes_what_has_no_other(office: Office) -> None:
    await office.intake.submit(a_telegram_message())
    await office.intake.submit(a_message(channel="D1", route=Route.DM))

    assert len(await office.told(SERVICE)) == 2


async def test_a_chosen_team_that_is_gone_gives_way_to_the_first(office: Office) -> None:
    await _choose(office, a_telegram_message(number=1), "gone")

    await office.intake.submit(a_telegram_message(number=2))

    assert len(await office.told(SERVICE)) == 2


@pytest.mark.parametrize(
    ("told_at", "week"),
    [
        (datetime(2026, 11, 15, 21, 59, 59, tzinfo=UTC), Week(2026, 46)),
        (datetime(2026, 11, 15, 22, tzinfo=UTC), Week(2026, 47)),
        # Summer time: midnight in Helsinki is 21:00 UTC, from 29 March to 25 October.
        (datetime(2026, 3, 22, 21, 59, 59, tzinfo=UTC), Week(2026, 12)),
        (datetime(2026, 3, 29, 20, 59, 59, tzinfo=UTC), Week(2026, 13)),
        (datetime(2026, 3, 29, 21, tzinfo=UTC), Week(2026, 14)),
        (datetime(2026, 10, 25, 21, 59, 59, tzinfo=UTC), Week(2026, 43)),
        (datetime(2026, 10, 25, 22, tzinfo=UTC), Week(2026, 44)),
        (datetime(2027, 1, 3, 21, 59, 59, tzinfo=UTC), Week(2026, 53)),
        (datetime(2027, 1, 3, 22, tzinfo=UTC), Week(2027, 1)),
    ],
)
async def test_the_platforms_time_in_the_teams_zone_decides_the_week(
    office: Office, told_at: datetime, week: Week
) -> None:
    await office.intake.submit(a_message(told_at=told_at))

    (story,) = await office.told(week=week)
    assert story.told_at == told_at


async def test_a_team_elsewhere_has_its_own_week(store: SqlStore, sealer: KeyedSealer) -> None:
    honolulu = replace(SERVICE, timezone=ZoneInfo("Pacific/Honolulu"))
    office = Office(store, sealer, StandingClock(WEDNESDAY), Teams((honolulu,)))

    await office.intake.submit(a_message(told_at=datetime(2026, 11, 16, 9, 59, tzinfo=UTC)))

    assert len(await office.told(week=Week(2026, 46))) == 1


async def test_a_story_told_long_ago_belongs_to_its_own_week(office: Office) -> None:
    await office.intake.submit(a_message(told_at=WEDNESDAY - timedelta(weeks=2)))

    assert len(await office.told(week=Week(2026, 44))) == 1


async def test_slack_tells_of_employees_and_telegram_of_customers(office: Office) -> None:
    await office.intake.submit(a_message("Slack."))
    await office.intake.submit(a_telegram_message("Telegram."))

    roles = {story.text: story.role for story in await office.told()}
    assert roles == {"Slack.": Role.EMPLOYEE, "Telegram.": Role.CUSTOMER}


async def test_a_story_is_unnamed_and_for_the_team_unless_the_team_says_otherwise(
    store: SqlStore, sealer: KeyedSealer
) -> None:
    open_team = replace(SHOP, identity=Identity.NAMED, share=Share.STORE)
    office = Office(store, sealer, StandingClock(WEDNESDAY), Teams((SERVICE, open_team)))

    await office.intake.submit(a_message())
    await office.intake.submit(a_message(channel="C2"))

    (usual,), (other,) = await office.told(SERVICE), await office.told(SHOP)
    assert (usual.identity, usual.share) == (Identity.UNNAMED, Share.TEAM)
    assert (other.identity, other.share) == (Identity.NAMED, Share.STORE)


async def test_stories_of_one_person_have_one_teller(office: Office) -> None:
    await office.intake.submit(a_message(ts="1.0"))
    await office.intake.submit(a_message(ts="2.0"))
    await office.intake.submit(a_message(ts="3.0", user="U2"))

    assert len({story.teller for story in await office.told()}) == 2


# Receipts


@pytest.mark.parametrize("route", [Route.CHANNEL, Route.MENTION])
async def test_a_channels_receipt_is_seen_by_the_teller_only_and_lies_in_the_direct_message_too(
    office: Office, route: Route
) -> None:
    await office.intake.submit(a_message(route=route))

    here, copy = sorted(await office.receipts(), key=lambda each: each.address.user, reverse=True)
    assert (here.address.channel, here.address.user) == ("C1", "U1")
    assert (copy.address.channel, copy.address.user) == ("U1", "")
    assert isinstance(here.content, Receipt)
    assert isinstance(copy.content, Receipt)
    assert here.content.elsewhere
    assert not copy.content.elsewhere
    assert here.content.number == copy.content.number


async def test_a_direct_messages_receipt_goes_into_it(office: Office) -> None:
    await office.intake.submit(a_message(channel="D1", route=Route.DM))

    (receipt,) = await office.receipts()
    assert (receipt.address.channel, receipt.address.user) == ("D1", "")


async def test_a_commands_receipt_goes_through_its_shortcut_and_else_to_the_person(
    office: Office,
) -> None:
    shortcut = Shortcut("https://example.org/answer", WEDNESDAY + timedelta(minutes=30))
    await office.intake.submit(a_message(route=Route.COMMAND, shortcut=shortcut))

    (receipt,) = await office.receipts()
    assert receipt.address.channel == "U1"
    assert receipt.shortcut == shortcut


async def test_a_shortcut_is_forgotten_after_thirty_minutes(office: Office) -> None:
    shortcut = Shortcut("https://example.org/answer", WEDNESDAY + timedelta(minutes=30))
    await office.intake.submit(a_message(route=Route.COMMAND, shortcut=shortcut))
    office.clock.advance(timedelta(minutes=30))
    await office.courier.tidy()

    (receipt,) = await office.receipts()
    assert receipt.shortcut is None


async def test_telegrams_receipt_goes_into_the_chat(office: Office) -> None:
    await office.intake.submit(a_telegram_message())

    (receipt,) = await office.receipts()
    assert receipt.address.platform is Platform.TELEGRAM
    assert receipt.address.channel == "77"


async def test_the_receipt_has_the_storys_number_team_and_share(office: Office) -> None:
    await office.intake.submit(a_telegram_message())

    (story,), (receipt,) = await office.told(), await office.delivered()
    assert isinstance(receipt.content, Receipt)
    assert receipt.content.number == story.number
    assert receipt.content.team == SERVICE.name
    assert receipt.content.share == Share.TEAM


async def test_a_number_is_the_letter_t_and_at_least_four_digits(office: Office) -> None:
    for number in range(20):
        await office.intake.submit(a_telegram_message(number=number))

    numbers = [story.number for story in await office.told()]
    assert len(set(numbers)) == 20
    assert all(number[:2] == "T-" and len(number) == 6 for number in numbers)
    assert all(number[2:].isdigit() for number in numbers)


async def test_only_a_persons_first_receipt_says_who_reads(office: Office) -> None:
    for number in (1, 2):
        await office.intake.submit(a_telegram_message(number=number))
    await office.intake.submit(a_telegram_message(user="88"))

    firsts = [
        (delivery.address.channel, delivery.content.first)
        for delivery in await office.delivered()
        if isinstance(delivery.content, Receipt)
    ]
    assert sorted(firsts) == [("77", False), ("77", True), ("88", True)]


async def test_two_first_stories_at_once_have_one_first_receipt(office: Office) -> None:
    messages = [a_message(ts=f"{n}.0", channel="D1", route=Route.DM) for n in range(8)]
    await asyncio.gather(*(office.intake.submit(message) for message in messages))

    receipts = [delivery.content for delivery in await office.delivered()]
    assert sum(isinstance(each, Receipt) and each.first for each in receipts) == 1


async def test_a_receipt_says_that_a_file_was_dropped(office: Office) -> None:
    await office.intake.submit(a_telegram_message(files=("F1",)))

    (receipt,) = await office.delivered()
    assert isinstance(receipt.content, Receipt)
    assert receipt.content.file_dropped


@pytest.mark.parametrize(
    ("locale", "told_in", "team", "language"),
    [
        ("sv-FI", "en", SERVICE, "sv"),
        ("fi", "en", SHOP, "fi"),
        ("de", "en", SERVICE, "en"),
        ("", "sv", SERVICE, "sv"),
        ("", "other", SHOP, "sv"),
        ("et", "other", SERVICE, "fi"),
        ("fil", "en", SHOP, "en"),
    ],
)
async def test_the_platform_then_the_story_then_the_team_decide_the_language(
    store: SqlStore,
    sealer: KeyedSealer,
    locale: str,
    told_in: StoryLanguage,
    team: Team,
    language: str,
) -> None:
    clock, tagger = StandingClock(WEDNESDAY), PlainTagger(told_in)
    office = Office(store, sealer, clock, Teams((team,)), tagger=tagger)

    await office.intake.submit(a_telegram_message(locale=locale))

    (receipt,) = await office.delivered()
    assert isinstance(receipt.content, Receipt)
    assert receipt.content.language == language


# Replies that are owed


async def test_a_customers_question_opens_a_case(office: Office) -> None:
    await office.intake.submit(a_telegram_message("Where is my parcel?"))

    (story,) = await office.told()
    (waiting,) = await office.store.read(lambda tx: tx.stories.waiting(SERVICE.id))
    assert story.needs_reply
    assert waiting.number == story.number


async def test_an_employees_question_opens_no_case(office: Office) -> None:
    await office.intake.submit(a_message("Why so?"))

    assert not await office.store.read(lambda tx: tx.stories.waiting(SERVICE.id))


@pytest.mark.parametrize(
    ("told_at", "holidays", "due"),
    [
        # Wednesday: Thursday, Friday, Monday; the day ends at midnight.
        (WEDNESDAY, (), datetime(2026, 11, 17, tzinfo=HELSINKI)),
        (WEDNESDAY, (date(2026, 11, 13),), datetime(2026, 11, 18, tzinfo=HELSINKI)),
        (WEDNESDAY + timedelta(days=3), (), datetime(2026, 11, 19, tzinfo=HELSINKI)),
        # Late on Sunday in UTC it is Monday in Helsinki.
        (
            datetime(2026, 11, 15, 22, 30, tzinfo=UTC),
            (),
            datetime(2026, 11, 20, tzinfo=HELSINKI),
        ),
    ],
)
async def test_a_case_is_due_at_the_end_of_the_promised_working_day(
    store: SqlStore,
    database: str,
    sealer: KeyedSealer,
    told_at: datetime,
    holidays: tuple[date, ...],
    due: datetime,
) -> None:
    clock = StandingClock(told_at)
    office = Office(store, sealer, clock, TEAMS, holidays_on(*holidays))

    await office.intake.submit(a_telegram_message("Where is it?", told_at=told_at))

    assert _dues(database) == [due.astimezone(UTC)]


# Texts that databases refuse


@pytest.mark.parametrize("text", ["\ud800 alone", "a\x00b", "\udfff\x00", "🎉\ud83c"])
async def test_a_text_that_a_database_refuses_is_kept_readable(office: Office, text: str) -> None:
    assert await office.intake.submit(a_message(text)) is Told.STORED

    (story,) = await office.told()
    assert len(story.text) == len(text)
    assert "\ufffd" in story.text


async def test_a_held_reply_may_hold_any_text(office: Office) -> None:
    await office.intake.submit(a_reply("\ud800\x00"))
    await office.intake.submit(a_message("Story."))

    (story,) = await office.told()
    assert story.text == "Story.\n\ufffd\ufffd"


@pytest.mark.parametrize(
    "text",
    [
        "x" * 100_000,
        "😀" * 4_097,
        "\u202eabc\u2066d\u2069",
        "Z" + "\u0301" * 1_000,
        "'; DROP TABLE story; --",
        '" NEAR( * ^',
        "{ $number }",
        "%(text)s :text ?",
    ],
)
async def test_any_other_text_is_kept_as_it_is(office: Office, text: str) -> None:
    await office.intake.submit(a_message(text))

    (story,) = await office.told()
    assert story.text == text


async def test_odd_ids_are_only_keys(office: Office) -> None:
    message = a_message(user="'; DROP", ts="\ud800\x00")

    assert await office.intake.submit(message) is Told.STORED
    assert await office.intake.submit(message) is Told.DUPLICATE


async def _choose(office: Office, message: IncomingMessage, team: str) -> None:
    """Submit the message, and let its teller choose that team."""
    await office.intake.submit(message)
    key = office.sealer.keyed(message.person)

    def choose(tx: Transaction) -> None:
        person = tx.people.find(key)
        assert person is not None
        tx.people.choose_team(person.id, team)

    await office.store.write(choose)


def _originals(database: str, sealer: KeyedSealer) -> list[str]:
    found = rows(
        database,
        select(part.c.id, part.c.original, part_key.c.wrapped).join_from(
            part, part_key, part_key.c.part == part.c.id
        ),
    )
    return [
        sealer.open_original(
            SealedText(sealed=bytes(row["original"]), wrapped_key=bytes(row["wrapped"])),
            f"part/{row['id']}/original",
        )
        for row in found
    ]


def _dues(database: str) -> list[datetime]:
    return [instant(row["due"]) for row in rows(database, select(case.c.due))]
