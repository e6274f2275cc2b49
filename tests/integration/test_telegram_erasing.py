"""Somebody erases everything of themselves on Telegram, on the practice workspace."""

import pytest

from bot.core.model.dialogue import Verb
from tests.program import a_play, rows, stories, until, words
from tests.telegram_talk import Talker, buttons

GOOD = "Puhelinneuvoja kuunteli loppuun asti ja sain heti avun."


@pytest.fixture
async def play(tmp_path, sqlite_template):
    async with a_play(tmp_path, sqlite_template) as play:
        yield play


@pytest.fixture
def talker(play):
    return Talker(play.workspace)


async def press(talker, data, times=1):
    """Wait for the newest button that carries that, and press it so often at once."""

    def found():
        return [
            (message["message_id"], each)
            for message in talker.answers()
            for each in buttons(message)
            if each == data
        ]

    await talker.workspace.until(found)
    button = found()[-1]
    for _ in range(times):
        await talker.workspace.telegram_press(talker.who, *button)


async def test_from_delete_to_nothing_kept_and_to_the_notice_again(play, talker):
    async with play.running():
        await talker.tell(GOOD)
        await talker.tell("Toinenkin tarina.", first=False)
        await talker.say("/poista")
        await press(talker, "erase:")
        await talker.said("Poistanko kaikki 2 tarinaasi")
        await press(talker, "erase:2")
        await talker.said("Poistin kaikki 2 tarinaasi")
        assert play.kept() == 0
        assert rows(play.database, "SELECT * FROM person") == []

        await talker.say("/start")
        await talker.offered(Verb.ACCEPT)
        assert words("talk-notice") in talker.answers()[-1]["text"]


async def test_a_no_shows_the_stories_again_and_keeps_them(play, talker):
    async with play.running():
        number = await talker.tell(GOOD)
        await talker.say("/poista")
        await press(talker, "erase:")
        await press(talker, "own:delete:0")
        await talker.said(words("own-delete"))
        assert play.kept() == 1

    assert f"remove:{number}" in buttons(talker.answers()[-1])


async def test_a_yes_pressed_twice_is_answered_twice_and_the_first_answer_stays(play, talker):
    async with play.running():
        await talker.tell(GOOD)
        await talker.say("/poista")
        await press(talker, "erase:")
        await press(talker, "erase:1", times=2)
        await talker.said(words("erase-nothing"))

    assert [each for each in talker.answers() if "Poistin tarinasi" in each["text"]]


async def test_a_story_told_between_question_and_yes_is_asked_about(play, talker):
    async with play.running():
        await talker.tell(GOOD)
        await talker.say("/poista")
        await press(talker, "erase:")
        await talker.said("Poistanko tarinasi")
        await talker.tell("Toinenkin tarina.", first=False)
        await press(talker, "erase:1")
        await talker.said("Poistanko kaikki 2 tarinaasi")
        assert play.kept() == 2


async def test_a_talk_in_progress_goes_with_all_that_was_said_in_it(play, talker):
    async with play.running() as program:
        await talker.tell(GOOD)
        await talker.say("Vielä tämä.")
        await until(lambda: play.held() == 1)
        await talker.say("/poista")
        await press(talker, "own:delete:0")
        await press(talker, "erase:")
        await press(talker, "erase:1")
        await talker.said("Poistin tarinasi")
        assert not await stories(program)

    assert play.held() == 0
    assert rows(play.database, "SELECT * FROM dialogue") == []


async def test_a_stranger_is_told_that_nothing_is_kept(play, talker):
    async with play.running():
        await talker.say("/poista")
        await talker.said(words("delete-none"))
        await press(talker, "erase:")
        await talker.said(words("erase-nothing"))

    assert rows(play.database, "SELECT * FROM person") == []
