"""Commands in the middle of a talk: each is answered, joins no story, and the talk goes on."""

import pytest

from bot.core.model.dialogue import Verb
from tests.program import a_play, stories, words
from tests.telegram_talk import Talker

GOOD = "Puhelinneuvoja kuunteli loppuun asti ja sain heti avun."
DISTRESS = "En jaksa enää elää."


@pytest.fixture
async def play(tmp_path, sqlite_template):
    async with a_play(tmp_path, sqlite_template) as play:
        yield play


async def ask(talker, own="own-none"):
    """Send the commands, a second apart, and see that each is answered at once, and with nothing
    else.
    """
    for command, key in (("/omat", own), ("/kieli", "language-question"), ("/privacy", "privacy")):
        await talker.workspace.quiet()
        talker.workspace.clock.advance(1)
        before = len(talker.answers())
        await talker.say(command)
        assert words(key) in (await talker.answered(before + 1))["text"]


async def test_at_each_step_of_a_talk_a_command_is_answered_and_the_talk_goes_on(play):
    talker = Talker(play.workspace)
    async with play.running() as program:
        await talker.say("/start")
        await talker.said(words("talk-notice"))
        await ask(talker)
        await talker.press(Verb.ACCEPT)
        await talker.said(words("talk-story"))
        await ask(talker)
        await talker.say(GOOD)
        await talker.said(words("talk-more"))
        await ask(talker)
        await talker.say("Kiitos!")
        await talker.press(Verb.DONE)
        await talker.said(words("talk-feeling"))
        await ask(talker)
        await talker.press(Verb.FEEL, "heard")
        await talker.press(Verb.NEXT)
        await talker.said(words("talk-expectation"))
        await ask(talker)
        await talker.press(Verb.EXPECT, "met")
        await talker.said(words("talk-share"))
        await ask(talker)
        await talker.press(Verb.SHARE, "team")
        await talker.said(words("receipt"))
        (story,) = await stories(program)

    said = {(tag.facet, tag.key) for tag in story.tags if tag.source == "teller"}
    assert story.text == f"{GOOD}\nKiitos!"
    assert said == {("feeling", "heard"), ("expectation", "met")}
    assert (play.kept(), play.parts()) == (1, 2)


async def test_who_is_being_helped_is_answered_and_what_they_write_then_is_read_too(play):
    talker = Talker(play.workspace)
    async with play.running() as program:
        await talker.begin()
        await talker.say(DISTRESS)
        await talker.said(words("talk-help"))
        await ask(talker, own="own-intro")
        await talker.say(GOOD)
        await talker.said(words("talk-added-help"))
        (story,) = await stories(program)

    assert story.text == f"{DISTRESS}\n{GOOD}"
    assert (play.kept(), play.parts()) == (1, 2)


@pytest.mark.parametrize("language", ["fi", "en", "sv"])
async def test_the_notice_offers_privacy_and_the_two_other_languages(play, language):
    talker = Talker(play.workspace, {"fi": "c1", "en": "c5", "sv": "c3"}[language])
    async with play.running():
        await talker.say("/start")
        notice = await talker.answered()

    labels = [each["text"] for row in notice["reply_markup"]["inline_keyboard"] for each in row]
    first = {
        "fi": ["Jatka", "Tietosuoja"],
        "en": ["Continue", "Privacy"],
        "sv": ["Fortsätt", "Dataskydd"],
    }
    others = {"fi": "suomi", "en": "English", "sv": "svenska"}
    del others[language]
    assert labels[:2] == first[language]
    assert sorted(labels[2:]) == sorted(others.values())


async def test_all_can_be_deleted_where_it_is_asked_who_may_read_it(play):
    talker = Talker(play.workspace)
    async with play.running():
        await talker.begin()
        await talker.say(GOOD)
        await talker.press(Verb.DONE)
        await talker.press(Verb.NEXT)
        await talker.press(Verb.EXPECT, "met")
        await talker.press(Verb.DISCARD)
        await talker.said(words("talk-discarded"))

    assert (play.kept(), play.held(), play.parts()) == (0, 0, 0)
