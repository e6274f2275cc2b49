"""Answers to what is no story."""

from dataclasses import replace

import pytest

from bot.core.model.delivery import Note, OwnStories, Shelf
from bot.core.model.team import Teams
from bot.core.notices import Notices
from bot.sealing import KeyedSealer
from storage.store import SqlStore
from tests.core_builders import (
    SERVICE,
    SHOP,
    TEAMS,
    WEDNESDAY,
    Office,
    a_command,
    a_telegram_message,
)
from tests.fakes import StandingClock


@pytest.fixture
def office(store: SqlStore, sealer: KeyedSealer) -> Office:
    return Office(store, sealer, StandingClock(WEDNESDAY))


async def test_help_names_the_team_that_the_teller_chose(office: Office) -> None:
    await office.guiding.begin(a_command("start", "butik"))
    await office.delivered()

    assert (await _answer(office, "help", number=2)).arguments["team"] == SHOP.name


async def test_help_names_the_first_team_to_a_stranger(office: Office) -> None:
    assert (await _answer(office, "help")).arguments["team"] == SERVICE.name


async def test_a_command_is_answered_once(office: Office) -> None:
    for _ in range(2):
        await office.talk.answer(a_command("help"))

    assert len(await office.delivered()) == 1


async def test_a_chosen_language_is_spoken_from_then_on(office: Office) -> None:
    await office.talk.speak(a_command("language-chosen"), "sv")
    (chosen,) = await office.delivered()

    assert isinstance(chosen.content, Note)
    assert chosen.content.language == "sv"
    assert (await _answer(office, "help", number=2)).language == "sv"


async def test_own_stories_are_shown_to_whoever_told_any(office: Office) -> None:
    await office.intake.submit(a_telegram_message())
    await office.delivered()
    await office.talk.shelf(a_command("own-none"), Shelf.MINE, 0)

    (shown,) = await office.delivered()
    assert isinstance(shown.content, OwnStories)
    assert (shown.content.shelf, shown.content.language) == (Shelf.MINE, "en")


async def test_a_stranger_is_told_that_there_are_no_own_stories(office: Office) -> None:
    await office.talk.shelf(a_command("own-none"), Shelf.MINE, 0)

    (shown,) = await office.delivered()
    assert isinstance(shown.content, Note)
    assert shown.content.key == "own-none"


async def test_each_listened_channel_is_told_once_who_reads(office: Office) -> None:
    notices = Notices(office.store, TEAMS, office.clock)
    for _ in range(2):
        await notices.announce()

    delivered = await office.delivered()
    assert sorted(each.address.channel for each in delivered) == ["C1", "C2"]
    assert all(
        isinstance(each.content, Note) and each.content.key == "channel-notice"
        for each in delivered
    )


async def test_a_channel_whose_messages_are_no_stories_is_told_nothing(office: Office) -> None:
    teams = Teams((replace(SERVICE, slack_capture=frozenset({"command", "mention"})), SHOP))

    await Notices(office.store, teams, office.clock).announce()

    assert [each.address.channel for each in await office.delivered()] == ["C2"]


async def _answer(office: Office, note: str, *, number: int = 1) -> Note:
    """Return the answer to a command."""
    await office.talk.answer(a_command(note, number=number))
    (answer,) = await office.delivered()
    assert isinstance(answer.content, Note)
    return answer.content
