"""A digest of several messages: their order, what hangs on what, and which of them are edited."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.edition import Edition
from bot.core.errors import DeliveryRefusedError
from bot.core.model.delivery import Address, Delivery, DigestPost
from bot.core.model.digest import Composition, Line, Picture, Sheet
from bot.core.model.incoming import IncomingErasing
from bot.core.model.platforms import Platform
from bot.core.model.tag import Version
from bot.core.model.team import Teams
from bot.core.sheets import lines_of
from bot.sealing import KeyedSealer
from storage.store import SqlStore
from tests.core_builders import SERVICE, WEDNESDAY, WEEK_46, Office, a_deletion, a_message
from tests.fakes import StandingClock
from tests.picture_builders import a_dot

BOTH = replace(SERVICE, telegram_digest=-100)


def compose(edition: Edition) -> Composition:
    """Return a digest with one line about each story on the sheet of stories, and the first story
    at the top.
    """
    numbers = sorted(story.number for story in edition.kept)
    lines = [
        Line("header", "Week 46", ()),
        Line("quote", "Words", (numbers[0],)),
        Line("stories_heading", "Stories", ()),
        *(Line("story", f"Words ({number})", (number,)) for number in numbers),
        Line("numbers_heading", "Numbers", ()),
        Line("number", "Stories: 17", ()),
    ]
    return Composition(tuple(lines), Picture(tuple(a_dot(number=each) for each in numbers), 0))


@pytest.fixture
async def office(store: SqlStore, sealer: KeyedSealer) -> Office:
    """Seventeen stories told, and the digest of their week posted in both places."""
    office = Office(store, sealer, StandingClock(WEDNESDAY), Teams((BOTH,)), compose=compose)
    await office.publishing.begin()
    for number in range(17):
        await office.intake.submit(a_message(f"Good help {number}.", f"{number}.0"))
    await office.delivered()
    return office


async def posted(office: Office) -> dict[Platform, list[Delivery]]:
    await office.publishing.post(BOTH, WEEK_46)
    sent = await office.delivered()
    return {
        platform: [each for each in sent if each.address.platform is platform]
        for platform in Platform
    }


def posts(deliveries: list[Delivery]) -> list[DigestPost]:
    return [each.content for each in deliveries if isinstance(each.content, DigestPost)]


def sheets(deliveries: list[Delivery]) -> list[tuple[Sheet, int]]:
    return [(post.sheet, post.number) for post in posts(deliveries)]


async def test_the_sheets_hang_on_the_top_and_come_in_their_order(office: Office) -> None:
    slack = (await posted(office))[Platform.SLACK]

    assert sheets(slack) == [
        *[(Sheet.TOP, 0), (Sheet.STORIES, 0), (Sheet.STORIES, 1), (Sheet.NUMBERS, 0)]
    ]
    assert slack[0].address.replies_to == ""
    assert len({each.address.replies_to for each in slack[1:]} - {""}) == 1


async def test_on_telegram_the_photo_goes_before_the_text_and_nothing_is_a_reply(
    office: Office,
) -> None:
    telegram = (await posted(office))[Platform.TELEGRAM]

    assert sheets(telegram) == [(Sheet.PICTURE, 0), (Sheet.TOP, 0)]
    assert {each.address.replies_to for each in telegram} == {""}


async def test_a_photo_that_is_refused_holds_up_no_text(office: Office) -> None:
    office.telegram.answers = [DeliveryRefusedError("picture_missing")]

    telegram = (await posted(office))[Platform.TELEGRAM]

    assert sheets(telegram) == [(Sheet.TOP, 0)]


async def test_a_digest_that_is_posted_again_is_no_second_one(office: Office) -> None:
    await posted(office)

    assert not await office.publishing.post(BOTH, WEEK_46)
    assert await office.delivered() == []


async def test_only_the_messages_that_show_a_removed_story_are_edited(office: Office) -> None:
    last = max(await office.told(), key=lambda story: story.number)
    await posted(office)

    removed_at = office.clock.now()
    await office.removal.remove(a_deletion(last.text.removeprefix("Good help ") + "0"))
    edits = [each for each in await office.delivered() if each.address.edits]
    assert office.clock.now() - removed_at < timedelta(minutes=1)

    on_slack = [each for each in edits if each.address.platform is Platform.SLACK]
    # The picture at the top has a mark less; the first fifteen stories and the numbers stay.
    assert sorted(sheets(on_slack)) == [(Sheet.STORIES, 1), (Sheet.TOP, 0)]
    on_telegram = [each for each in edits if each.address.platform is Platform.TELEGRAM]
    assert sheets(on_telegram) == [(Sheet.PICTURE, 0)]
    digest = office.slack.digests[-1]
    assert digest is not None
    assert digest.version == Version(taxonomy="taxonomy 1", model="model 1")
    for post in posts(on_slack):
        assert last.number not in str(lines_of(digest, post, Platform.SLACK))
    assert last.number not in str(digest.picture)


async def test_every_message_that_shows_stories_of_who_is_erased_is_edited_once_within_a_minute(
    office: Office,
) -> None:
    numbers = [story.number for story in await office.told()]
    await posted(office)

    erased_at = office.clock.now()
    assert await office.erasing.erase(
        IncomingErasing(
            key=("slack", "T1", "action", "1"),
            person=("slack", "T1", "U1"),
            confirmed=17,
            question="erase-anew",
            answer_to=Address(platform=Platform.SLACK, channel="U1"),
        )
    )
    edits = [each for each in await office.delivered() if each.address.edits]
    assert office.clock.now() - erased_at < timedelta(minutes=1)

    assert len({each.address.edits for each in edits}) == len(edits)
    on_slack = [each for each in edits if each.address.platform is Platform.SLACK]
    assert {(Sheet.STORIES, 0), (Sheet.STORIES, 1), (Sheet.TOP, 0)} == set(sheets(on_slack))
    on_telegram = [each for each in edits if each.address.platform is Platform.TELEGRAM]
    assert set(sheets(on_telegram)) == {(Sheet.PICTURE, 0), (Sheet.TOP, 0)}
    digest = office.slack.digests[-1]
    assert digest is not None
    shown = f"{digest.lines} {digest.picture}"
    assert [number for number in numbers if number in shown] == []
