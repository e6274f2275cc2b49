"""Answers to what is no story."""

from dataclasses import replace

import pytest

from bot.core.model.delivery import Note
from bot.core.model.team import Team, Teams
from bot.core.notices import Notices
from bot.sealing import KeyedSealer
from storage.store import SqlStore
from tests.core_builders import SERVICE, SHOP, TEAMS, WEDNESDAY, Office, a_command
from tests.fakes import StandingClock


@pytest.fixture
def office(store: SqlStore, sealer: KeyedSealer) -> Office:
    return Office(store, sealer, StandingClock(WEDNESDAY))


@pytest.mark.parametrize(
    ("word", "key", "team"),
    [
        ("", "greeting", SERVICE),
        ("butik", "greeting", SHOP),
        ("nobody", "greeting-other-team", SERVICE),
    ],
)
async def test_a_start_greets_and_says_who_listens(
    office: Office, word: str, key: str, team: Team
) -> None:
    greeting = await _answer(office, "start", word)

    assert (greeting.key, greeting.arguments["team"]) == (key, team.name)


async def test_a_start_is_answered_once(office: Office) -> None:
    for _ in range(2):
        await office.talk.start(a_command())

    assert len(await office.delivered()) == 1


async def test_a_start_without_a_word_keeps_the_team_that_was_chosen(office: Office) -> None:
    await _answer(office, "start", "butik")

    again = await _answer(office, "start", number=2)

    assert (again.key, again.arguments["team"]) == ("greeting", SHOP.name)


async def test_a_start_with_another_word_chooses_again(office: Office) -> None:
    await _answer(office, "start", "butik")
    await _answer(office, "start", "nobody", number=2)

    assert (await _answer(office, "start", number=3)).arguments["team"] == SERVICE.name


async def test_help_names_the_team_that_the_teller_chose(office: Office) -> None:
    await _answer(office, "start", "butik")

    assert (await _answer(office, "help", number=2)).arguments["team"] == SHOP.name


async def test_help_names_the_first_team_to_a_stranger(office: Office) -> None:
    assert (await _answer(office, "help")).arguments["team"] == SERVICE.name


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


async def _answer(office: Office, note: str, argument: str = "", *, number: int = 1) -> Note:
    """Return the answer to a command."""
    command = a_command(note, argument, number=number)
    await (office.talk.start(command) if note == "start" else office.talk.answer(command))
    (answer,) = await office.delivered()
    assert isinstance(answer.content, Note)
    return answer.content
